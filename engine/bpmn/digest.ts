/**
 * A fingerprint of plain JSON, the same whatever the order of keys: 64 bits as 16 hexadecimal digits. It tells a replay
 * that drifted from one that did not; it protects nothing against somebody who means to deceive.
 */
export function digest(value: unknown): string {
  const text = canonical(value);
  // In a workflow's sandbox a look at a global costs more than the multiplication.
  const { imul } = Math;
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
  if (Array.isArray(value)) return `[${value.map((item) => canonical(item ?? null)).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value ?? null);
  const entries = Object.entries(value).filter(([, entry]) => entry !== undefined);
  return `{${entries
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, entry]) => `${JSON.stringify(key)}:${canonical(entry)}`)
    .join(',')}}`;
}

function mix(one: number, other: number): number {
  const half = Math.imul(one ^ (one >>> 16), 0x85ebca6b);
  return (half ^ Math.imul(other ^ (other >>> 13), 0xc2b2ae35) ^ (half >>> 16)) >>> 0;
}

function hex(half: number): string {
  return half.toString(16).padStart(8, '0');
}
