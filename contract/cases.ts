import { z } from 'zod';
import { obstacles } from '../domain/enforceability.ts';
import { measures, violationClasses } from '../domain/sanction.ts';
import { operation } from './operation.ts';
import { Moment, PersonRef, pageOf, paging, Reason, requested } from './shared.ts';

const CaseState = z
  .enum([
    'triage',
    'investigation',
    'facts-notice',
    'statement',
    'proposal',
    'checks',
    'sign-off',
    'service',
    'lesson',
    'closed',
  ])
  .meta({ id: 'CaseState' });

const CaseSource = z
  .enum(['inspection', 'indicator', 'report', 'consumer', 'regulator', 'platform', 'self-report'])
  .meta({ id: 'CaseSource' });

const CaseOutcome = z.enum(['no-case', 'referred', 'not-established', 'decided']).meta({ id: 'CaseOutcome' });
const ViolationClass = z.enum(violationClasses).meta({ id: 'ViolationClass' });
const Measure = z.enum(measures).meta({ id: 'Measure', description: 'The only measures there are' });

const shown = {
  /** "20261124-1a2b3c4d"; its process is "violationCase/<id>". */
  id: z.string(),
  state: CaseState,
  outcome: CaseOutcome.nullable(),
  source: CaseSource,
  clause: z.string(),
  violationClass: ViolationClass.nullable(),
  /** Null for whoever only reported it. */
  respondent: PersonRef.nullable(),
  reportedAt: Moment,
  closedAt: Moment.nullable(),
  /** As what whoever asks sees it: those who handle it, whoever it is about, whoever reported it. */
  view: z.enum(['handler', 'respondent', 'reporter']),
};

const CaseRow = z.object(shown).meta({ id: 'CaseRow' });
export type CaseRow = z.infer<typeof CaseRow>;

const Cap = z
  .object({
    loss: z.int(),
    monthWage: z.int(),
    minimumWage: z.int(),
    hasBasis: z.boolean(),
    share: z.int().meta({ description: '20 % of the month’s wage' }),
    room: z.int().meta({ description: 'The wage less the minimum wage' }),
    cap: z.int(),
  })
  .meta({ id: 'CompensationCap', description: 'In fen (CNY): the most that one month may give, and the way to it' });

/** A case file. What whoever asks may not see is null. */
const Case = z
  .object({
    ...shown,
    instanceId: z.string().nullable(),
    reporter: PersonRef.nullable(),
    finding: z.string().nullable(),
    actedOn: z.iso.date(),
    allegation: z.string().nullable().meta({ description: 'The words of whoever reported it' }),
    /** Who works on it. */
    officer: PersonRef.nullable(),
    investigator: PersonRef.nullable(),
    panel: z.array(PersonRef),
    weighedClass: ViolationClass.nullable(),
    occurrence: z.int().nullable().meta({ description: 'The how-many-eth within twelve months' }),
    facts: z.string().nullable(),
    /** Ids of the files that the facts notice names. */
    evidence: z.array(z.string()),
    enforceability: z
      .object({
        verdict: z.enum(['enforceable', 'reminder-only', 'blocked']),
        obstacles: z.array(z.enum(obstacles)),
        version: z.int().nullable().meta({ description: 'The version in force on the day of the act' }),
      })
      .nullable(),
    allowed: z.array(Measure),
    statement: z.string().nullable(),
    measures: z.array(Measure),
    reasons: z.string().nullable(),
    compensation: z.int().nullable().meta({ description: 'Fen (CNY), each month' }),
    compensationCap: Cap.nullable(),
    serviceMethod: z.string().nullable(),
    lesson: z.string().nullable(),
    noticedAt: Moment.nullable(),
    servedAt: Moment.nullable(),
  })
  .meta({ id: 'Case' });
export type Case = z.infer<typeof Case>;

export const listCases = operation({
  method: 'get',
  path: '/cases',
  tag: 'supervision',
  summary: 'Violation cases: all for officers, legal, HR and auditors, one’s own for everybody else; newest first',
  query: z.object({ ...paging, state: CaseState.optional(), open: z.stringbool().optional() }),
  result: pageOf('CasePage', CaseRow),
});

export const getCase = operation({
  method: 'get',
  path: '/cases/{case}',
  tag: 'supervision',
  summary: 'A case file, as far as whoever asks may read it',
  params: z.object({ case: z.string().max(200) }),
  result: Case,
  refusals: ['case-unknown'],
});

export const reportViolation = operation({
  method: 'post',
  path: '/cases',
  tag: 'supervision',
  summary: 'Report a violation, one’s own or somebody else’s: opens a case',
  body: z
    .object({
      ...requested,
      respondent: z.string().max(200),
      clause: z.string().max(200),
      actedOn: z.iso.date(),
      allegation: Reason,
      /** Absent: "self-report" about oneself, "report" about others. */
      source: CaseSource.exclude(['inspection', 'self-report']).optional(),
      evidence: z.array(z.string().max(200)).max(20).default([]),
      /** Multiplies every length of time; accepted only in the demo. */
      timeScale: z.number().positive().max(1).optional(),
    })
    .meta({ id: 'ReportViolation' }),
  result: z.object({ case: z.string() }).meta({ id: 'ViolationReported' }),
  refusals: ['person-unknown', 'clause-missing', 'request-reused'],
});
