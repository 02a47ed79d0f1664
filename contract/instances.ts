import { z } from 'zod';
import { HistoryEntry, Progress } from './history.ts';
import { operation } from './operation.ts';
import { LocalText, Moment, PersonRef, pageOf, paging, Reason, requested, Variables } from './shared.ts';
import { InstanceStatus, TaskAnswer, TaskRow } from './tasks.ts';

const shown = {
  id: z.string(),
  process: z.object({ key: z.string(), name: LocalText }),
  businessKey: z.string(),
  title: z.string().meta({ description: 'Empty when it has none of its own: then it is known by process and key' }),
  status: InstanceStatus,
  startedBy: PersonRef.nullable(),
  startedAt: Moment,
  endedAt: Moment.nullable(),
  /** ms from the start to the end, or till now. */
  durationMs: z.int(),
  /** When its most urgent task is due. */
  dueAt: Moment.nullable(),
  /** The deployment of the process that it keeps for its whole life: its number and its content hash. */
  version: z.int(),
  definition: z.string(),
  hasIncident: z.boolean(),
};

export const InstanceRow = z.object(shown).meta({ id: 'InstanceRow' });
export type InstanceRow = z.infer<typeof InstanceRow>;

const Incident = z
  .object({ token: z.string(), node: z.string(), name: LocalText, reason: z.string(), raisedAt: Moment })
  .meta({ id: 'Incident' });

/** One piece of work of an instance, from when it was asked for until it was done. */
export const TimelineEntry = z
  .object({
    token: z.string(),
    node: z.string(),
    name: LocalText,
    kind: z.enum(['task', 'job', 'child', 'message']),
    /** Sequence numbers of the history: the step that asked for it, and the one that ended it. */
    openedIn: z.int(),
    closedIn: z.int().nullable(),
    openedAt: Moment,
    /** When somebody took the task. */
    claimedAt: Moment.nullable(),
    /** Null: it is not over. */
    closedAt: Moment.nullable(),
    dueAt: Moment.nullable(),
    /** ms until somebody took it and ms from then on: by the working days of the task's calendar once it is done, by the clock until then. */
    waitingMs: z.int(),
    workingMs: z.int(),
    by: PersonRef.nullable().meta({ description: 'Who did it; of an open task who has taken it' }),
    onBehalfOf: PersonRef.nullable(),
    outcome: z.string().nullable().meta({
      description: 'completed, approved, rejected, returned, withdrawn; of a machine step completed or failed',
    }),
    onTime: z.boolean().nullable().meta({ description: 'Null: not done, or nothing was due' }),
    /** 1 when the step was done for the first time in this instance; null while a task is open and for machine steps. */
    round: z.int().nullable(),
    /** It was done again later, so it did not pass at the first go. */
    reworked: z.boolean(),
    clauses: z.array(z.string()),
    comment: z.string().nullable(),
    /** The instance that was called. */
    child: z.string().nullable(),
  })
  .meta({ id: 'TimelineEntry' });
export type TimelineEntry = z.infer<typeof TimelineEntry>;

/** Where tokens stand now: at tasks, jobs, events, timers, joins. */
const Standing = z.object({ node: z.string(), name: LocalText, tokens: z.int() }).meta({ id: 'Standing' });

/** A message of an instance: waited for now, taken, or sent. */
export const InstanceMessage = z
  .object({
    direction: z.enum(['waiting', 'taken', 'sent']),
    message: z.string(),
    key: z.string().nullable().meta({ description: 'Null: it was taken, by whatever key it came' }),
    node: z.string().nullable(),
    name: LocalText.nullable().meta({ description: 'What the node is called' }),
    at: Moment,
  })
  .meta({ id: 'InstanceMessage' });
export type InstanceMessage = z.infer<typeof InstanceMessage>;

const Instance = z
  .object({
    ...shown,
    parent: z.string().nullable(),
    tasks: z.array(TaskRow),
    incidents: z.array(Incident),
    history: z.array(HistoryEntry),
    progress: Progress,
    standing: z.array(Standing),
    /** In the order in which they began; the latest ones, when there are very many. */
    timeline: z.array(TimelineEntry),
    messages: z.array(InstanceMessage),
    /** Whether getInstanceState would answer. */
    mayReadState: z.boolean(),
    mayRetry: z.boolean(),
    mayCancel: z.boolean(),
    links: z.object({ temporalUi: z.string().nullable() }),
  })
  .meta({ id: 'Instance' });

export const listInstances = operation({
  method: 'get',
  path: '/instances',
  tag: 'instances',
  summary: 'Instances that whoever asks may see, newest first',
  query: z.object({
    ...paging,
    process: z.string().max(200).optional(),
    version: z.coerce.number().int().min(1).optional().meta({ description: 'Of the process; goes with `process`' }),
    status: InstanceStatus.optional(),
    incident: z.stringbool().optional(),
    node: z.string().max(200).optional().meta({ description: 'Only where a token stands at this element' }),
    businessKey: z.string().max(200).optional().meta({ description: 'Exactly this one' }),
    q: z
      .string()
      .trim()
      .min(1)
      .max(100)
      .optional()
      .meta({ description: 'In the title or the business key; looks through the 20,000 latest that fit otherwise' }),
    parent: z.string().max(1000).optional().meta({ description: 'Only what this instance has called' }),
    mine: z.stringbool().optional().meta({ description: 'Only what whoever asks has started' }),
  }),
  result: pageOf('InstancePage', InstanceRow),
});

const params = z.object({ instanceId: z.string().max(1000) });

export const getInstance = operation({
  method: 'get',
  path: '/instances/{instanceId}',
  tag: 'instances',
  summary: 'An instance with its journal, open tasks and incidents',
  params,
  result: Instance,
  refusals: ['instance-unknown'],
});

export const retryIncident = operation({
  method: 'post',
  path: '/instances/{instanceId}/incidents/{token}/retry',
  tag: 'instances',
  summary: 'Try again what failed, with corrected variables if need be (ops and administrators)',
  params: params.extend({ token: z.string().max(200) }),
  body: z.object({ ...requested, variables: Variables.optional() }).meta({ id: 'RetryIncident' }),
  result: TaskAnswer,
  refusals: ['instance-unknown', 'incident-unknown', 'instance-ended', 'request-reused'],
});

export const cancelInstance = operation({
  method: 'post',
  path: '/instances/{instanceId}/cancel',
  tag: 'instances',
  summary: 'End an instance early, with a reason (whoever started it, and administrators)',
  params,
  body: z.object({ ...requested, reason: Reason }).meta({ id: 'CancelInstance' }),
  result: TaskAnswer,
  refusals: ['instance-unknown', 'instance-ended', 'request-reused'],
});

/** What a variable of an instance holds, as far as it may be shown. */
export const StateVariable = z
  .object({
    name: z.string(),
    title: z
      .string()
      .meta({ description: 'What a form of the process calls it in the caller’s language; else its name' }),
    /** Null when it is too large to be shown. Personal data inside is masked. */
    value: z.unknown(),
    schema: Variables.nullable().meta({ description: 'Of the field of the form that asks for it, if one does' }),
    /** Bytes of its JSON. */
    bytes: z.int(),
    isMasked: z.boolean(),
    isTooLarge: z.boolean(),
  })
  .meta({ id: 'StateVariable' });
export type StateVariable = z.infer<typeof StateVariable>;

const InstanceTimer = z
  .object({
    node: z.string(),
    name: LocalText,
    /** An event of the diagram, or a task's reminder or due moment. */
    what: z.enum(['event', 'remind', 'due']),
    at: Moment,
  })
  .meta({ id: 'InstanceTimer' });

/** What only the running process knows; null when it does not answer just now, or has been over for long. */
const InstanceState = z
  .object({
    state: z
      .object({
        variables: z.array(StateVariable),
        /** There are more variables, or more timers, than are shown. */
        isPart: z.boolean(),
        timers: z.array(InstanceTimer),
      })
      .nullable(),
  })
  .meta({ id: 'InstanceState' });

export const getInstanceState = operation({
  method: 'get',
  path: '/instances/{instanceId}/state',
  tag: 'instances',
  summary:
    'Variables and timers, as the process itself has them (whoever started it, its managers, and those who oversee)',
  params,
  result: InstanceState,
  refusals: ['instance-unknown'],
});

/** Where operations look for trouble in the Temporal UI. */
const TemporalLink = z
  .object({
    id: z.enum(['running', 'incident', 'overdue', 'stuck', 'failed']),
    url: z.string(),
  })
  .meta({ id: 'TemporalLink' });

export const listTemporalLinks = operation({
  method: 'get',
  path: '/operations/temporal-links',
  tag: 'instances',
  summary: 'Ready-made searches in the Temporal UI (ops and administrators)',
  query: z.object({ process: z.string().max(200).optional() }),
  result: z.object({ items: z.array(TemporalLink) }).meta({ id: 'TemporalLinks' }),
});

/** How busy the elements of one version of a process are. */
const Heat = z
  .object({
    nodes: z.array(z.object({ node: z.string(), tokens: z.int(), incidents: z.int() })),
    /** Running instances that were counted. */
    instances: z.int(),
    /** Only the instances that started last were counted. */
    capped: z.boolean(),
  })
  .meta({ id: 'Heat' });

export const getHeat = operation({
  method: 'get',
  path: '/definitions/{hash}/heat',
  tag: 'instances',
  summary:
    'How many tokens stand, and how many incidents wait, at each element, over the running instances one may see',
  params: z.object({ hash: z.string().max(200) }),
  result: Heat,
  refusals: ['process-unknown'],
});
