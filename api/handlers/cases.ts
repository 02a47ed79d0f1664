import type { Case, CaseRow } from '../../contract/cases.ts';
import { Refusal } from '../../domain/refusal.ts';
import { caseOfInstance } from '../../store/cases.ts';
import { currentDefinition } from '../../store/definitions.ts';
import { candidateKeysOf } from '../../store/standing.ts';
import { type CaseDetail, casesPage, type CaseRow as FoundRow, findCase } from '../../store/views/cases.ts';
import type { Handlers } from '../handler.ts';
import { caseSight } from '../insight.ts';
import { moment, momentOrNull } from '../refs.ts';
import { appears, startInstance } from '../start.ts';

const PROCESS = 'violationCase';

export const listCases: Handlers['listCases'] = async ({ query, actor, authorize }, { db }) => {
  authorize('own', undefined);
  const { items, next } = await casesPage(db, { ...query, sight: caseSight(actor) });
  return { items: items.map(shownRow), next };
};

export const getCase: Handlers['getCase'] = async ({ params, actor, authorize }, { db }) => {
  const found = await findCase(db, params.case, caseSight(actor));
  authorize('case.see', found);
  if (!found) throw new Refusal('case-unknown');
  return { ...shownRow(found), ...parts[found.view](found) };
};

export const reportViolation: Handlers['reportViolation'] = async (call, services) => {
  const { body, actor, at, authorize } = call;
  const { requestId, timeScale, evidence, ...report } = body;
  const definition = await currentDefinition(services.db, PROCESS);
  if (!definition) throw new Refusal('process-unknown', { process: PROCESS });
  const keys = await candidateKeysOf(services.db, actor.id, at);
  authorize('process.start', { starters: definition.model.starters ?? [], keys });
  const variables = { ...report, ...(evidence.length === 0 ? {} : { reportEvidence: evidence }) };
  const started = { requestId, variables, ...(timeScale === undefined ? {} : { timeScale }) };
  const startCall = { ...call, params: { process: PROCESS }, body: started };
  const { instanceId, businessKey } = await startInstance(startCall, definition, services);
  await appears(() => caseOfInstance(services.db, instanceId));
  return { case: businessKey };
};

/** Whoever only reported a case learns how it stands, and nobody's name. */
function shownRow(found: FoundRow): CaseRow {
  const { id, state, outcome, source, clause, violationClass, respondent, view } = found;
  const isReporter = view === 'reporter';
  return {
    id,
    state,
    outcome,
    source: source as CaseRow['source'],
    clause,
    violationClass: isReporter ? null : violationClass,
    respondent: isReporter ? null : respondent,
    reportedAt: moment(found.reportedAt),
    closedAt: momentOrNull(found.closedAt),
    view,
  };
}

type Part = Omit<Case, keyof CaseRow>;

const closedPart: Omit<Part, 'actedOn'> = {
  instanceId: null,
  reporter: null,
  finding: null,
  allegation: null,
  officer: null,
  investigator: null,
  panel: [],
  weighedClass: null,
  occurrence: null,
  facts: null,
  evidence: [],
  enforceability: null,
  allowed: [],
  statement: null,
  measures: [],
  reasons: null,
  compensation: null,
  compensationCap: null,
  serviceMethod: null,
  lesson: null,
  noticedAt: null,
  servedAt: null,
};

/** What of a case file is open to whom. What is not named here stays closed. */
const parts: { readonly [V in CaseRow['view']]: (found: CaseDetail) => Part } = {
  handler: wholeFile,
  respondent: ownFile,
  reporter: ({ actedOn, allegation }) => ({ ...closedPart, actedOn, allegation }),
};

function wholeFile(found: CaseDetail): Part {
  const { reporter, finding, actedOn, allegation, officer, investigator, panel, lesson, allowed } = found;
  return {
    ...noticed(found),
    ...decided(found),
    instanceId: found.instance,
    reporter,
    finding,
    actedOn,
    allegation,
    officer,
    investigator,
    panel: [...panel],
    allowed: [...(allowed ?? [])],
    lesson,
  };
}

/** The notice of the facts and one's own statement; the decision once it is served. Never who reported it. */
function ownFile(found: CaseDetail): Part {
  const { actedOn, officer, noticedAt, servedAt } = found;
  return {
    ...closedPart,
    ...(noticedAt === null ? {} : noticed(found)),
    ...(servedAt === null ? {} : decided(found)),
    actedOn,
    officer,
  };
}

const noticed = ({ facts, evidence, statement, noticedAt }: CaseDetail) => ({
  facts,
  evidence: [...evidence],
  statement,
  noticedAt: momentOrNull(noticedAt),
});

function decided(found: CaseDetail) {
  const { weighedClass, occurrence, enforceability, measures, reasons, compensation, compensationCap } = found;
  return {
    weighedClass,
    occurrence,
    enforceability: enforceability && { ...enforceability, obstacles: [...enforceability.obstacles] },
    measures: [...(measures ?? [])],
    reasons,
    compensation,
    compensationCap,
    serviceMethod: found.serviceMethod,
    servedAt: momentOrNull(found.servedAt),
  };
}
