import { createHash } from 'node:crypto';

/** JSON as Postgres can keep it: jsonb knows neither NUL nor half a surrogate pair. */
export function toJson(value: unknown): string {
  const text = JSON.stringify(value) ?? 'null';
  return text.includes('\\u') ? JSON.stringify(value, keepable) : text;
}

/** A value as Postgres will give it back. */
export function kept<T>(value: T): T {
  return JSON.stringify(value)?.includes('\\u') ? (JSON.parse(toJson(value)) as T) : value;
}

/** The same text for the same value, whatever order its keys were written in. */
function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) => (isRecord(inner) ? sorted(inner) : inner));
}

/** Names a value by its content: sha256 of its canonical JSON, in hex. */
export function hashOf(value: unknown): string {
  return createHash('sha256').update(canonical(value)).digest('hex');
}

function keepable(_key: string, value: unknown): unknown {
  if (typeof value === 'string') return keepableText(value);
  return isRecord(value)
    ? Object.fromEntries(Object.entries(value).map(([name, inner]) => [keepableText(name), inner]))
    : value;
}

function keepableText(text: string): string {
  return text.replaceAll(/\p{Surrogate}|\0/gu, '\ufffd');
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function sorted(record: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
