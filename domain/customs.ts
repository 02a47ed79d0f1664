import { type Admitted } from './carriage.ts';

/** Which way goods cross the Chinese border. */
export type Direction = 'export' | 'import';

/** How the goods cross the border: the code of the supervision mode, and which way. */
export type Passage = { readonly mode: string; readonly direction: Direction };

/** One article of a declaration; the value is that of all its pieces, in minor units. */
export type DeclaredLine = {
  readonly sku: string;
  readonly hsCode: string;
  readonly goodsName: string;
  readonly quantity: number;
  readonly declaredValue: number;
  /** ISO 3166 alpha-2. */
  readonly originCountry: string;
  readonly exportControl: 'free' | 'licensed' | 'prohibited';
};

export type OrderedLine = { readonly sku: string; readonly quantity: number; readonly unitPrice: number };

export type DeclarationFault =
  | 'nothing-declared'
  | 'hs-code'
  | 'origin'
  | 'quantity'
  | 'value'
  | 'sku-unknown'
  | 'sku-missing'
  | 'ruling'
  | 'market-unruled'
  | 'export-control';
/** What is wrong, and of which article; the article is empty when it is the declaration as a whole. */
export type DeclarationProblem = { readonly sku: string; readonly fault: DeclarationFault };

/** What an article was declared as before, or ruled to be. */
export type Ruling = {
  readonly sku: string;
  /** A ruling may name the first digits alone. */
  readonly hsCode: string;
  readonly originCountry: string;
  readonly exportControl: DeclaredLine['exportControl'];
};
/** What customs specialist and manager have ruled when the article was bought, for the market of the order or another. */
export type PurchaseRuling = Ruling & { readonly isOfMarket: boolean };

const hsCodePattern = /^\d{10}$/;
const countryPattern = /^[A-Z]{2}$/;

/** Holds a declaration against the order and against what was ruled of its goods before; says what a person must look at. */
export function checkDeclaration(
  lines: readonly DeclaredLine[],
  ordered: readonly OrderedLine[],
  rulings: { readonly earlier?: readonly Ruling[]; readonly purchase?: readonly PurchaseRuling[] } = {},
): readonly DeclarationProblem[] {
  if (lines.length === 0) return [{ sku: '', fault: 'nothing-declared' }];
  const declared = [...new Set(lines.map(({ sku }) => sku))];
  const missing = [...new Set(ordered.map(({ sku }) => sku))].filter((sku) => !declared.includes(sku));
  const { earlier = [], purchase = [] } = rulings;
  return [
    ...declared.flatMap((sku) =>
      articleProblems(
        lines.filter((it) => it.sku === sku),
        ordered.filter((it) => it.sku === sku),
      ).map((fault) => ({ sku, fault })),
    ),
    ...declared.flatMap((sku) => {
      const mine = lines.filter((it) => it.sku === sku);
      return againstRulings(
        mine,
        [...earlier, ...purchase].filter((it) => it.sku === sku),
        purchase.filter((it) => it.sku === sku),
      ).map((fault) => ({ sku, fault }));
    }),
    ...missing.map((sku) => ({ sku, fault: 'sku-missing' as const })),
  ];
}

/** An article may stand in several lines, as when its pieces come from two countries: together they are what was ordered. */
function articleProblems(lines: readonly DeclaredLine[], ordered: readonly OrderedLine[]): DeclarationFault[] {
  const quantity = sumOf(ordered.map((it) => it.quantity));
  const value = sumOf(ordered.map((it) => it.quantity * it.unitPrice));
  const faults: [DeclarationFault, boolean][] = [
    ['hs-code', lines.some((it) => !hsCodePattern.test(it.hsCode))],
    ['origin', lines.some((it) => !countryPattern.test(it.originCountry))],
    ['sku-unknown', ordered.length === 0],
    ['quantity', ordered.length > 0 && sumOf(lines.map((it) => it.quantity)) !== quantity],
    ['value', ordered.length > 0 && sumOf(lines.map((it) => it.declaredValue)) !== value],
  ];
  return faults.flatMap(([fault, holds]) => (holds ? [fault] : []));
}

const sumOf = (numbers: readonly number[]): number => numbers.reduce((sum, it) => sum + it, 0);

function againstRulings(
  lines: readonly DeclaredLine[],
  rulings: readonly Ruling[],
  purchase: readonly PurchaseRuling[],
): DeclarationFault[] {
  const differs = ({ hsCode, originCountry, exportControl }: Ruling) =>
    lines.some(
      (it) =>
        !it.hsCode.startsWith(hsCode) ||
        it.originCountry !== originCountry ||
        rank(it.exportControl) < rank(exportControl),
    );
  const isWeaker = purchase.some((ruled) => lines.some((it) => rank(it.exportControl) < rank(ruled.exportControl)));
  const faults: [DeclarationFault, boolean][] = [
    ['ruling', rulings.some(differs)],
    ['market-unruled', purchase.length > 0 && !purchase.some(({ isOfMarket }) => isOfMarket)],
    ['export-control', isWeaker],
  ];
  return faults.flatMap(([fault, holds]) => (holds ? [fault] : []));
}

const controls = ['free', 'licensed', 'prohibited'] as const;
const rank = (control: DeclaredLine['exportControl']): number => controls.indexOf(control);

/** Another ruling than before stands when a reason is given: the second declarer judges it. Control is never explained away. */
export const unexplained = (problems: readonly DeclarationProblem[], reason: string | undefined) =>
  reason === undefined ? problems : problems.filter(({ fault }) => fault !== 'ruling' && fault !== 'market-unruled');

/** The strictest control of all that is declared; what comes in is not controlled on its way out. */
export function strictestControl(lines: readonly DeclaredLine[], direction: Direction): DeclaredLine['exportControl'] {
  if (direction === 'import') return 'free';
  const declared = lines.map(({ exportControl }) => exportControl);
  if (declared.includes('prohibited')) return 'prohibited';
  return declared.every((it) => it === 'free') ? 'free' : 'licensed';
}

/** An export is declared at least so long before it is loaded (海关法 art. 24). */
const LEAD_HOURS = 24;
const HOUR_MS = 3_600_000;

export type FilingFault =
  | 'declared-at'
  | 'loading-at'
  | 'lead-time'
  | 'authority-letter'
  | 'broker-unknown'
  | 'broker-lapsed'
  | 'not-a-broker'
  | 'booking-data'
  | 'inspection-certificate';

/** A declaration as it was filed. */
export type Filing = Passage & {
  /** "YYYY-MM-DD HH:MM" in China, since its customs go by that. */
  readonly declaredAt: string;
  readonly loadingAt?: string | undefined;
  /** Who declares for us; null: we do. */
  readonly broker: Broker | null;
  /** The day in China, "YYYY-MM-DD". */
  readonly on: string;
  /** Proof that the booking was sent to customs: what goes to an overseas warehouse needs it (GACC 2024/167). */
  readonly bookingData?: string | undefined;
  /** Some of the goods are subject to statutory inspection (进出口商品检验法 art. 15). */
  readonly needsInspection: boolean;
  readonly inspectionCertificate?: string | undefined;
};

type Broker = { readonly admitted: Admitted | null; readonly authorityLetter?: string | undefined };

const TO_OVERSEAS_WAREHOUSE = '9810';

/** Judges when a declaration was filed, by whom, and with which proof. */
export function checkFiling(filing: Filing): {
  readonly faults: readonly FilingFault[];
  readonly leadHours: number | null;
} {
  const declared = chinaTime(filing.declaredAt);
  const loading = filing.loadingAt === undefined ? undefined : chinaTime(filing.loadingAt);
  const isExport = filing.direction === 'export';
  const leadHours =
    declared === undefined || loading === undefined ? null : Math.floor((loading - declared) / (HOUR_MS / 10)) / 10;
  const faults: [FilingFault, boolean][] = [
    ['declared-at', declared === undefined],
    ['loading-at', isExport && loading === undefined],
    ['lead-time', isExport && leadHours !== null && leadHours < LEAD_HOURS],
    ['booking-data', filing.mode === TO_OVERSEAS_WAREHOUSE && filing.bookingData === undefined],
    ['inspection-certificate', isExport && filing.needsInspection && filing.inspectionCertificate === undefined],
  ];
  return {
    faults: [...faults.flatMap(([fault, holds]) => (holds ? [fault] : [])), ...brokerFaults(filing)],
    leadHours,
  };
}

/** Only brokers that are admitted, and only with our letter of authority. */
function brokerFaults({ broker, on }: Filing): FilingFault[] {
  if (broker === null) return [];
  const { admitted, authorityLetter } = broker;
  const faults: [FilingFault, boolean][] = [
    ['authority-letter', authorityLetter === undefined],
    ['broker-unknown', admitted === null],
    ['broker-lapsed', admitted !== null && admitted.validUntil < on],
    ['not-a-broker', admitted?.kind === 'carrier'],
  ];
  return faults.flatMap(([fault, holds]) => (holds ? [fault] : []));
}

/** A moment of China's clock in ms since the epoch; undefined for what no clock shows. */
export function chinaTime(text: string): number | undefined {
  const plain = text.trim();
  const moment = Date.parse(`${plain.replace(' ', 'T')}:00Z`);
  if (Number.isNaN(moment)) return undefined;
  const isThere = new Date(moment).toISOString().slice(0, plain.length) === plain.replace(' ', 'T');
  return isThere ? moment - CHINA_OFFSET_MS : undefined;
}
const CHINA_OFFSET_MS = 8 * HOUR_MS;
