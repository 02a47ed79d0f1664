import { yearsLater } from './yearsLater.ts';

/** Who was admitted as what, and until which day ("YYYY-MM-DD"). */
export type Admitted = { readonly kind: 'carrier' | 'broker' | 'both'; readonly validUntil: string };

/** What a booking is judged on; amounts in minor units of one currency. */
export type Booking = {
  readonly carrier: Admitted | null;
  readonly on: string;
  readonly goodsValue: number;
  readonly insuredValue: number;
  readonly isDangerousBooked: boolean;
  readonly isDangerous: boolean;
  /** "UN3481"; only dangerous goods have one. */
  readonly unNumber?: string | undefined;
};

export type BookingFault =
  | 'carrier-unknown'
  | 'carrier-lapsed'
  | 'not-a-carrier'
  | 'under-insured'
  | 'dangerous-undeclared'
  | 'un-number';

/** Only carriers that are admitted, goods insured at their value, dangerous goods booked as such. */
export function checkBooking(booking: Booking): readonly BookingFault[] {
  const { carrier, on, goodsValue, insuredValue, isDangerousBooked, isDangerous, unNumber } = booking;
  const faults: [BookingFault, boolean][] = [
    ['carrier-unknown', carrier === null],
    ['carrier-lapsed', carrier !== null && carrier.validUntil < on],
    ['not-a-carrier', carrier?.kind === 'broker'],
    ['under-insured', insuredValue < goodsValue],
    ['dangerous-undeclared', isDangerous && !isDangerousBooked],
    ['un-number', isDangerousBooked && unNumber === undefined],
  ];
  return faults.flatMap(([fault, holds]) => (holds ? [fault] : []));
}

/** An admission counts for a year, and no longer than licence and insurance; days are "YYYY-MM-DD". */
export function admittedUntil(on: string, limits: readonly string[]): string {
  const year = yearsLater(on, 1);
  return [year, ...limits.filter((limit) => limit !== '')].toSorted()[0] ?? year;
}
