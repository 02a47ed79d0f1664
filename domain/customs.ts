/** Which way goods cross the Chinese border. */
export type Direction = 'export' | 'import';

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
  | 'ruling';
/** What is wrong, and of which article; the article is empty when it is the declaration as a whole. */
export type DeclarationProblem = { readonly sku: string; readonly fault: DeclarationFault };

export type Ruling = { readonly sku: string; readonly hsCode: string; readonly originCountry: string };

const hsCodePattern = /^\d{10}$/;
const countryPattern = /^[A-Z]{2}$/;

/** Holds a declaration against the order and against what was ruled of its goods before; says what a person must look at. */
export function checkDeclaration(
  lines: readonly DeclaredLine[],
  ordered: readonly OrderedLine[],
  rulings: readonly Ruling[] = [],
): readonly DeclarationProblem[] {
  if (lines.length === 0) return [{ sku: '', fault: 'nothing-declared' }];
  const declared = new Set(lines.map(({ sku }) => sku));
  const missing = [...new Set(ordered.map(({ sku }) => sku))].filter((sku) => !declared.has(sku));
  return [
    ...lines.flatMap((line) => lineProblems(line, ordered)),
    ...lines.flatMap((line) => againstRuling(line, rulings)),
    ...missing.map((sku) => ({ sku, fault: 'sku-missing' as const })),
  ];
}

function lineProblems(line: DeclaredLine, ordered: readonly OrderedLine[]): DeclarationProblem[] {
  const { sku } = line;
  const mine = ordered.filter((it) => it.sku === sku);
  const quantity = mine.reduce((sum, it) => sum + it.quantity, 0);
  const value = mine.reduce((sum, it) => sum + it.quantity * it.unitPrice, 0);
  const faults: [DeclarationFault, boolean][] = [
    ['hs-code', !hsCodePattern.test(line.hsCode)],
    ['origin', !countryPattern.test(line.originCountry)],
    ['sku-unknown', mine.length === 0],
    ['quantity', mine.length > 0 && line.quantity !== quantity],
    ['value', mine.length > 0 && line.declaredValue !== value],
  ];
  return faults.flatMap(([fault, holds]) => (holds ? [{ sku, fault }] : []));
}

function againstRuling(line: DeclaredLine, rulings: readonly Ruling[]): DeclarationProblem[] {
  const ruling = rulings.find(({ sku }) => sku === line.sku);
  const differs = ruling && (ruling.hsCode !== line.hsCode || ruling.originCountry !== line.originCountry);
  return differs ? [{ sku: line.sku, fault: 'ruling' }] : [];
}

/** An export is declared at least so long before it is loaded (海关法 art. 24). */
const LEAD_HOURS = 24;
const HOUR_MS = 3_600_000;

export type FilingFault = 'declared-at' | 'loading-at' | 'lead-time' | 'authority-letter';

/** Judges when a declaration was filed and by whom; moments are "YYYY-MM-DD HH:MM" in China, since its customs go by that. */
export function checkFiling(filing: {
  readonly direction: Direction;
  readonly declaredAt: string;
  readonly loadingAt?: string | undefined;
  readonly hasBroker: boolean;
  readonly authorityLetter?: string | undefined;
}): { readonly faults: readonly FilingFault[]; readonly leadHours: number | null } {
  const declared = chinaTime(filing.declaredAt);
  const loading = filing.loadingAt === undefined ? undefined : chinaTime(filing.loadingAt);
  const isExport = filing.direction === 'export';
  const leadHours =
    declared === undefined || loading === undefined ? null : Math.floor((loading - declared) / (HOUR_MS / 10)) / 10;
  const faults: [FilingFault, boolean][] = [
    ['declared-at', declared === undefined],
    ['loading-at', isExport && loading === undefined],
    ['lead-time', isExport && leadHours !== null && leadHours < LEAD_HOURS],
    ['authority-letter', filing.hasBroker && (filing.authorityLetter ?? '') === ''],
  ];
  return { faults: faults.flatMap(([fault, holds]) => (holds ? [fault] : [])), leadHours };
}

/** A moment of China's clock in ms since the epoch. */
export function chinaTime(text: string): number | undefined {
  const moment = Date.parse(`${text.trim().replace(' ', 'T')}:00+08:00`);
  return Number.isNaN(moment) ? undefined : moment;
}
