/** Fen for one order of retail imports (财关税〔2018〕49号). */
const SINGLE_LIMIT_FEN = 500_000;
/** Fen for one buyer in one calendar year (财关税〔2018〕49号). */
const YEAR_LIMIT_FEN = 2_600_000;
/** So many of one article are not for one's own use: retail imports must not be sold on (商财发〔2021〕39号). */
const OWN_USE_QUANTITY = 10;

export type ImportReason = 'import-single' | 'import-year' | 'import-identity' | 'import-rate' | 'second-sale';

/** What an order of retail imports is measured on. Amounts in fen. */
export type ImportUse = {
  /** Undefined while the order's currency has no rate. */
  readonly amountCny: number | undefined;
  /** What the buyer has ordered before in this calendar year. */
  readonly usedCny: number;
  readonly hasIdentity: boolean;
  readonly largestQuantity: number;
};

export type ImportCheck = {
  readonly singleLimit: number;
  readonly yearLimit: number;
  readonly amountCny: number | null;
  readonly usedCny: number;
  /** The law says no: nobody may let it pass. */
  readonly refusals: readonly ImportReason[];
  /** Somebody has to look. */
  readonly doubts: readonly ImportReason[];
};

/** Only what is sold to consumers in China from abroad is a retail import. */
export const isImportRetail = (market: string): boolean => market === 'CN';

/** Judges one order against the limits per buyer. */
export function checkImport({ amountCny, usedCny, hasIdentity, largestQuantity }: ImportUse): ImportCheck {
  const amount = amountCny ?? 0;
  const refusals: ImportReason[] = [
    ...(amount > SINGLE_LIMIT_FEN ? (['import-single'] as const) : []),
    ...(amount + usedCny > YEAR_LIMIT_FEN ? (['import-year'] as const) : []),
  ];
  const doubts: ImportReason[] = [
    ...(amountCny === undefined ? (['import-rate'] as const) : []),
    ...(hasIdentity ? [] : (['import-identity'] as const)),
    ...(largestQuantity >= OWN_USE_QUANTITY ? (['second-sale'] as const) : []),
  ];
  return {
    singleLimit: SINGLE_LIMIT_FEN,
    yearLimit: YEAR_LIMIT_FEN,
    amountCny: amountCny ?? null,
    usedCny,
    refusals,
    doubts,
  };
}
