export type HealthColour = 'green' | 'amber' | 'red';
export type HealthMeasure = 'orderDefects' | 'sellerCancels' | 'lateShipments' | 'validTracking';

/** Percent, as the platform shows them. */
export type HealthFigures = Readonly<Record<HealthMeasure, number>>;

export type AccountStatus = 'healthy' | 'at-risk' | 'suspended';

/** How the account stands, and which figures made it so. */
export type HealthCheck = {
  readonly colour: HealthColour;
  readonly amber: readonly HealthMeasure[];
  readonly red: readonly HealthMeasure[];
};

/** From where a figure is amber and red, in percent. A negative sign says that less is worse. */
const limits: Readonly<
  Record<HealthMeasure, { readonly amber: number; readonly red: number; readonly worse: 1 | -1 }>
> = {
  orderDefects: { amber: 0.5, red: 1, worse: 1 },
  sellerCancels: { amber: 2, red: 2.5, worse: 1 },
  lateShipments: { amber: 3, red: 4, worse: 1 },
  validTracking: { amber: 97, red: 95, worse: -1 },
};

const measures = Object.keys(limits) as HealthMeasure[];

/** Judges a day's snapshot. What the platform itself says about the account counts before any figure. */
export function judgeHealth(figures: HealthFigures, status: AccountStatus): HealthCheck {
  const red = measures.filter((measure) => isBeyond(measure, figures, 'red'));
  const amber = measures.filter((measure) => !red.includes(measure) && isBeyond(measure, figures, 'amber'));
  if (red.length > 0 || status === 'suspended') return { colour: 'red', amber, red };
  return { colour: amber.length > 0 || status === 'at-risk' ? 'amber' : 'green', amber, red };
}

function isBeyond(measure: HealthMeasure, figures: HealthFigures, colour: 'amber' | 'red'): boolean {
  const { worse, [colour]: limit } = limits[measure];
  const figure = figures[measure];
  if (figure === limit) return worse === 1;
  return (figure - limit) * worse > 0;
}

/** Orders of a stretch of time, counted. */
export type HealthCounts = {
  readonly orders: number;
  readonly sellerCancelled: number;
  readonly late: number;
  readonly shipped: number;
  readonly tracked: number;
};

const PERCENT = 100;
const DIGITS = 100;

/** The same figures from our own books, to be held beside the platform's. Defects are known to the platform alone. */
export function ownFigures(counts: HealthCounts): Omit<HealthFigures, 'orderDefects'> {
  const { orders, sellerCancelled, late, shipped, tracked } = counts;
  return {
    sellerCancels: share(sellerCancelled, orders, 0),
    lateShipments: share(late, shipped, 0),
    validTracking: share(tracked, shipped, PERCENT),
  };
}

const share = (part: number, whole: number, ofNothing: number): number =>
  whole === 0 ? ofNothing : Math.round((part / whole) * PERCENT * DIGITS) / DIGITS;
