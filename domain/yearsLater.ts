const DAY_LENGTH = 2;

/** The same day some years on, "YYYY-MM-DD"; 29 February becomes the 28th where there is none. */
export function yearsLater(day: string, years: number): string {
  const later = `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
  const moment = new Date(`${later}T00:00:00Z`);
  const isThere = moment.toISOString().endsWith(`${later.slice(-DAY_LENGTH)}T00:00:00.000Z`);
  return isThere ? later : `${later.slice(0, -DAY_LENGTH)}28`;
}
