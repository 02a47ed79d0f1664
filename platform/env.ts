import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { keyRing } from './keyRing.ts';
import { projectRoot } from './root.ts';

const MIN_SECRET_LENGTH = 32;
const BUILD_ID_LENGTH = 128;
const loopback: ReadonlySet<string> = new Set(['127.0.0.1', '::1', 'localhost']);

const Port = z.coerce.number().int().min(0).max(65_535);

const Env = z
  .object({
    DATABASE_URL: z.url(),
    TEMPORAL_ADDRESS: z.string().default('127.0.0.1:7233'),
    TEMPORAL_NAMESPACE: z.string().default('default'),
    TEMPORAL_UI_URL: z.url().default('http://127.0.0.1:8233'),
    HOST: z.string().default('127.0.0.1'),
    PORT: Port.default(8080),
    /** What people type into the browser; made from HOST and PORT when nothing stands in front. */
    PUBLIC_URL: z.url().optional(),
    ZHIDU_MODE: z.enum(['demo', 'company', 'production']).default('production'),
    ZHIDU_DATA: z.string().default(join(projectRoot, '.zhidu')),
    SESSION_SECRET: z.string().min(MIN_SECRET_LENGTH),
    /** What encrypts payloads in Temporal and secrets in Postgres: "id:key,id:key", the newest first. `zhidu keys new` makes one. */
    DATA_KEYS: z.string().refine(isKeyRing, { error: 'keys are "id:" and 32 bytes as base64url, the newest first' }),
    SMTP_URL: z.url().optional(),
    SMTP_FROM: z.email().default('zhidu@localhost.localdomain'),
    /** Where a worker shows what Temporal's runtime measures, "127.0.0.1:9464". */
    WORKER_METRICS_ADDRESS: z.string().optional(),
    /** Which build this worker is. Given: its runs stay with it until a later one is made current (`zhidu build`). */
    WORKER_BUILD_ID: z.string().max(BUILD_ID_LENGTH).optional(),
    WORKER_DEPLOYMENT: z.string().default('zhidu'),
    LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info'),
  })
  .refine(({ ZHIDU_MODE, HOST }) => ZHIDU_MODE !== 'demo' || loopback.has(HOST), {
    path: ['HOST'],
    message: 'the demo mode lets anybody sign in as anybody: it binds to 127.0.0.1 only',
  })
  .transform((env) => ({ ...env, PUBLIC_URL: env.PUBLIC_URL ?? `http://${urlHost(env.HOST)}:${env.PORT}` }));

/** What a process of ours knows from outside. */
export type Env = z.output<typeof Env>;

/**
 * Read once, at the top of a main; nothing else looks at the environment. An empty value counts as absent. A secret may
 * lie in a file, which NAME_FILE names, so that it stands in no list of processes and in no `docker inspect`.
 */
export function readEnv(source: NodeJS.ProcessEnv = process.env): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value !== ''));
  const read = Env.safeParse({ ...given, ...fromFiles(given) });
  if (!read.success) throw new Error(`the environment is not complete:\n${z.prettifyError(read.error)}`);
  return read.data;
}

/** What may be given as a file. */
const secrets = ['DATABASE_URL', 'SESSION_SECRET', 'DATA_KEYS', 'SMTP_URL'] as const;

function fromFiles(given: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const files = secrets.flatMap((name) => {
    const file = given[`${name}_FILE`];
    return file === undefined ? [] : [[name, readFileSync(file, 'utf8').trim()] as const];
  });
  return Object.fromEntries(files);
}

function isKeyRing(text: string): boolean {
  try {
    return keyRing(text).current !== '';
  } catch {
    return false;
  }
}

function urlHost(host: string): string {
  return host.includes(':') ? `[${host}]` : host;
}
