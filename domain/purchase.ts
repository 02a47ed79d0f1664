import { convert, type Rates } from './money.ts';

/** What a contract is worth; `amountCny` is null while no rate says it: then the highest limit applies (POL-01#3.3). */
export type ContractValue = {
  /** Fen. */
  readonly amountCny: number | null;
  /** Yuan for one unit of the currency; null when there is no rate. */
  readonly rate: number | null;
};

const YUAN = 'CNY';
/** Minor units that a rate is taken from: enough for its digits. */
const LARGE = 1_000_000;

/** Values a contract (minor units) in yuan by the rates that were imported, never by what somebody enters. */
export function valueContract(amount: number, currency: string, rates: Rates): ContractValue {
  const amountCny = convert(amount, currency, YUAN, rates);
  const ofLarge = convert(LARGE, currency, YUAN, rates);
  if (amountCny === undefined || ofLarge === undefined) return { amountCny: null, rate: null };
  return { amountCny, rate: ofLarge / LARGE };
}
