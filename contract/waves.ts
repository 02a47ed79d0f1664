import { z } from 'zod';
import { operation } from './operation.ts';
import { Done, LocalText, Moment, PersonRef, pageOf, paging, requested } from './shared.ts';

const ID_MAX = 200;
const AUDIENCE_MAX = 500;

const ids = z.array(z.string().min(1).max(ID_MAX)).max(AUDIENCE_MAX);

/** Whom a wave trains: people of these departments and positions (both, when both are named), and these, without those. */
export const Audience = z
  .object({
    departments: ids.optional(),
    positions: ids.optional(),
    people: ids.optional(),
    except: ids.optional(),
  })
  .meta({ id: 'Audience', description: 'Joiners and leavers are followed; an empty rule means everybody at work' });
export type Audience = z.infer<typeof Audience>;

const WaveState = z.enum(['running', 'ready', 'closing', 'closed']).meta({
  id: 'WaveState',
  description: 'ready: the gate’s figures are reached; closing: the gate was decided, the last ones go on learning',
});

export const EnrolmentStatus = z
  .enum(['assigned', 'in-progress', 'passed', 'failed', 'escalated', 'exempt', 'left'])
  .meta({ id: 'EnrolmentStatus' });
export type EnrolmentStatus = z.infer<typeof EnrolmentStatus>;

/** How many people stand where. `people` leaves out who is exempt or has left. */
export const Funnel = z
  .object({
    people: z.int(),
    assigned: z.int(),
    inProgress: z.int(),
    passed: z.int(),
    failed: z.int(),
    escalated: z.int(),
    exempt: z.int(),
    left: z.int(),
    acknowledged: z.int(),
    declined: z.int(),
  })
  .meta({ id: 'Funnel' });
export type Funnel = z.infer<typeof Funnel>;

const Percent = z.number().min(0).max(100);

const shown = {
  id: z.string().meta({ description: 'e.g. "wave/POL-01@v2/pilot"' }),
  rollout: z.string(),
  policy: z.string(),
  version: z.int(),
  name: LocalText,
  manager: PersonRef.nullable(),
  dueAt: Moment,
  overdue: z.boolean(),
  state: WaveState,
  startedAt: Moment,
  closedAt: Moment.nullable(),
  funnel: Funnel,
  countedAt: Moment.nullable(),
};

export const WaveRow = z.object(shown).meta({ id: 'WaveRow' });
export type WaveRow = z.infer<typeof WaveRow>;

const Wave = z
  .object({
    ...shown,
    audience: Audience,
    contentHash: z.string().nullable().meta({ description: 'Of the exact version that is taught and signed' }),
    thresholds: z.object({ passed: Percent, acknowledged: Percent }),
    courses: z.array(z.object({ id: z.string(), chapter: z.string(), title: LocalText, minutes: z.int() })),
    facts: z.array(
      z.object({
        id: z.string(),
        target: z.number(),
        measured: z.number(),
        unit: z.enum(['count', 'percent']),
        ok: z.boolean(),
      }),
    ),
    mayRemind: z.boolean(),
  })
  .meta({ id: 'Wave' });

const Laggard = z
  .object({
    person: PersonRef,
    superior: PersonRef.nullable(),
    status: EnrolmentStatus,
    passedCourses: z.int(),
    courses: z.int(),
    acknowledgedAt: Moment.nullable(),
    declined: z.string().nullable().meta({ description: 'Why the person would not sign' }),
    tutoring: z.boolean().meta({ description: 'A tutor is to explain before there are further attempts' }),
  })
  .meta({ id: 'Laggard' });

export const listWaves = operation({
  method: 'get',
  path: '/waves',
  tag: 'training',
  summary: 'Training waves that whoever asks oversees or manages, newest first',
  query: z.object({
    ...paging,
    rollout: z.string().max(ID_MAX).optional(),
    state: WaveState.optional(),
  }),
  result: pageOf('WavePage', WaveRow),
});

const params = z.object({ wave: z.string().max(1000) });

export const getWave = operation({
  method: 'get',
  path: '/waves/{wave}',
  tag: 'training',
  summary: 'A wave with its funnel, its courses and what its gate would measure now',
  params,
  result: Wave,
  refusals: ['wave-unknown'],
});

export const listLaggards = operation({
  method: 'get',
  path: '/waves/{wave}/laggards',
  tag: 'training',
  summary: 'Who still owes a course or the acknowledgement, by id',
  params,
  query: z.object(paging),
  result: pageOf('LaggardPage', Laggard),
  refusals: ['wave-unknown'],
});

export const remindWave = operation({
  method: 'post',
  path: '/waves/{wave}/remind',
  tag: 'training',
  summary: 'Remind everybody of the wave who still owes something; it goes out in the background',
  params,
  body: z.object(requested).meta({ id: 'RemindWave' }),
  result: Done,
  refusals: ['wave-unknown', 'wave-closed', 'request-reused'],
});
