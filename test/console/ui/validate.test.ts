import { describe, expect, test } from 'vitest';
import { readForms } from '../../../catalog/index.ts';
import { validate } from '../../../console/ui/form/validate.ts';

const keywordsOf = (schema: object, value: unknown) => validate(schema, value).map(({ keyword }) => keyword);

describe('the validator of forms', () => {
  test.each([
    [{ type: 'string', minLength: 2 }, '𠮷', ['minLength']],
    [{ type: 'string', maxLength: 2 }, '𠮷𠮷', []],
    [{ type: 'integer' }, 1.5, ['type']],
    [{ type: 'integer', minimum: 1, maximum: 9 }, 10, ['maximum']],
    [{ type: 'number', exclusiveMinimum: 0 }, 0, ['exclusiveMinimum']],
    [{ type: 'string', format: 'date' }, '24.11.2026', ['format']],
    [{ type: 'string', format: 'evidence' }, 'any', []],
    [{ oneOf: [{ const: 'a' }, { const: 'b' }] }, 'c', ['oneOf']],
    [{ enum: ['a', 'b'] }, 'b', []],
    [{ type: 'array', minItems: 1 }, [], ['minItems']],
    [{ type: 'array', uniqueItems: true }, ['a', 'a'], ['uniqueItems']],
    [{ type: 'boolean' }, false, []],
  ])('judges %j of %j: %j', (schema, value, expected) => {
    expect(keywordsOf(schema, value)).toEqual(expected);
  });

  test('says where in a list something is missing', () => {
    const schema: Parameters<typeof validate>[0] = {
      type: 'object',
      properties: { quotes: { type: 'array', items: { type: 'object', required: ['supplier'], properties: {} } } },
    };

    expect(validate(schema, { quotes: [{ supplier: 'A' }, {}] })).toEqual([
      { path: ['quotes', 1, 'supplier'], keyword: 'required' },
    ]);
  });

  test('asks only where a condition holds', () => {
    const schema = {
      if: { properties: { single: { const: true } }, required: ['single'] },
      // biome-ignore lint/suspicious/noThenProperty: a keyword of JSON Schema
      then: { required: ['reason'] },
    };

    expect(keywordsOf(schema, { single: true })).toEqual(['required']);
    expect(keywordsOf(schema, { single: false })).toEqual([]);
  });

  test.each(readForms().map(({ id, schema }) => ({ id, schema })))('misses nothing that $id requires', ({ schema }) => {
    const missing = validate(schema as object, {}).map(({ path }) => path.join('.'));

    expect(missing).toEqual([...(schema.required ?? [])]);
  });
});
