import { cast, temporalType, toJson } from '../../engine/feel/index.ts';

/** A value with its type, in the words of XML Schema: {"t": "decimal", "v": "12.5"}. */
export type TypedValue =
  | { readonly t: string; readonly v: string }
  | { readonly t: 'list'; readonly v: readonly (TypedValue | null)[] }
  | { readonly t: 'context'; readonly v: Readonly<Record<string, TypedValue | null>> };

const NUMBER_TYPES: ReadonlySet<string> = new Set(['decimal', 'double', 'float', 'integer', 'int', 'long']);

/** The value that FEEL works with. What carries no type is taken as the JSON that it is. */
export function fromTyped(value: unknown): unknown {
  if (!isTyped(value)) return value;
  if (Array.isArray(value.v)) return value.v.map(fromTyped);
  if (typeof value.v === 'object' && value.v !== null) return contextFrom(value.v);
  const text = String(value.v as string | number | boolean);
  if (NUMBER_TYPES.has(value.t)) return Number(text);
  if (value.t === 'boolean') return text === 'true' || text === '1';
  return cast(text, value.t);
}

/** The value with the types that it has. */
export function toTyped(value: unknown): TypedValue | null {
  const temporal = temporalType(value);
  if (temporal !== undefined) return { t: temporal, v: toJson(value, 'value') as string };
  if (Array.isArray(value)) return { t: 'list', v: value.map(toTyped) };
  switch (typeof value) {
    case 'string':
      return { t: 'string', v: value };
    case 'number':
      return Number.isFinite(value) ? { t: 'decimal', v: String(value) } : null;
    case 'boolean':
      return { t: 'boolean', v: String(value) };
    case 'object':
      return value === null ? null : { t: 'context', v: mapped(value, toTyped) };
    default:
      return null;
  }
}

function contextFrom(entries: object): unknown {
  return mapped(entries, fromTyped);
}

function mapped<T>(entries: object, each: (value: unknown) => T): Record<string, T> {
  return Object.fromEntries(Object.entries(entries).map(([key, value]) => [key, each(value)]));
}

function isTyped(value: unknown): value is { readonly t: string; readonly v: unknown } {
  return typeof value === 'object' && value !== null && 't' in value && 'v' in value && Object.keys(value).length === 2;
}
