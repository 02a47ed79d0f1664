import type { Language } from './language.ts';

/** Amounts of a purchase are in yuan unless its form names another currency. */
export const HOME_CURRENCY = 'CNY';

/** How many minor units make one major unit of a currency: 100 fen, 1 yen. */
export function minorUnits(currency: string): number {
  return 10 ** fractionDigits(currency);
}

export function fractionDigits(currency: string): number {
  const { maximumFractionDigits } = new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions();
  return maximumFractionDigits ?? 2;
}

/** An amount in minor units, as it is written: ¥12,000.00. */
export function showMoney(amount: number, currency: string, language: Language): string {
  const shown = new Intl.NumberFormat(language, { style: 'currency', currency });
  return shown.format(amount / minorUnits(currency));
}
