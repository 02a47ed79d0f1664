import { z } from 'zod';
import { hookKinds, hookPayloads } from './hookPayloads.ts';
import { operation } from './operation.ts';
import { Done, Moment, PersonRef, RequestId, requested } from './shared.ts';

/** 256 KiB: an order of two hundred lines. */
export const HOOK_MAX_BYTES = 256 * 1024;
const GRACE_HOURS_MAX = 72;
const GRACE_HOURS_DEFAULT = 24;

const SourceId = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,39}$/)
  .meta({ description: 'Of the company’s choosing: "shop-eu"' });

const Kind = z.enum(hookKinds).meta({ id: 'HookKind' });

export const receiveHook = operation({
  method: 'post',
  path: '/hooks/{source}',
  tag: 'intake',
  access: 'anybody',
  media: 'signed',
  summary:
    'A system outside tells what happened. Headers: x-zhidu-id (1 to 100 letters, digits, . _ -: the same id gets the same answer), x-zhidu-timestamp (Unix seconds, within five minutes), x-zhidu-signature (hex HMAC-SHA-256 with the source’s secret over "<timestamp>.<id>.<body>")',
  params: z.object({ source: z.string().max(100) }),
  body: z.union([hookPayloads.order, hookPayloads.payment, hookPayloads.logistics, hookPayloads.return]).meta({
    id: 'HookPayload',
    description: 'By the kind of the source',
  }),
  result: z
    .object({
      message: z.string().meta({ description: 'Id of the message that came of it' }),
      outcome: z.enum(['begun', 'delivering', 'kept']).meta({
        description: 'begun: a process began; delivering: an instance waits for it; kept: until somebody wants it',
      }),
      instance: z.string().nullable(),
    })
    .meta({ id: 'HookTaken' }),
  refusals: ['hook-unsigned', 'hook-stale', 'hook-id-reused', 'hook-too-large', 'too-many-tries'],
});

const HookSource = z
  .object({
    id: z.string(),
    kind: Kind,
    note: z.string(),
    disabled: z.boolean(),
    createdBy: PersonRef.nullable(),
    createdAt: Moment,
    rotatedAt: Moment.nullable(),
    previousUntil: Moment.nullable().meta({ description: 'Until when the secret before is good as well' }),
    lastReceivedAt: Moment.nullable(),
    lastRefusedAt: Moment.nullable(),
  })
  .meta({ id: 'HookSource' });
export type HookSource = z.infer<typeof HookSource>;

export const listHookSources = operation({
  method: 'get',
  path: '/hook-sources',
  tag: 'intake',
  summary: 'The systems that may tell us what happened (administrators)',
  result: z.object({ items: z.array(HookSource) }).meta({ id: 'HookSources' }),
});

const Secret = z
  .object({
    source: z.string(),
    secret: z.string().meta({ description: 'Shown this once; the same request id shows it again' }),
    previousUntil: Moment.nullable(),
  })
  .meta({ id: 'HookSecret' });

export const createHookSource = operation({
  method: 'post',
  path: '/hook-sources',
  tag: 'intake',
  summary: 'Let a system outside tell what happens; answers its secret, once (administrators)',
  body: z
    .object({ ...requested, id: SourceId, kind: Kind, note: z.string().trim().max(500).default('') })
    .meta({ id: 'CreateHookSource' }),
  result: Secret,
  refusals: ['hook-source-exists'],
});

const ofSource = z.object({ source: z.string().max(40) });

export const rotateHookSource = operation({
  method: 'post',
  path: '/hook-sources/{source}/rotate',
  tag: 'intake',
  summary: 'A new secret for a source; the one before is good for some hours more (administrators)',
  params: ofSource,
  body: z
    .object({ ...requested, graceHours: z.int().min(0).max(GRACE_HOURS_MAX).default(GRACE_HOURS_DEFAULT) })
    .meta({ id: 'RotateHookSource' }),
  result: Secret,
  refusals: ['hook-source-unknown'],
});

export const disableHookSource = operation({
  method: 'post',
  path: '/hook-sources/{source}/disable',
  tag: 'intake',
  summary: 'Take nothing more from a source, or again (administrators)',
  params: ofSource,
  body: z.object({ requestId: RequestId, disabled: z.boolean() }).meta({ id: 'DisableHookSource' }),
  result: Done,
  refusals: ['hook-source-unknown'],
});
