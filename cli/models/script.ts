import { z } from 'zod';

const variables = z.record(z.string(), z.unknown());

const operation = z.strictObject({
  op: z.string(),
  variables: variables.exactOptional(),
  verdict: z.enum(['approved', 'rejected']).exactOptional(),
  error: z.string().exactOptional(),
  failure: z.string().exactOptional(),
  by: z.string().exactOptional(),
  name: z.string().exactOptional(),
  key: z.string().exactOptional(),
});

const handler = z.strictObject({
  trace: z.string().exactOptional(),
  set: variables.exactOptional(),
  throw: z.string().exactOptional(),
  fail: z.string().exactOptional(),
});

/** The script of a simulation, as a file or a line of a batch holds it. */
export const scriptSchema = z.strictObject({
  variables: variables.exactOptional(),
  handlers: z.record(z.string(), handler).exactOptional(),
  steps: z.array(operation).exactOptional(),
  start: z.array(z.string()).exactOptional(),
  auto: z.enum(['none', 'timers']).exactOptional(),
});
