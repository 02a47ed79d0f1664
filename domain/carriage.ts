/** What a booking is judged on; amounts in minor units of one currency. */
export type Booking = {
  readonly carrier: { readonly validUntil: string } | null;
  readonly on: string;
  readonly goodsValue: number;
  readonly insuredValue: number;
  readonly isDangerousBooked: boolean;
  readonly isDangerous: boolean;
};

export type BookingFault = 'carrier-unknown' | 'carrier-lapsed' | 'under-insured' | 'dangerous-undeclared';

/** Only carriers that are admitted, goods insured at their value, dangerous goods booked as such. */
export function checkBooking(booking: Booking): readonly BookingFault[] {
  const { carrier, on, goodsValue, insuredValue, isDangerousBooked, isDangerous } = booking;
  const faults: [BookingFault, boolean][] = [
    ['carrier-unknown', carrier === null],
    ['carrier-lapsed', carrier !== null && carrier.validUntil < on],
    ['under-insured', insuredValue < goodsValue],
    ['dangerous-undeclared', isDangerous && !isDangerousBooked],
  ];
  return faults.flatMap(([fault, holds]) => (holds ? [fault] : []));
}

/** An admission counts for a year, and no longer than licence and insurance; days are "YYYY-MM-DD". */
export function admittedUntil(on: string, limits: readonly string[]): string {
  const year = `${Number(on.slice(0, 4)) + 1}${on.slice(4)}`;
  return [year, ...limits.filter((limit) => limit !== '')].toSorted()[0] ?? year;
}
