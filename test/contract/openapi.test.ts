import { Validator } from '@seriousme/openapi-schema-validator';
import { describe, expect, test } from 'vitest';
import { contract } from '../../contract/index.ts';
import { describe as documentOf } from '../../contract/openapi.ts';
import type { Operation } from '../../contract/operation.ts';

const document = documentOf(contract);
const operations: readonly (readonly [string, Operation])[] = Object.entries(contract);

type Described = {
  readonly operationId: string;
  readonly security: readonly unknown[];
  readonly parameters: readonly { readonly name: string; readonly in: string }[];
  readonly responses: Readonly<Record<string, unknown>>;
};

describe('the OpenAPI document', () => {
  test('is valid by the schema of OpenAPI 3.1', async () => {
    const validator = new Validator();
    const { valid, errors } = await validator.validate(JSON.parse(JSON.stringify(document)));

    expect(errors).toBeUndefined();
    expect(valid).toBe(true);
    expect(validator.version).toBe('3.1');
  });

  test.each(operations)('describes %s where it is served, with all its parameters', (name, operation) => {
    const described = document.paths[operation.path]?.[operation.method] as Described;

    expect(described.operationId).toBe(name);
    const inPath = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, parameter]) => parameter);
    expect(described.parameters.filter((it) => it.in === 'path').map((it) => it.name)).toEqual(inPath);
    expect(Object.keys(operation.params.shape)).toEqual(inPath);
    expect(described.security).toHaveLength(operation.access === 'anybody' ? 0 : 1);
  });

  test('refers to nothing that it does not contain', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"#\/components\/schemas\/([^"]+)"/g)];
    const missing = references.map(([, id = '']) => id).filter((id) => !(id in document.components.schemas));

    expect(references.length).toBeGreaterThan(100);
    expect(missing).toEqual([]);
  });
});

describe('an operation', () => {
  // What is signed is known by its header x-zhidu-id (test/api/intake.test.ts).
  const posts = operations.filter(([, { method, media }]) => method === 'post' && media !== 'signed');

  test.each(posts)('%s, that changes something, asks for a request id', (_name, { media, body, query }) => {
    const wrong = media === 'upload' ? query.safeParse({}) : body.safeParse({});

    expect(wrong.error?.issues.map(({ path }) => path.join('.'))).toContain('requestId');
  });

  test('has a place of its own', () => {
    const places = operations.map(([, { method, path }]) => `${method} ${path}`);

    expect(new Set(places).size).toBe(places.length);
  });
});
