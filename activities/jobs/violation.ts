import { allowedMeasures, judgeEnforceability } from '../../domain/enforceability.ts';
import {
  type Aggravating,
  compensationCap,
  measures as everyMeasure,
  judgeProposal,
  type Measure,
  type Mitigating,
  needsPanel,
  readProposal,
  weigh,
} from '../../domain/sanction.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import {
  type CaseChange,
  type CaseFacts,
  type CaseState,
  caseOfInstance,
  changeCase,
  countPrevious,
} from '../../store/cases.ts';
import { clauseStanding } from '../../store/enforcing.ts';
import { peopleByIds } from '../../store/people.ts';
import { openCaseFile, replaceOfficer } from './caseFile.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { type Telling, tell } from './tell.ts';

/** A step of a case, with the file as it stands. */
type Step = {
  readonly telling: Telling;
  readonly run: JobRun;
  readonly file: CaseFacts;
  readonly variables: Variables;
  readonly headers: Readonly<Record<string, string>>;
};
type Done = { readonly change: CaseChange; readonly variables?: Variables };

const actions: Readonly<Record<string, (step: Step) => Promise<Done>>> = {
  'replace-officer': async (step) => replaceOfficer(step.telling.db, step.file),
  stage: async ({ headers, variables }) => ({ change: { state: stateIn(headers), ...foundIn(variables) } }),
  noticed: async ({ variables }) => ({
    change: {
      state: 'statement',
      facts: textIn(variables, 'noticeText'),
      evidence: listIn(variables, 'noticeFiles'),
      noticed_at: new Date(),
    },
  }),
  weigh: weighed,
  limit: limited,
  proposed,
  served,
  close: closed,
};

/** Service job "case": header `action` names the step; the first one, "register", opens the file. */
export async function runCase(telling: Telling, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const { headers, variables } = call;
  const name = headers['action'] ?? '';
  if (name === 'register') return { variables: await openCaseFile(telling.db, run.instanceId, variables) };
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: there is no step ${name} of a case`);
  const file = await caseOfInstance(telling.db, run.instanceId);
  if (!file) throw hopeless(`${run.instanceId} has no case file`);
  const done = await action({ telling, run, file, variables, headers });
  await changeCase(telling.db, run.instanceId, done.change);
  return { variables: done.variables ?? {} };
}

/** What triage and investigation have brought so far. */
function foundIn(variables: Variables): CaseChange {
  const { violationClass, foundFacts } = variables as {
    readonly violationClass?: CaseFacts['violationClass'];
    readonly foundFacts?: string;
  };
  return {
    ...(violationClass ? { violation_class: violationClass } : {}),
    ...(foundFacts === undefined ? {} : { facts: foundFacts }),
  };
}

/** The class after weighing, the how-many-eth it is, and whether the clause can be held against the person at all. */
async function weighed({ telling, run, file, variables }: Step): Promise<Done> {
  const { db } = telling;
  if (!file.violationClass) throw hopeless(`${run.instanceId} has no class`);
  const [standing, previous] = await Promise.all([
    clauseStanding(db, { clause: file.clause, person: file.respondent, actedAt: file.actedAt }),
    countPrevious(db, run.instanceId),
  ]);
  const enforceability = { ...judgeEnforceability(standing), version: standing.version ?? null };
  const weighedClass = weigh(
    file.violationClass,
    listIn(variables, 'inFavour') as Mitigating[],
    listIn(variables, 'against') as Aggravating[],
  );
  const occurrence = previous + 1;
  const statement = textIn(variables, 'statement');
  return {
    change: {
      state: 'proposal',
      weighed_class: weighedClass,
      occurrence,
      enforceability,
      ...(statement === '' ? {} : { statement }),
    },
    variables: { weighedClass, occurrence, enforceability },
  };
}

/** The row of the matrix, as far as it can be enforced. */
async function limited({ run, file, variables }: Step): Promise<Done> {
  const { matrix } = variables as { readonly matrix?: { readonly measures?: readonly string[] } };
  const row = matrix?.measures ?? [];
  const stray = row.find((it) => !(everyMeasure as readonly string[]).includes(it));
  if (stray !== undefined) throw hopeless(`the matrix allows "${stray}", which is no measure of the policy`);
  if (!file.enforceability) throw hopeless(`${run.instanceId} has not been weighed`);
  const allowed = allowedMeasures(file.enforceability, row as readonly Measure[]);
  return { change: { allowed }, variables: { allowed } };
}

/** The proposal, judged once more: what the API lets through is not the last word. */
async function proposed({ run, file, variables }: Step): Promise<Done> {
  const proposal = readProposal(variables);
  const refusal = judgeProposal(proposal, file.allowed ?? []);
  if (refusal) throw hopeless(`the proposal cannot stand: ${refusal.message}`);
  const pays = proposal.measures.includes('loss-compensation');
  const compensation = pays ? (proposal.compensation ?? 0) : null;
  if (!file.violationClass) throw hopeless(`${run.instanceId} has no class`);
  return {
    change: {
      state: 'checks',
      measures: proposal.measures,
      reasons: textIn(variables, 'reasons'),
      compensation,
      compensation_cap: pays && proposal.loss ? compensationCap(proposal.loss) : null,
    },
    variables: { needsPanel: needsPanel(file.violationClass, proposal.measures) },
  };
}

/** The decision has reached the person, who is told where to turn. */
async function served({ telling, run, file, variables }: Step): Promise<Done> {
  await inform(telling, run, file.respondent, 'case-served');
  return {
    change: {
      state: 'lesson',
      outcome: 'decided',
      served_at: new Date(),
      service_method: textIn(variables, 'serviceMethod'),
      service_receipt: textIn(variables, 'serviceReceipt'),
    },
  };
}

/** Closed, however it came out; whoever reported it is told that it is, and no more. */
async function closed({ telling, run, file, variables }: Step): Promise<Done> {
  const { reporter, respondent } = file;
  if (reporter !== null && reporter !== respondent) await inform(telling, run, reporter, 'case-closed');
  const lesson = textIn(variables, 'lesson');
  return {
    change: {
      state: 'closed',
      outcome: file.outcome ?? earlyOutcome(variables),
      closed_at: new Date(),
      ...(lesson === '' ? {} : { lesson }),
    },
  };
}

function earlyOutcome({ triage, established }: Variables) {
  if (triage === 'referred') return 'referred' as const;
  return established === false ? ('not-established' as const) : ('no-case' as const);
}

async function inform(telling: Telling, { instanceId, token, attempt }: JobRun, person: string, kind: string) {
  const people = await peopleByIds(telling.db, [person]);
  const params = { title: instanceId.slice(instanceId.indexOf('/') + 1) };
  await tell(telling, people, { kind, params, instance: instanceId, token, attempt });
}

function stateIn({ stage }: Readonly<Record<string, string>>): CaseState {
  return stage as CaseState;
}

function textIn(variables: Variables, name: string): string {
  const value = variables[name];
  return typeof value === 'string' ? value : '';
}

function listIn(variables: Variables, name: string): string[] {
  const value = variables[name];
  return Array.isArray(value) ? value.filter((it): it is string => typeof it === 'string') : [];
}
