import type { UpdateDefinition } from '@temporalio/common';
import type { Operation } from '../../contract/operation.ts';
import { Refusal } from '../../domain/refusal.ts';
import { attachFiles } from '../../store/files.ts';
import { findTask } from '../../store/tasks.ts';
import { donePage, inboxCounts, inboxPage, startedPage } from '../../store/views/inbox.ts';
import { type TaskFacts, taskFacts } from '../../store/views/taskFacts.ts';
import {
  type Answer,
  claimUpdate,
  completeUpdate,
  type Envelope,
  returnUpdate,
  signOffUpdate,
  transferUpdate,
  unclaimUpdate,
} from '../../workflows/messages.ts';
import { checkAnswer } from '../answerRules.ts';
import type { Action, Right } from '../authorize.ts';
import { checkEvidence } from '../evidence.ts';
import { checkForm, readyForm } from '../forms.ts';
import type { Call, Handlers, Services } from '../handler.ts';
import { refOf } from '../refs.ts';
import { shownTask } from '../rows.ts';
import { taskPage } from '../taskPage.ts';
import { transferTargets } from '../transferTargets.ts';
import { ask, decided } from '../updates.ts';

const TARGETS_MAX = 50;

export const listTasks: Handlers['listTasks'] = async ({ query, actor, at, authorize }, { db }) => {
  authorize('own', undefined);
  const { box, ...filters } = query;
  const wanted = { ...filters, person: actor.id, at };
  const pages = { todo: inboxPage, done: donePage, started: startedPage };
  const { items, next } = await pages[box](db, wanted);
  return { items: items.map((task) => shownTask(task, at)), next };
};

export const countTasks: Handlers['countTasks'] = async ({ actor, at, authorize }, { db }) => {
  authorize('own', undefined);
  return inboxCounts(db, { person: actor.id, at });
};

export const getTask: Handlers['getTask'] = async (call, services) => {
  const { params, actor, at, locale, authorize } = call;
  const facts = await factsOf(services, params.taskId, actor.id, at);
  authorize('task.see', facts);
  const task = await findTask(services.db, params.taskId);
  if (!task) throw new Refusal('task-unknown');
  return taskPage({ task, facts, actor, locale, at }, services);
};

export const listTransferTargets: Handlers['listTransferTargets'] = async (call, services) => {
  const { params, query, actor, at, authorize } = call;
  const facts = await factsOf(services, params.taskId, actor.id, at);
  authorize('task.see', facts);
  const words = query.q.trim().toLowerCase();
  const people = (await transferTargets(services.db, facts, at)).filter(({ id, name }) =>
    [id, name['zh-CN'], name.en].some((text) => text.toLowerCase().includes(words)),
  );
  return { people: people.slice(0, TARGETS_MAX).map(refOf) };
};

export const claimTask: Handlers['claimTask'] = (call, services) =>
  tell(call, services, { action: 'task.claim', update: claimUpdate, say: () => ({}) });

export const unclaimTask: Handlers['unclaimTask'] = (call, services) =>
  tell(call, services, { action: 'task.unclaim', update: unclaimUpdate, say: () => ({}) });

export const completeTask: Handlers['completeTask'] = (call, services) =>
  tell(call, services, {
    action: 'task.complete',
    update: completeUpdate,
    prepare: (facts) => prepareForm(call, services, facts),
    say: () => ({ variables: call.body.variables, ...commented(call.body.comment) }),
  });

export const signOffTask: Handlers['signOffTask'] = (call, services) =>
  tell(call, services, {
    action: 'task.signOff',
    update: signOffUpdate,
    prepare: (facts) => prepareForm(call, services, facts),
    say: () => ({
      verdict: call.body.verdict,
      variables: call.body.variables,
      ...commented(call.body.comment),
    }),
  });

export const returnTask: Handlers['returnTask'] = (call, services) =>
  tell(call, services, {
    action: 'task.return',
    update: returnUpdate,
    say: () => ({ to: call.body.to, reason: call.body.reason }),
  });

export const transferTask: Handlers['transferTask'] = (call, services) =>
  tell(call, services, {
    action: 'task.transfer',
    update: transferUpdate,
    prepare: async (facts) => {
      const targets = await transferTargets(services.db, facts, call.at);
      if (!targets.some(({ id }) => id === call.body.to))
        throw new Refusal('transfer-target', { person: call.body.to });
      return [];
    },
    say: () => ({ to: call.body.to, ...(call.body.reason === undefined ? {} : { reason: call.body.reason }) }),
  });

type TaskCall = Pick<Call<Operation>, 'actor' | 'at' | 'authorize' | 'stepped'> & {
  readonly params: { readonly taskId: string };
  readonly body: { readonly requestId: string };
};

type Verb<M extends Envelope> = {
  readonly action: Extract<Action, `task.${string}`>;
  readonly update: UpdateDefinition<Answer, [M]>;
  /** What must hold of the content; gives the files that become evidence. */
  readonly prepare?: (facts: TaskFacts) => Promise<readonly string[]>;
  readonly say: () => Omit<M, keyof Envelope>;
};

/** Every verb on a task: may they, is it well formed, then the running process decides. */
async function tell<M extends Envelope>(call: TaskCall, services: Services, verb: Verb<M>) {
  const { params, body, actor, at, authorize, stepped } = call;
  const facts = await factsOf(services, params.taskId, actor.id, at);
  const { instance } = facts;
  if (stepped !== undefined) {
    authorize('own', undefined);
    return decided(stepped as Answer, instance.id);
  }
  const { grounds, onBehalfOf }: Right = authorize(verb.action, facts);
  const files = (await verb.prepare?.(facts)) ?? [];
  const envelope: Envelope = {
    requestId: body.requestId,
    answeredAt: at.getTime(),
    actor: { by: actor.id, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) },
    grounds,
    token: facts.token,
  };
  if (files.length > 0) await attachFiles(services.db, files, { instance: instance.id, task: facts.id });
  const answer = await ask(services, instance.id, verb.update, { ...envelope, ...verb.say() } as M);
  return decided(answer, instance.id);
}

async function factsOf({ db }: Services, task: string, person: string, at: Date): Promise<TaskFacts> {
  const facts = await taskFacts(db, { task, person, at });
  if (!facts) throw new Refusal('task-unknown');
  return facts;
}

async function prepareForm(
  { body, actor, locale }: Call<Operation> & { readonly body: { readonly variables: Record<string, unknown> } },
  { db }: Services,
  { form, instance }: TaskFacts,
): Promise<readonly string[]> {
  const ready = form === null ? undefined : await readyForm(db, form);
  checkForm(ready, body.variables, locale);
  if (form !== null) await checkAnswer(db, form, body.variables, instance.id);
  return ready ? checkEvidence(db, ready, body.variables, actor, locale) : [];
}

const commented = (comment: string | undefined) => (comment === undefined ? {} : { comment });
