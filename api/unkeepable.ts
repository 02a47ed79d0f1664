import type { Particular } from '../contract/problem.ts';

/** What no text of Postgres can be: with a NUL in it, or half of a character. */
const NUL = '\0';
const half = /\p{Surrogate}/u;

type Place = { readonly where: string; readonly value: unknown };

/** Texts and names of fields in a part of a request that could not be kept, by where they stand. */
export function unkeepable(part: string, given: unknown): Particular[] {
  const found: Particular[] = [];
  const places: Place[] = [{ where: `/${part}`, value: given }];
  for (let place = places.pop(); place !== undefined; place = places.pop()) {
    const { where, value } = place;
    if (typeof value === 'string') found.push(...judged(where, value));
    if (typeof value !== 'object' || value === null || Buffer.isBuffer(value)) continue;
    for (const [name, member] of Object.entries(value)) {
      found.push(...judged(where, name));
      places.push({ where: `${where}/${name}`, value: member });
    }
  }
  return found.slice(0, SHOWN_MAX);
}

const SHOWN_MAX = 20;

function judged(where: string, text: string): Particular[] {
  if (text.includes(NUL)) return [{ where, code: 'invalid', detail: 'U+0000' }];
  return half.test(text) ? [{ where, code: 'invalid', detail: 'U+D800–U+DFFF' }] : [];
}
