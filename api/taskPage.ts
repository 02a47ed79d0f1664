import type { Locale } from '../contract/shared.ts';
import type { Task as TaskShown, Verb } from '../contract/tasks.ts';
import { isConfidential } from '../domain/confidential.ts';
import type { Variables } from '../engine/bpmn/instance.ts';
import type { Process } from '../engine/bpmn/model.ts';
import { returnTargets } from '../engine/bpmn/step.ts';
import type { Db } from '../store/db.ts';
import { findDefinition } from '../store/definitions.ts';
import { historyOf, incidentsOf, type JournalEntry } from '../store/instances.ts';
import { requirementsOf } from '../store/standing.ts';
import type { Task } from '../store/tasks.ts';
import type { TaskFacts } from '../store/views/taskFacts.ts';
import { instanceQuery } from '../workflows/messages.ts';
import type { Actor } from './actor.ts';
import { type Action, objection } from './authorize.ts';
import { candidateNames } from './candidateNames.ts';
import { clauseTexts } from './clauses.ts';
import { contextOf } from './context.ts';
import { readyForm, shownForm } from './forms.ts';
import type { Services } from './handler.ts';
import { historyEntries, nameOf, namesIn, progressOf } from './history.ts';
import { saidParams } from './paramNames.ts';
import { problemOf } from './problem.ts';
import { shownTask } from './rows.ts';

const QUERY_PATIENCE_MS = 2_000;

type Seen = {
  readonly task: Task;
  readonly facts: TaskFacts;
  readonly actor: Actor;
  readonly locale: Locale;
  readonly at: Date;
};

/** Everything that the page of a task shows. */
export async function taskPage({ task, facts, actor, locale, at }: Seen, services: Services): Promise<TaskShown> {
  const { db } = services;
  const definition = await findDefinition(db, task.definition);
  if (!definition) throw new Error(`the definition ${task.definition} of ${task.instanceId} is gone`);
  const { model } = definition;
  const [journal, incidents, clauses, form, candidates, required, context, targets] = await Promise.all([
    historyOf(db, task.instanceId, new Date(0)),
    incidentsOf(db, task.instanceId),
    clauseTexts(db, task.clauses, locale),
    task.form === null ? undefined : readyForm(db, task.form),
    candidateNames(db, task.candidates),
    requirementsOf(db, task),
    contextOf(db, task, model, locale),
    returnTargetsOf(task, model, services),
  ]);
  const mayReadInstance = objection(actor, 'instance.see', facts.instance) === undefined;
  const isPart = isConfidential(task.process) && !mayReadInstance;
  const seen = isPart ? journal.filter(({ event }) => 'token' in event && event.token === task.token) : journal;
  const troubles = isPart ? [] : incidents.map(({ node }) => node);
  return {
    ...shownTask(task, at),
    mayReadInstance,
    definition: task.definition,
    candidates,
    ...required,
    form: form ? shownForm(form, locale) : null,
    context,
    variables: { ...task.variables, ...answersOf(journal, task.token) },
    clauseTexts: clauses,
    history: historyEntries(seen, model, await namesIn(db, seen)),
    progress: progressOf(seen, troubles, model),
    returnTargets: (isPart ? [] : targets).map((node) => ({ node, name: nameOf(model, node) })),
    ...(await verbsOf(db, { actor, facts, locale }, !isPart && targets.length > 0)),
  };
}

/** What the task was closed with; a closed task is shown with it. */
function answersOf(journal: readonly JournalEntry[], token: string): Variables {
  const closing = journal.find(({ event, refused }) => {
    return event.kind === 'taskCompleted' && event.token === token && !refused;
  });
  return closing?.event.kind === 'taskCompleted' ? closing.event.variables : {};
}

type Possible = readonly (readonly [Verb, Extract<Action, `task.${string}`>])[];

/** What may be done now, and why the rest may not. */
async function verbsOf(
  db: Db,
  { actor, facts, locale }: Pick<Seen, 'actor' | 'facts' | 'locale'>,
  isReturnable: boolean,
): Promise<Pick<TaskShown, 'verbs' | 'denied'>> {
  const judged = possible(actor, facts, isReturnable).map(([verb, action]) => ({
    verb,
    refusal: objection(actor, action, facts),
  }));
  const refused = judged.flatMap(({ verb, refusal }) =>
    refusal ? [{ verb, code: refusal.code, params: refusal.params }] : [],
  );
  const said = await saidParams(db, refused, locale);
  return {
    verbs: judged.flatMap(({ verb, refusal }) => (refusal ? [] : [verb])),
    denied: refused.map(({ verb, code, params }, index) => ({
      verb,
      code,
      detail: problemOf(code, params, locale, said[index]).detail,
    })),
  };
}

function possible(actor: Actor, { status, assignee, approval }: TaskFacts, isReturnable: boolean): Possible {
  if (status !== 'open') return [];
  return [
    ...(assignee === null ? ([['claim', 'task.claim']] as const) : []),
    ...(assignee === actor.id ? ([['unclaim', 'task.unclaim']] as const) : []),
    approval ? ['signOff', 'task.signOff'] : ['complete', 'task.complete'],
    ...(isReturnable ? ([['return', 'task.return']] as const) : []),
    ['transfer', 'task.transfer'],
  ];
}

/** Only the running process knows what it can go back to; while it is away, nothing is offered. */
async function returnTargetsOf(task: Task, model: Process, { temporal, log }: Services): Promise<readonly string[]> {
  if (task.status !== 'open') return [];
  try {
    const handle = temporal.workflow.getHandle(task.instanceId);
    const instance = await temporal.withDeadline(Date.now() + QUERY_PATIENCE_MS, () => handle.query(instanceQuery));
    return returnTargets(model, instance, task.token);
  } catch (error) {
    log.warn({ err: error, instance: task.instanceId }, 'the process did not say what it can go back to');
    return [];
  }
}
