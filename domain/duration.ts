/** An ISO 8601 duration taken apart: whole months, whole days, milliseconds. */
export type Duration = { readonly months: number; readonly days: number; readonly ms: number };

const pattern = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:(\d+(?:\.\d{1,3})?)S)?)?$/;

/** Reads an ISO 8601 duration such as "P3D", "PT4H30M" or "P1Y". Throws an Error that names what it found. */
export function parseDuration(text: string): Duration {
  const found = pattern.exec(text);
  const parts = found?.slice(1).map((part) => Number(part ?? 0)) ?? [];
  if (!found || found.slice(1).every((part) => part === undefined) || text.endsWith('T')) {
    throw new Error(`"${text}" is not an ISO 8601 duration`);
  }
  const [years = 0, months = 0, weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts;
  return {
    months: years * 12 + months,
    days: weeks * 7 + days,
    ms: Math.round(((hours * 60 + minutes) * 60 + seconds) * 1000),
  };
}
