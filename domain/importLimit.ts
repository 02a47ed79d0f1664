/** Fen for one order of retail imports (财关税〔2018〕49号). */
const SINGLE_LIMIT_FEN = 500_000;
/** Fen for one buyer in one calendar year (财关税〔2018〕49号). */
const YEAR_LIMIT_FEN = 2_600_000;
/** So many of one article are not for one's own use: retail imports must not be sold on (商财发〔2021〕39号). */
const OWN_USE_QUANTITY = 10;

export type ImportReason = 'import-single' | 'import-year' | 'import-identity' | 'import-rate' | 'second-sale';

/** Weights and check characters of a citizen's number (GB 11643-1999). */
const WEIGHTS = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const CHECKS = '10X98765432';

/** A citizen's number whose last character is right. Any other paper is a person's to look at. */
export function isIdentityNumber(text: string): boolean {
  const plain = text.replaceAll(/\s/g, '').toUpperCase();
  if (!/^\d{17}[\dX]$/.test(plain)) return false;
  const sum = WEIGHTS.reduce((total, weight, index) => total + weight * Number(plain[index]), 0);
  return CHECKS[sum % CHECKS.length] === plain.at(-1);
}

/** What an order of retail imports is measured on. Amounts in fen. */
export type ImportUse = {
  /** Undefined while the order's currency has no rate. */
  readonly amountCny: number | undefined;
  /** What the buyer has ordered before in this calendar year. */
  readonly usedCny: number;
  /** So many of those orders could not be converted: what has been used is not known. */
  readonly unvalued: number;
  readonly hasIdentity: boolean;
  /** Pieces of one article, those of the last weeks included. */
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
export function checkImport(use: ImportUse): ImportCheck {
  const { amountCny, usedCny, unvalued, hasIdentity, largestQuantity } = use;
  const amount = amountCny ?? 0;
  const refusals: ImportReason[] = [
    ...(amount > SINGLE_LIMIT_FEN ? (['import-single'] as const) : []),
    ...(amount + usedCny > YEAR_LIMIT_FEN ? (['import-year'] as const) : []),
  ];
  const doubts: ImportReason[] = [
    ...(amountCny === undefined || unvalued > 0 ? (['import-rate'] as const) : []),
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
