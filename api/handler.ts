import type { Client } from '@temporalio/client';
import type { Request, Response } from 'express';
import type { Pool } from 'pg';
import type { z } from 'zod';
import type { Contract } from '../contract/index.ts';
import type { Operation } from '../contract/operation.ts';
import type { Locale } from '../contract/shared.ts';
import type { Env } from '../platform/env.ts';
import type { KeyRing } from '../platform/keyRing.ts';
import type { Log } from '../platform/log.ts';
import type { Db } from '../store/db.ts';
import type { Actor } from './actor.ts';
import type { Authorize } from './authorize.ts';
import type { Live } from './live/live.ts';
import type { Tries } from './rateLimit.ts';

export type Settings = Pick<
  Env,
  'HOST' | 'PUBLIC_URL' | 'SESSION_SECRET' | 'TEMPORAL_NAMESPACE' | 'TEMPORAL_UI_URL' | 'ZHIDU_DATA' | 'ZHIDU_MODE'
>;

/** What the API stands on. */
export type Services = {
  readonly db: Db;
  /** Sessions and counted tries have connections of their own, so that a slow list never signs anybody out. */
  readonly pool: Pool;
  readonly temporal: Client;
  readonly settings: Settings;
  readonly log: Log;
  readonly tries: Tries;
  /** Tells browsers of changes. */
  readonly live: Live;
  /** Seals secrets that are kept, and opens what Temporal keeps of ours. */
  readonly keys: KeyRing;
  /** How long a caller waits for a running process; absent: api/updates.ts says. */
  readonly updatePatienceMs?: number;
};

/** One request, read and judged well formed. */
export type Call<O extends Operation> = {
  readonly params: z.output<O['params']>;
  readonly query: z.output<O['query']>;
  readonly body: z.output<O['body']>;
  readonly actor: O['access'] extends 'anybody' ? Actor | undefined : Actor;
  /** Asks whether the actor may; throws the Refusal. An operation that has not asked answers nothing. */
  readonly authorize: Authorize;
  readonly locale: Locale;
  /** When the request first came in: the same on every retry. */
  readonly at: Date;
  /** What a running process has answered to this request already. */
  readonly stepped?: unknown;
  /** For what JSON cannot carry: files and the session. */
  readonly web: { readonly request: Request; readonly response: Response };
};

/** A stream of events is the response itself. */
type Result<O extends Operation> = O['media'] extends 'events' ? undefined : z.input<O['result']>;
export type Handler<O extends Operation> = (call: Call<O>, services: Services) => Promise<Result<O>>;
export type Handlers = { readonly [K in keyof Contract]: Handler<Contract[K]> };
