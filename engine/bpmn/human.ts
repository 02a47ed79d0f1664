import { complete } from './activity.ts';
import { answered, replaceAsk, taskAsked } from './ask.ts';
import type { Actor, Ask, EventOf, Objection, Token } from './instance.ts';
import { judgeReturn } from './lineage.ts';
import type { NodeOf } from './model.ts';
import { wholeOf } from './multi.ts';
import type { Run } from './run.ts';
import { cancel } from './withdraw.ts';

type Task = Extract<Ask, { kind: 'openTask' }>;
type AnswerOf = EventOf<
  'taskClaimed' | 'taskUnclaimed' | 'taskCompleted' | 'taskReturned' | 'taskTransferred' | 'taskEscalated'
>;

export function taskClaimed(event: EventOf<'taskClaimed'>, run: Run): Objection | undefined {
  return withTask(event, run, (task) => claimedByOther(task, event) ?? assignTo(task, { assignee: event.by }, run));
}

export function taskUnclaimed(event: EventOf<'taskUnclaimed'>, run: Run): Objection | undefined {
  return withTask(event, run, (task) => claimedByOther(task, event) ?? assignTo(task, {}, run));
}

/** Whoever transfers has been judged by the caller: an administrator may take a task away from its assignee. */
export function taskTransferred(event: EventOf<'taskTransferred'>, run: Run): Objection | undefined {
  return withTask(event, run, (task) =>
    assignTo(task, { assignee: event.to, candidates: [`person:${event.to}`] }, run),
  );
}

/** The superior's name has come: the task stays with whom it was, and is now before the superior too. */
export function taskEscalated(event: EventOf<'taskEscalated'>, run: Run): Objection | undefined {
  return withTask(event, run, (task) => {
    const job = (run.asked.get(task.token) ?? []).find((it) => it.kind === 'runJob' && it.job.type === 'escalate');
    if (job !== undefined) answered(job, run);
    const candidates = [...new Set([...task.candidates, `person:${event.to}`])];
    const { assignee } = task;
    return assignTo(task, { candidates, ...(assignee === undefined ? {} : { assignee }) }, run);
  });
}

export function taskCompleted(event: EventOf<'taskCompleted'>, run: Run): Objection | undefined {
  return withTask(event, run, (task) => {
    const objection = claimedByOther(task, event) ?? verdictObjection(task, event);
    if (objection !== undefined) return objection;
    const node = run.node(task.node) as NodeOf<'userTask'>;
    const { verdict, variables } = event;
    close(task, verdict ?? 'completed', event, run);
    perform(task.node, event, run);
    const results = verdict === undefined ? variables : { ...variables, [node.approval?.result ?? node.id]: verdict };
    complete(run.token(task.token), results, run);
    return undefined;
  });
}

export function taskReturned(event: EventOf<'taskReturned'>, run: Run): Objection | undefined {
  return withTask(event, run, (task) => {
    const objection = claimedByOther(task, event);
    if (objection !== undefined) return objection;
    const token = wholeOf(run.token(task.token), run);
    const members = run.membersOf(token.scope).filter((it) => it.watches === undefined);
    const judged = judgeReturn(token, event.to, members, run.visits.result());
    if ('code' in judged) return judged;
    close(task, 'returned', event, run);
    run.spawn({ node: event.to, scope: token.scope, from: judged.visit.from });
    for (const { id } of judged.tokens) cancelToken(id, run);
    return undefined;
  });
}

function cancelToken(id: string, run: Run): void {
  const token: Token | undefined = run.tokens.get(id);
  if (token !== undefined) cancel(token, run);
}

/** Finds the open task, at the moment of the answer and not before the task was opened. */
function withTask(event: AnswerOf, run: Run, apply: (task: Task) => Objection | undefined): Objection | undefined {
  const task = taskAsked(event.token, run);
  if (task === undefined) return missing(event.token, run);
  run.at = Math.max(event.at, task.openedAt);
  return apply(task);
}

/** Why there is no such task any more, as far as it is known. */
export function missing(token: string, run: Run): Objection {
  if (!run.hasNamed(token)) return { code: 'task-unknown', params: { token } };
  const how = run.closed.get(token);
  if (how === undefined) return { code: 'task-closed', params: { token } };
  const { outcome, at, by } = how;
  const params = { token, outcome, at: new Date(at).toISOString(), ...(by === undefined ? {} : { by }) };
  return { code: 'task-closed', params };
}

/**
 * An assignee may have been acted for: by either name it is their task. So it is of whoever is a candidate by name:
 * the superior before whom it came when it fell due need not wait for the one who holds it.
 */
function claimedByOther({ token, assignee, candidates }: Task, { by, onBehalfOf }: Actor): Objection | undefined {
  if (assignee === undefined || assignee === by || assignee === onBehalfOf) return undefined;
  if (candidates.includes(`person:${by}`) || candidates.includes(`person:${onBehalfOf}`)) return undefined;
  return { code: 'task-claimed', params: { token, assignee } };
}

function verdictObjection(task: Task, { verdict }: EventOf<'taskCompleted'>): Objection | undefined {
  if (task.approval === (verdict !== undefined)) return undefined;
  return { code: task.approval ? 'verdict-missing' : 'verdict-unwanted', params: { token: task.token } };
}

function assignTo(
  task: Task,
  { assignee, candidates = task.candidates }: { assignee?: string; candidates?: readonly string[] },
  run: Run,
): undefined {
  const { assignee: _former, ...rest } = task;
  const whose = { candidates, ...(assignee === undefined ? {} : { assignee }) };
  replaceAsk(task, { ...rest, ...whose }, run);
  run.emit({ kind: 'assignTask', token: task.token, ...whose });
}

function close(task: Task, outcome: 'completed' | 'approved' | 'rejected' | 'returned', actor: Actor, run: Run): void {
  const { by, onBehalfOf } = actor;
  const whom = { by, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
  answered(task, run);
  run.emit({ kind: 'closeTask', token: task.token, node: task.node, outcome, ...whom });
  run.noteClosed(task.token, { outcome, at: run.at, by });
}

/** Both who acted and whom they acted for count as having done it. */
function perform(node: string, { by, onBehalfOf }: Actor, run: Run): void {
  const who = onBehalfOf === undefined ? [by] : [by, onBehalfOf];
  run.performers.set(node, [...new Set([...(run.performers.get(node) ?? []), ...who])]);
}
