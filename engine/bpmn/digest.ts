// In a workflow's sandbox a look at a global costs more than what is done with it.
const { imul } = Math;
const { keys } = Object;
const { isArray } = Array;
const { stringify } = JSON;

/**
 * A fingerprint of plain JSON, the same whatever the order of keys: 64 bits as 16 hexadecimal digits. It tells a replay
 * that drifted from one that did not; it protects nothing against somebody who means to deceive.
 */
export function digest(value: unknown): string {
  const text = canonical(value);
  let low = 0xdeadbeef;
  let high = 0x41c6ce57;
  for (let index = 0; index < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    low = imul(low ^ unit, 0x9e3779b1);
    high = imul(high ^ unit, 0x5f356495);
  }
  return `${hex(mix(high, low))}${hex(mix(low, high))}`;
}

/** JSON with sorted keys, without spaces and without what is undefined. */
function canonical(value: unknown): string {
  if (typeof value !== 'object' || value === null) return stringify(value ?? null);
  if (isArray(value)) return `[${value.map(canonical).join(',')}]`;
  const record = value as Readonly<Record<string, unknown>>;
  let text = '';
  for (const key of keys(record).sort(byUnits)) {
    const entry = record[key];
    if (entry !== undefined) text += `${text === '' ? '' : ','}${stringify(key)}:${canonical(entry)}`;
  }
  return `{${text}}`;
}

const byUnits = (one: string, other: string): number => (one < other ? -1 : 1);

function mix(one: number, other: number): number {
  const half = Math.imul(one ^ (one >>> 16), 0x85ebca6b);
  return (half ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35) ^ (half >>> 16)) >>> 0;
}

function hex(half: number): string {
  return half.toString(16).padStart(8, '0');
}
