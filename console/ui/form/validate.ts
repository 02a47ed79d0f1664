import type { StrictRJSFSchema } from '@rjsf/utils';

/** What is wrong with a value, where, and by which keyword of the schema. */
export type Fault = {
  readonly path: readonly (string | number)[];
  readonly keyword: string;
  readonly limit?: string;
};

type Path = Fault['path'];
type Schema = StrictRJSFSchema;
type Check = (schema: Schema, value: unknown, path: Path) => readonly Fault[];

/**
 * Judges a form's data by the keywords our forms use. It runs without `eval`, which the content security policy
 * forbids; the server judges again with a complete validator.
 */
export function validate(schema: Schema | boolean, value: unknown, path: Path = []): readonly Fault[] {
  if (typeof schema === 'boolean') return schema ? [] : [{ path, keyword: 'false' }];
  if (value === undefined) return [];
  const mistyped = typeFault(schema, value, path);
  if (mistyped.length > 0) return mistyped;
  return checks.flatMap((check) => check(schema, value, path));
}

const isType: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  number: (value) => typeof value === 'number' && Number.isFinite(value),
  integer: (value) => Number.isInteger(value),
  boolean: (value) => typeof value === 'boolean',
  null: (value) => value === null,
  array: (value) => Array.isArray(value),
  object: (value) => isRecord(value),
};

const typeFault: Check = (schema, value, path) => {
  const types = [schema.type ?? []].flat();
  const fits = types.length === 0 || types.some((type) => isType[type]?.(value));
  return fits ? [] : [{ path, keyword: 'type', limit: types.join(', ') }];
};

const choice: Check = (schema, value, path) => {
  const allowed = schema.const === undefined ? schema.enum : [schema.const];
  return !allowed || allowed.some((it) => same(it, value)) ? [] : [{ path, keyword: 'enum' }];
};

const string: Check = (schema, value, path) => {
  if (typeof value !== 'string') return [];
  const length = Array.from(value).length;
  return [
    ...unless(path, 'minLength', schema.minLength, (limit) => length < limit),
    ...unless(path, 'maxLength', schema.maxLength, (limit) => length > limit),
    ...unless(path, 'pattern', schema.pattern, (pattern) => !new RegExp(pattern, 'u').test(value)),
    ...unless(path, 'format', schema.format, (format) => formats[format]?.test(value) === false),
  ];
};

const formats: Readonly<Record<string, RegExp>> = {
  date: /^\d{4}-\d{2}-\d{2}$/,
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  uri: /^[a-z][a-z\d+.-]*:\S+$/i,
};

const number: Check = (schema, value, path) => {
  if (typeof value !== 'number') return [];
  return [
    ...unless(path, 'minimum', schema.minimum, (limit) => value < limit),
    ...unless(path, 'maximum', schema.maximum, (limit) => value > limit),
    ...unless(path, 'exclusiveMinimum', schema.exclusiveMinimum, (limit) => value <= limit),
    ...unless(path, 'exclusiveMaximum', schema.exclusiveMaximum, (limit) => value >= limit),
  ];
};

const array: Check = (schema, value, path) => {
  if (!Array.isArray(value)) return [];
  const { items } = schema;
  const inside =
    items === undefined || Array.isArray(items)
      ? []
      : value.flatMap((item, index) => validate(items, item, [...path, index]));
  return [
    ...unless(path, 'minItems', schema.minItems, (limit) => value.length < limit),
    ...unless(path, 'maxItems', schema.maxItems, (limit) => value.length > limit),
    ...unless(path, 'uniqueItems', schema.uniqueItems, (unique) => unique && hasTwins(value)),
    ...inside,
  ];
};

const object: Check = (schema, value, path) => {
  if (!isRecord(value)) return [];
  const missing = (schema.required ?? []).filter((name) => value[name] === undefined);
  const inside = Object.entries(schema.properties ?? {}).flatMap(([name, property]) =>
    validate(property, value[name], [...path, name]),
  );
  return [...missing.map((name): Fault => ({ path: [...path, name], keyword: 'required' })), ...inside];
};

const combined: Check = (schema, value, path) => {
  const fits = (it: Schema | boolean) => validate(it, value, path).length === 0;
  const matching = (list: Schema['anyOf']) => (list ?? []).filter((it) => fits(it)).length;
  const branch = schema.if === undefined ? undefined : fits(schema.if) ? schema.then : schema.else;
  return [
    ...(schema.allOf ?? []).flatMap((it) => validate(it, value, path)),
    ...(branch === undefined ? [] : validate(branch, value, path)),
    ...unless(path, 'anyOf', schema.anyOf, (list) => matching(list) === 0),
    ...unless(path, 'oneOf', schema.oneOf, (list) => matching(list) !== 1),
    ...unless(path, 'not', schema.not, (it) => fits(it)),
  ];
};

const checks: readonly Check[] = [choice, string, number, array, object, combined];

/** One keyword's fault, unless the schema lacks the keyword or the value keeps it. */
function unless<T>(path: Path, keyword: string, set: T | undefined, isBroken: (set: T) => boolean): readonly Fault[] {
  return set !== undefined && isBroken(set) ? [{ path, keyword, limit: String(set) }] : [];
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function same(left: unknown, right: unknown): boolean {
  return left === right || JSON.stringify(left) === JSON.stringify(right);
}

function hasTwins(items: readonly unknown[]): boolean {
  return new Set(items.map((it) => JSON.stringify(it))).size < items.length;
}
