import { z } from 'zod';
import type { Operation } from './operation.ts';
import { general, Problem, statusOf } from './problem.ts';

type Contract = Readonly<Record<string, Operation>>;
type Json = Readonly<Record<string, unknown>>;

/** The OpenAPI 3.1 document of a contract. */
export function describe(contract: Contract) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const [operationId, operation] of Object.entries(contract)) {
    paths[operation.path] = {
      ...paths[operation.path],
      [operation.method]: { operationId, ...describeOperation(operation) },
    };
  }
  const { schemas } = z.toJSONSchema(z.globalRegistry, { uri: reference, io: 'input', unrepresentable: 'any' });
  return {
    openapi: '3.1.0',
    info: {
      title: '制度 Zhidu',
      version: '1',
      description: 'Every POST carries a request id and may be repeated; answers are problem+json when refused.',
    },
    servers: [{ url: '/api' }],
    paths,
    components: {
      schemas: withoutIds(schemas),
      securitySchemes: { session: { type: 'apiKey', in: 'cookie', name: 'zhidu' } },
    },
  };
}

function describeOperation(operation: Operation): Json {
  return {
    summary: operation.summary,
    tags: [operation.tag],
    security: operation.access === 'anybody' ? [] : [{ session: [] }],
    parameters: [...parametersOf('path', operation.params), ...parametersOf('query', operation.query)],
    ...requestBody(operation),
    responses: { 200: success(operation), ...refusals(operation), default: problem('Anything else') },
  };
}

function parametersOf(place: 'path' | 'query', object: z.ZodObject): readonly Json[] {
  return Object.entries(object.shape).map(([name, schema]) => ({
    name,
    in: place,
    required: place === 'path' || !schema.safeParse(undefined).success,
    schema: inline(schema),
  }));
}

function requestBody({ media, body }: Operation): Json {
  if (media === 'upload') {
    const part = { type: 'object', required: ['file'], properties: { file: { type: 'string', format: 'binary' } } };
    return { requestBody: { required: true, content: { 'multipart/form-data': { schema: part } } } };
  }
  if (body instanceof z.ZodUndefined) return {};
  return { requestBody: { required: true, content: { 'application/json': { schema: refer(body) } } } };
}

function success({ media, result }: Operation): Json {
  if (media === 'download') {
    return { description: 'The file', content: { 'application/octet-stream': { schema: { type: 'string' } } } };
  }
  if (media === 'events') {
    return { description: 'A stream of events', content: { 'text/event-stream': { schema: refer(result) } } };
  }
  return { description: 'Done', content: { 'application/json': { schema: refer(result) } } };
}

function refusals(operation: Operation): Json {
  const byStatus = new Map<number, string[]>();
  for (const code of [...general, ...operation.refusals]) {
    if (code === 'sign-in-required' && operation.access === 'anybody') continue;
    byStatus.set(statusOf[code], [...(byStatus.get(statusOf[code]) ?? []), code]);
  }
  return Object.fromEntries([...byStatus].map(([status, codes]) => [status, problem(`Refused: ${codes.join(', ')}`)]));
}

const problem = (description: string): Json => ({
  description,
  content: { 'application/problem+json': { schema: refer(Problem) } },
});

const reference = (id: string) => `#/components/schemas/${id}`;

function refer(schema: z.ZodType): Json {
  const id = schema.meta()?.id;
  if (id === undefined) throw new Error('a schema of the contract has no id');
  return { $ref: reference(id) };
}

function inline(schema: z.core.$ZodType): Json {
  const { $schema: _dialect, $defs: _named, ...rest } = z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' });
  return JSON.parse(JSON.stringify(rest).replaceAll('#/$defs/', reference(''))) as Json;
}

/** The ids are relative addresses of no use inside a document, and they would change what `$ref` means. */
function withoutIds(schemas: Readonly<Record<string, Json>>): Json {
  return Object.fromEntries(
    Object.entries(schemas).map(([name, { $id: _id, $schema: _dialect, ...schema }]) => [name, schema]),
  );
}
