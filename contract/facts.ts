import { z } from 'zod';
import { operation } from './operation.ts';
import { LocalText, Moment, PersonRef, pageOf, paging } from './shared.ts';

/** Rows that a file may have; more are asked for with a shorter time. */
export const EXPORT_MAX = 10_000;

const Month = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/)
  .meta({ description: '"2026-11", of the company’s zone' });

const Named = z.object({ key: z.string(), name: LocalText });

/** Finished steps, added up. Shares are for whoever shows them to work out; sums can be added up further. */
const StepFigures = z.object({
  /** How many steps were done. */
  steps: z.int(),
  /** How many of them had a due moment, and how many of those were done by then. */
  due: z.int(),
  onTime: z.int(),
  /** How many gave a result that others went on with, and how many of those had to be done again later. */
  produced: z.int(),
  reworked: z.int(),
  /** How many were themselves done for the second time or more. */
  again: z.int(),
  /** ms until somebody took them, and from then until they were done, by the calendar of each step. */
  waitingMs: z.int(),
  workingMs: z.int(),
});

const StepGroup = StepFigures.extend({
  /** Null: what the step has none of, such as a duty. */
  group: Named.nullable(),
}).meta({ id: 'StepGroup' });

const filters = {
  from: Month.optional().meta({ description: 'The first month; left out: this one' }),
  to: Month.optional().meta({ description: 'The last month, at most a year after the first; left out: the first' }),
  process: z.string().max(200).optional(),
  node: z.string().max(200).optional().meta({ description: 'A step of the process' }),
  person: z.string().max(200).optional(),
  duty: z.string().max(200).optional(),
  department: z.string().max(200).optional(),
};

export const listStepFacts = operation({
  method: 'get',
  path: '/facts/steps',
  tag: 'facts',
  summary:
    'Finished steps in figures: one’s own; a manager’s department; all, and what machines did, for officers, human resources and auditors',
  query: z.object({
    ...filters,
    steps: z.enum(['human', 'machine', 'all']).default('human').meta({
      description: 'machine: jobs, decisions, scripts and messages sent, which are nobody’s; waiting is for a worker',
    }),
    by: z.enum(['month', 'person', 'duty', 'department', 'process', 'node']).default('month'),
  }),
  result: z
    .object({
      /** Months in their order; else the group with most steps first. */
      items: z.array(StepGroup),
      total: StepFigures,
      /** There are more groups than are shown; the total has them all. */
      isPart: z.boolean(),
    })
    .meta({ id: 'StepFacts' }),
});

/** One finished human step. */
const StepFact = z
  .object({
    taskId: z.string(),
    instanceId: z.string(),
    process: Named,
    version: z.int(),
    node: z.string(),
    name: LocalText,
    person: PersonRef,
    onBehalfOf: PersonRef.nullable(),
    duty: Named.nullable(),
    department: Named.nullable().meta({ description: 'The person’s, when the step was done' }),
    outcome: z.enum(['completed', 'approved', 'rejected', 'returned']),
    openedAt: Moment,
    claimedAt: Moment.nullable(),
    closedAt: Moment,
    dueAt: Moment.nullable(),
    waitingMs: z.int(),
    workingMs: z.int(),
    onTime: z.boolean().nullable(),
    /** Null: the step gave no result that others went on with: it was a rejection or a return. */
    firstPass: z.boolean().nullable(),
    round: z.int(),
  })
  .meta({ id: 'StepFact' });

export const listFinishedSteps = operation({
  method: 'get',
  path: '/facts/steps/details',
  tag: 'facts',
  summary: 'The finished human steps behind the figures, the latest first',
  query: z.object({ ...paging, ...filters }),
  result: pageOf('FinishedStepPage', StepFact),
});

export const exportFinishedSteps = operation({
  method: 'get',
  path: '/facts/steps/export',
  tag: 'facts',
  media: 'download',
  summary: `The same as a CSV file, at most ${EXPORT_MAX} rows`,
  query: z.object(filters),
  result: z.undefined(),
  refusals: ['list-too-long'],
});

/** An indicator of the policy, with its target and what was measured. */
const Indicator = z
  .object({
    id: z.string(),
    area: z.enum(['procurement', 'warehouse', 'logistics', 'orders', 'after-sales']),
    name: LocalText,
    /** How it is measured, in a sentence. */
    method: LocalText,
    processes: z.array(Named),
    clause: z.string().nullable(),
    target: z.object({
      at: z.enum(['least', 'most']),
      value: z.number(),
      unit: z.enum(['percent', 'hours', 'days']),
    }),
    months: z.array(
      z.object({
        month: Month,
        /** What it was measured on: steps or instances. Nothing to measure: value and isMet are null. */
        cases: z.int(),
        value: z.number().nullable(),
        isMet: z.boolean().nullable(),
      }),
    ),
  })
  .meta({ id: 'Indicator' });

export const listIndicators = operation({
  method: 'get',
  path: '/facts/indicators',
  tag: 'facts',
  summary:
    'The indicators of the five business processes, by month, over all that was done (managers, officers, hr, ops, auditors)',
  query: z.object({ from: filters.from, to: filters.to }),
  result: z.object({ items: z.array(Indicator) }).meta({ id: 'Indicators' }),
});
