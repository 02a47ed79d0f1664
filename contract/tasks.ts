import { z } from 'zod';
import { HistoryEntry, Progress } from './history.ts';
import { operation } from './operation.ts';
import { Clause } from './policy.ts';
import {
  COUNT_CAP,
  Comment,
  LocalText,
  Moment,
  PersonRef,
  pageOf,
  paging,
  Reason,
  requested,
  Variables,
} from './shared.ts';

export const Verb = z.enum(['claim', 'unclaim', 'complete', 'signOff', 'return', 'transfer']).meta({ id: 'Verb' });
export type Verb = z.infer<typeof Verb>;

const Outcome = z.enum(['completed', 'approved', 'rejected', 'returned', 'withdrawn']).meta({ id: 'Outcome' });

export const InstanceStatus = z
  .enum(['unborn', 'running', 'completed', 'terminated', 'cancelled', 'failed'])
  .meta({ id: 'InstanceStatus' });

const shown = {
  id: z.string(),
  instanceId: z.string(),
  node: z.string(),
  name: LocalText,
  process: z.object({ key: z.string(), name: LocalText }),
  businessKey: z.string(),
  /** The instance's title, made by the process. */
  title: z.string(),
  openedAt: Moment,
  dueAt: Moment.nullable(),
  /** The due moment lies beyond the calendar's data. */
  provisional: z.boolean(),
  overdue: z.boolean(),
  approval: z.boolean(),
  /** Whoever started the instance. */
  requester: PersonRef.nullable(),
  assignee: PersonRef.nullable(),
  closedAt: Moment.nullable(),
  outcome: Outcome.nullable(),
  clauses: z.array(z.string()),
};

/** A task as a list shows it. */
export const TaskRow = z.object(shown).meta({ id: 'TaskRow' });
export type TaskRow = z.infer<typeof TaskRow>;

/** A form of the catalog: JSON Schema, and how to show it. */
export const Form = z
  .object({ id: z.string(), schema: Variables, ui: Variables })
  .meta({ id: 'Form', description: 'JSON Schema (2020-12 or draft-07) in the caller’s language, and hints for rjsf' });
export type Form = z.infer<typeof Form>;

/** What one must hold to do a task. */
const Requirement = z.object({ id: z.string(), name: LocalText }).meta({ id: 'Requirement' });

/** Everything that the page of a task shows. */
export const Task = z
  .object({
    ...shown,
    /** Whether getInstance would answer. */
    mayReadInstance: z.boolean(),
    definition: z.string().meta({ description: 'Content hash; see getDefinition for diagram and outline' }),
    candidates: z.array(z.object({ key: z.string(), name: LocalText })),
    permission: Requirement.nullable(),
    credential: Requirement.nullable(),
    form: Form.nullable(),
    /** What was entered before this step, with the schema of the form it was entered in, in the caller's language. */
    context: z.array(z.object({ name: z.string(), title: z.string(), value: z.unknown(), schema: Variables })),
    variables: Variables,
    clauseTexts: z.array(Clause),
    history: z.array(HistoryEntry),
    progress: Progress,
    returnTargets: z.array(z.object({ node: z.string(), name: LocalText })),
    /** What whoever asks may do now. */
    verbs: z.array(Verb),
    /** Why they may not do the rest. */
    denied: z.array(z.object({ verb: Verb, code: z.string(), detail: z.string() })),
  })
  .meta({ id: 'Task' });
export type Task = z.infer<typeof Task>;

const Box = z.enum(['todo', 'done', 'started']).meta({ id: 'Box' });

export const listTasks = operation({
  method: 'get',
  path: '/tasks',
  tag: 'tasks',
  summary:
    'The tasks of whoever asks: to do (by due date), done by them (newest first), or of what they started (newest first)',
  query: z.object({
    ...paging,
    box: Box.default('todo'),
    process: z.string().max(200).optional(),
    overdue: z.stringbool().optional(),
  }),
  result: pageOf('TaskPage', TaskRow),
});

export const countTasks = operation({
  method: 'get',
  path: '/tasks/count',
  tag: 'tasks',
  summary: `How many tasks there are to do; counts stop at ${COUNT_CAP}`,
  result: z
    .object({ todo: z.int(), overdue: z.int(), dueSoon: z.int(), capped: z.boolean() })
    .meta({ id: 'TaskCount' }),
});

const params = z.object({ taskId: z.string().max(1000) });

export const getTask = operation({
  method: 'get',
  path: '/tasks/{taskId}',
  tag: 'tasks',
  summary: 'A task with its form, clauses, history and what may be done',
  params,
  result: Task,
  refusals: ['task-unknown'],
});

/** What the instance's own step decided. */
export const TaskAnswer = z
  .object({ instanceId: z.string(), status: InstanceStatus, sequence: z.int() })
  .meta({ id: 'TaskAnswer' });

const taskVerb = {
  method: 'post',
  tag: 'tasks',
  params,
  result: TaskAnswer,
} as const;

const atTheTask = ['task-unknown', 'task-closed', 'instance-ended', 'request-reused'] as const;
const byTheRules = [
  ...['not-a-candidate', 'task-claimed', 'permission-missing', 'permission-lapsed', 'permission-held'],
  'credential-missing',
] as const;

export const claimTask = operation({
  ...taskVerb,
  path: '/tasks/{taskId}/claim',
  summary: 'Take a task; the other candidates no longer see it',
  body: z.object(requested).meta({ id: 'ClaimTask' }),
  refusals: [...atTheTask, ...byTheRules, 'own-request', 'own-work'],
});

export const unclaimTask = operation({
  ...taskVerb,
  path: '/tasks/{taskId}/unclaim',
  summary: 'Give a task back to its candidates',
  body: z.object(requested).meta({ id: 'UnclaimTask' }),
  refusals: [...atTheTask, 'not-a-candidate', 'task-claimed'],
});

export const completeTask = operation({
  ...taskVerb,
  path: '/tasks/{taskId}/complete',
  summary: 'Finish a step that is no approval, with the values of its form',
  body: z
    .object({ ...requested, variables: Variables.default({}), comment: Comment.optional() })
    .meta({ id: 'CompleteTask' }),
  refusals: [...atTheTask, ...byTheRules, 'verdict-missing'],
});

export const signOffTask = operation({
  ...taskVerb,
  path: '/tasks/{taskId}/sign-off',
  summary: 'Approve or reject the step that a task stands for',
  body: z
    .object({
      ...requested,
      verdict: z.enum(['approved', 'rejected']),
      variables: Variables.default({}),
      comment: Comment.optional(),
    })
    .meta({ id: 'SignOffTask' }),
  refusals: [...atTheTask, ...byTheRules, 'own-request', 'own-work', 'verdict-unwanted'],
});

export const returnTask = operation({
  ...taskVerb,
  path: '/tasks/{taskId}/return',
  summary: 'Send the process back to an earlier step',
  body: z.object({ ...requested, to: z.string().max(200), reason: Reason }).meta({ id: 'ReturnTask' }),
  refusals: [...atTheTask, ...byTheRules, 'return-target', 'return-across-join'],
});

export const transferTask = operation({
  ...taskVerb,
  path: '/tasks/{taskId}/transfer',
  summary: 'Hand a task to somebody else who may do it',
  body: z.object({ ...requested, to: z.string().max(200), reason: Reason.optional() }).meta({ id: 'TransferTask' }),
  refusals: [...atTheTask, ...byTheRules, 'transfer-target'],
});

export const listTransferTargets = operation({
  method: 'get',
  path: '/tasks/{taskId}/transfer-targets',
  tag: 'tasks',
  summary: 'People to whom a task may be handed: those who may do it now',
  params,
  query: z.object({ q: z.string().max(100).default('') }),
  result: z.object({ people: z.array(PersonRef) }).meta({ id: 'TransferTargets' }),
  refusals: ['task-unknown'],
});
