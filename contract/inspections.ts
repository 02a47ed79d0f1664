import { z } from 'zod';
import { frequencies, independences, levels, methods, results } from '../domain/inspection.ts';
import { operation } from './operation.ts';
import { LocalText, Moment, PersonRef, pageOf, paging, requested } from './shared.ts';

const Step = z
  .object({ process: z.object({ key: z.string(), name: LocalText }), node: z.string(), name: LocalText })
  .meta({ id: 'InspectedStep' });

const Method = z.enum(methods).meta({ id: 'InspectionMethod' });
const Level = z.enum(levels).meta({ id: 'InspectionLevel', description: 'How strict the lot tables are' });

/** A step of a process that is inspected again and again. */
const InspectionPlan = z
  .object({
    id: z.string(),
    policy: z.string(),
    name: LocalText,
    step: Step,
    clauses: z.array(z.string()),
    frequency: z.enum(frequencies),
    method: Method,
    size: z.int().meta({ description: '0: as the method says' }),
    pool: z.object({ duty: z.string(), name: LocalText }),
    independence: z.enum(independences),
    level: Level,
    live: z.boolean(),
    liveSince: Moment.nullable(),
    lastDrawnAt: Moment.nullable(),
    mayDraw: z.boolean(),
  })
  .meta({ id: 'InspectionPlan' });
export type InspectionPlan = z.infer<typeof InspectionPlan>;

const InspectionState = z
  .enum(['sampled', 'in-progress', 'response', 'confirmed', 'closed'])
  .meta({ id: 'InspectionState' });

const shown = {
  id: z.string(),
  plan: z.object({ id: z.string(), name: LocalText }),
  step: Step,
  period: z.string(),
  state: InspectionState,
  method: Method,
  level: Level,
  population: z.int(),
  sampleSize: z.int(),
  findings: z.int(),
  accepted: z.boolean().nullable().meta({ description: 'Whether the lot stands; null until it is confirmed' }),
  inspector: PersonRef.nullable(),
  drawnAt: Moment,
  closedAt: Moment.nullable(),
};

const InspectionRow = z.object(shown).meta({ id: 'InspectionRow' });
export type InspectionRow = z.infer<typeof InspectionRow>;

const Severity = z.enum(['MINOR', 'MAJOR', 'CRITICAL']).meta({ id: 'Severity' });
const FindingState = z.enum(['open', 'corrected', 'effect-check', 'reopened', 'closed']).meta({ id: 'FindingState' });

/** What an inspection found, and what has become of it. */
const Finding = z
  .object({
    id: z.string(),
    inspection: z.string(),
    number: z.int().meta({ description: 'Of the item in its inspection' }),
    taskId: z.string(),
    step: Step,
    severity: Severity,
    clause: z.string(),
    owner: PersonRef.nullable(),
    description: z.string(),
    state: FindingState,
    timesReopened: z.int(),
    correction: z.string().nullable(),
    cause: z.string().nullable(),
    correctiveAction: z.string().nullable(),
    effect: z.string().nullable(),
    instanceId: z.string().meta({ description: 'The process of its correction' }),
    case: z.string().nullable().meta({ description: 'Only for those who may see the case' }),
    foundAt: Moment,
    closedAt: Moment.nullable(),
  })
  .meta({ id: 'Finding' });
export type Finding = z.infer<typeof Finding>;

/** One drawn step. What was found of it is shown to overseers, to the inspector and to whoever did it. */
const InspectionItem = z
  .object({
    number: z.int(),
    taskId: z.string(),
    /** Of the instance that the step belongs to. */
    title: z.string().nullable(),
    performer: PersonRef.nullable(),
    finishedAt: Moment.nullable(),
    result: z.enum(results).nullable(),
    note: z.string().nullable(),
    evidence: z.string().nullable(),
    answer: z.enum(['accepted', 'contested']).nullable(),
    answerComment: z.string().nullable(),
  })
  .meta({ id: 'InspectionItem' });

const Inspection = z
  .object({
    ...shown,
    windowFrom: Moment,
    windowTo: Moment,
    seed: z.string(),
    populationHash: z.string(),
    drawnBy: PersonRef.nullable().meta({ description: 'null: the schedule' }),
    confirmedAt: Moment.nullable(),
    instanceId: z.string(),
    items: z.array(InspectionItem),
    findingList: z.array(Finding),
  })
  .meta({ id: 'Inspection' });
export type Inspection = z.infer<typeof Inspection>;

export const listInspectionPlans = operation({
  method: 'get',
  path: '/inspection-plans',
  tag: 'supervision',
  summary: 'What is inspected, how often and how',
  result: z.object({ items: z.array(InspectionPlan) }).meta({ id: 'InspectionPlanList' }),
});

export const drawInspection = operation({
  method: 'post',
  path: '/inspection-plans/{plan}/draw',
  tag: 'supervision',
  summary:
    'Draw a sample now, of the steps finished since the last one, and start its inspection (officers and auditors)',
  params: z.object({ plan: z.string().max(200) }),
  body: z
    .object({
      ...requested,
      /** Left out: the end of the last window, or one period back. */
      from: Moment.optional(),
      /** Multiplies every length of time; accepted only in the demo. */
      timeScale: z.number().positive().max(1).optional(),
    })
    .meta({ id: 'DrawInspection' }),
  result: z
    .object({ inspection: z.string(), instanceId: z.string(), population: z.int(), sampleSize: z.int() })
    .meta({ id: 'InspectionDrawn' }),
  refusals: ['not-found', 'plan-not-live', 'nothing-to-inspect', 'request-reused'],
});

export const listInspections = operation({
  method: 'get',
  path: '/inspections',
  tag: 'supervision',
  summary: 'Inspections that whoever asks may see, newest first',
  query: z.object({
    ...paging,
    plan: z.string().max(200).optional(),
    state: InspectionState.optional(),
    mine: z.stringbool().optional().meta({ description: 'Only those where one inspects or is inspected' }),
  }),
  result: pageOf('InspectionPage', InspectionRow),
});

const params = z.object({ inspection: z.string().max(200) });

export const getInspection = operation({
  method: 'get',
  path: '/inspections/{inspection}',
  tag: 'supervision',
  summary: 'An inspection with its sample, seed, results and findings',
  params,
  result: Inspection,
  refusals: ['inspection-unknown'],
});

export const recomputeSample = operation({
  method: 'get',
  path: '/inspections/{inspection}/sample',
  tag: 'supervision',
  summary: 'Draws the sample again from the population as it is now and compares; anybody concerned may',
  params,
  result: z
    .object({
      algorithm: z.string(),
      seed: z.string(),
      populationHash: z.object({ stored: z.string(), computed: z.string() }),
      sample: z.object({ stored: z.array(z.string()), computed: z.array(z.string()) }),
      populationSize: z.object({ stored: z.int(), computed: z.int() }),
      matches: z.boolean(),
      /** To recompute it elsewhere; null when it is longer than 5,000. */
      population: z.array(z.object({ id: z.string(), weight: z.int() })).nullable(),
    })
    .meta({ id: 'RecomputedSample' }),
  refusals: ['inspection-unknown'],
});

export const listFindings = operation({
  method: 'get',
  path: '/findings',
  tag: 'supervision',
  summary: 'Findings that whoever asks may see, newest first',
  query: z.object({
    ...paging,
    inspection: z.string().max(200).optional(),
    severity: Severity.optional(),
    state: FindingState.optional(),
    mine: z.stringbool().optional().meta({ description: 'Only those that one has to correct' }),
  }),
  result: pageOf('FindingPage', Finding),
});
