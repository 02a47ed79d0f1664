import { z } from 'zod';
import type { RefusalCode } from '../domain/refusal.ts';

/** One thing the API can do. The route, the OpenAPI document and the console's client all come from this. */
export type Operation<
  P extends z.ZodObject = z.ZodObject,
  Q extends z.ZodObject = z.ZodObject,
  B extends z.ZodType = z.ZodType,
  R extends z.ZodType = z.ZodType,
> = {
  readonly method: 'get' | 'post';
  readonly path: `/${string}`;
  readonly summary: string;
  readonly tag: Tag;
  /** "anybody" needs no session; everything else does. */
  readonly access: 'anybody' | 'signed-in';
  readonly params: P;
  readonly query: Q;
  readonly body: B;
  /** "json", JSON whose bytes are signed (contract/hooks.ts), a file going in (multipart/form-data) or out (an attachment), or a stream of server-sent events. */
  readonly media: 'json' | 'signed' | 'upload' | 'download' | 'events';
  readonly result: R;
  /** What may be refused, besides what any operation may answer (contract/problem.ts: `general`). */
  readonly refusals: readonly RefusalCode[];
};

export type Tag =
  | 'session'
  | 'accounts'
  | 'people'
  | 'tasks'
  | 'processes'
  | 'instances'
  | 'facts'
  | 'notifications'
  | 'policy'
  | 'rollouts'
  | 'training'
  | 'supervision'
  | 'registers'
  | 'files'
  | 'intake'
  | 'audit';

const nothing = z.object({});
const noBody = z.undefined();

type Optional = 'access' | 'params' | 'query' | 'body' | 'media' | 'refusals';

type Defaults = {
  readonly access: 'signed-in';
  readonly params: typeof nothing;
  readonly query: typeof nothing;
  readonly body: typeof noBody;
  readonly media: 'json';
  readonly refusals: readonly [];
};

/** Describes an operation; what is left out is: signed in, no parameters, no body, JSON, no refusals of its own. */
export function operation<const D extends Omit<Operation, Optional> & Partial<Pick<Operation, Optional>>>(
  definition: D,
): Omit<Defaults, keyof D> & D {
  return {
    access: 'signed-in',
    params: nothing,
    query: nothing,
    body: noBody,
    media: 'json',
    refusals: [],
    ...definition,
  } as Omit<Defaults, keyof D> & D;
}
