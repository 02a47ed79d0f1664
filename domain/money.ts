/** How many units of each currency one US dollar buys, by ISO 4217 code. The dollar itself needs no entry. */
export type Rates = Readonly<Record<string, number>>;

const USD = 'USD';
const USUAL_DIGITS = 2;
/** Currencies whose minor unit is not a hundredth (ISO 4217). */
const otherDigits: Readonly<Record<string, number>> = {
  JPY: 0,
  KRW: 0,
  VND: 0,
  CLP: 0,
  ISK: 0,
  XAF: 0,
  BHD: 3,
  JOD: 3,
  KWD: 3,
  OMR: 3,
  TND: 3,
};

/** Minor units of another currency, rounded half up; undefined while one of the two has no rate: then nobody may guess. */
export function convert(amount: number, from: string, to: string, rates: Rates): number | undefined {
  if (from === to) return amount;
  const [source, target] = [rateOf(from, rates), rateOf(to, rates)];
  if (source === undefined || target === undefined) return undefined;
  const shift = 10 ** (digitsOf(to) - digitsOf(from));
  return Math.round((amount * target * shift) / source);
}

/** US cents, which the limits of refunds and risk are written in. */
export const toUsd = (amount: number, currency: string, rates: Rates): number | undefined =>
  convert(amount, currency, USD, rates);

function rateOf(currency: string, rates: Rates): number | undefined {
  if (currency === USD) return 1;
  const rate = Object.hasOwn(rates, currency) ? rates[currency] : undefined;
  return rate !== undefined && rate > 0 ? rate : undefined;
}

/** How many decimals the minor unit of a currency has (ISO 4217). */
export const digitsOf = (currency: string): number => otherDigits[currency] ?? USUAL_DIGITS;
