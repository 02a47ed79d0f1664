import { type Period, periodBefore } from '../domain/inspection.ts';
import { companySetting } from '../store/companySetting.ts';
import type { Db } from '../store/db.ts';
import { currentDefinition } from '../store/definitions.ts';
import { findPlan, livePlans, type PlanRow } from '../store/inspectionPlans.ts';
import { drawInspection } from '../store/inspections.ts';

/** China's: where the days of a plan begin. */
const UTC_OFFSET_MINUTES = 480;

/** What is to be drawn: one plan now, or all that are due when nobody says which. */
export type DrawOrder = {
  readonly plan?: string;
  /** Names the window of a plan that is drawn out of turn. */
  readonly key?: string;
  /** Where that window begins, in ms since the epoch; absent: where the last one ended, or one period back. */
  readonly from?: number;
  readonly by?: string;
};

/** A sample that was drawn, with all that its inspection is begun with. */
export type DrawnInspection = {
  readonly id: string;
  readonly title: string;
  readonly definition: string;
  readonly population: number;
  readonly sampleSize: number;
};

/** What came of a draw; `from` and `to` (ms) say where there was nothing to draw from. */
export type DrawOutcome = {
  readonly drawn: readonly DrawnInspection[];
  readonly empty: readonly { readonly plan: string; readonly from: number; readonly to: number }[];
};

/** Draws the samples of inspections: the seed is made here, once, and kept with what it was used on. */
export const createSupervision = (db: Db) => ({
  async drawSamples(order: DrawOrder): Promise<DrawOutcome> {
    const now = Date.now();
    const drawn: DrawnInspection[] = [];
    const empty: DrawOutcome['empty'][number][] = [];
    for (const { plan, period } of await wanted(db, order, now)) {
      const found = await drawInspection(db, plan, period, { by: order.by ?? null, at: new Date(now) });
      if (found) drawn.push({ ...found, ...(await begunWith(db, plan, period)) });
      else empty.push({ plan: plan.id, from: period.from, to: period.to });
    }
    return { drawn, empty };
  },
});

type Wanted = { readonly plan: PlanRow; readonly period: Period };

async function wanted(db: Db, { plan: id, key = '', from }: DrawOrder, now: number): Promise<readonly Wanted[]> {
  if (id === undefined) {
    const due = (await livePlans(db)).map((plan) => ({
      plan,
      period: periodBefore(plan.frequency, now, UTC_OFFSET_MINUTES),
    }));
    return due.filter(({ plan, period }) => plan.liveSince !== null && plan.liveSince.getTime() < period.to);
  }
  const plan = await findPlan(db, id);
  if (!plan) throw new Error(`there is no inspection plan ${id}`);
  const usual = plan.lastWindow?.getTime() ?? periodBefore(plan.frequency, now, UTC_OFFSET_MINUTES).from;
  return [{ plan, period: { id: `now-${key}`, from: from ?? usual, to: now } }];
}

async function begunWith(db: Db, plan: PlanRow, period: Period) {
  const [found, { language }] = await Promise.all([currentDefinition(db, 'inspectionRun'), companySetting(db)]);
  if (!found) throw new Error('no process inspectionRun is deployed');
  return { title: `${plan.name[language]} ${period.id}`, definition: found.hash };
}
