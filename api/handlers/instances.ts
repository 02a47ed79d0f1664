import { Refusal } from '../../domain/refusal.ts';
import { findDefinition } from '../../store/definitions.ts';
import { findInstance, historyOf, incidentsOf } from '../../store/instances.ts';
import { openTasksOf } from '../../store/tasks.ts';
import { factsOfInstance } from '../../store/views/facts.ts';
import { type InstanceFacts, instanceFacts } from '../../store/views/instanceFacts.ts';
import { instancesPage } from '../../store/views/instances.ts';
import { heatOf } from '../../store/views/library.ts';
import { type Answer, cancelUpdate, retryUpdate } from '../../workflows/messages.ts';
import { instanceScope, objection } from '../authorize.ts';
import { fieldsOf } from '../context.ts';
import type { Handlers, Services } from '../handler.ts';
import { historyEntries, nameOf, namesIn, progressOf } from '../history.ts';
import { caseSight } from '../insight.ts';
import { instanceState, shownState } from '../instanceState.ts';
import { moment } from '../refs.ts';
import { shownInstance, shownTask } from '../rows.ts';
import { temporalLink, temporalSearches } from '../temporalLinks.ts';
import { messagesOf, timelineOf } from '../timeline.ts';
import { ask, decided } from '../updates.ts';

export const listInstances: Handlers['listInstances'] = async ({ query, actor, at, authorize }, { db }) => {
  authorize('own', undefined);
  const { mine, ...filters } = query;
  const scope = mine ? ({ kind: 'person', person: actor.id } as const) : instanceScope(actor);
  const { items, next } = await instancesPage(db, { ...filters, scope, sight: caseSight(actor) });
  return { items: items.map((instance) => shownInstance(instance, at)), next };
};

export const getInstance: Handlers['getInstance'] = async ({ params, actor, at, authorize }, services) => {
  const facts = await factsOf(services, params.instanceId, actor.id);
  authorize('instance.see', facts);
  const { db, settings } = services;
  const instance = await findInstance(db, params.instanceId);
  if (!instance) throw new Refusal('instance-unknown');
  const definition = await findDefinition(db, instance.definition);
  if (!definition) throw new Error(`the definition ${instance.definition} of ${instance.id} is gone`);
  const { model } = definition;
  const [tasks, incidents, journal, measured] = await Promise.all([
    openTasksOf(db, instance.id),
    incidentsOf(db, instance.id),
    historyOf(db, instance.id, new Date(0)),
    factsOfInstance(db, instance.id),
  ]);
  const holders = new Map(tasks.map(({ token, assignee }) => [token, assignee]));
  const isMender = !objection(actor, 'instance.retry', facts);
  const isRunning = instance.status === 'running';
  return {
    ...shownInstance(instance, at),
    parent: instance.parent,
    tasks: tasks.map((task) => shownTask(task, at)),
    incidents: incidents.map((it) => ({ ...it, name: nameOf(model, it.node), raisedAt: moment(it.raisedAt) })),
    history: historyEntries(journal, model, await namesIn(db, journal)),
    progress: { ...progressOf(journal, placesOf(incidents), model), active: Object.keys(instance.standing) },
    standing: Object.entries(instance.standing).map(([node, tokens]) => ({ node, name: nameOf(model, node), tokens })),
    timeline: timelineOf(journal, { model, facts: measured, holders, now: at }),
    messages: messagesOf(journal, model),
    mayReadState: !objection(actor, 'instance.state', facts),
    mayRetry: isRunning && isMender,
    mayCancel: isRunning && !objection(actor, 'instance.cancel', facts),
    links: { temporalUi: isMender ? temporalLink(settings, instance.id) : null },
  };
};

const placesOf = (incidents: readonly { readonly node: string }[]) => incidents.map(({ node }) => node);

export const getInstanceState: Handlers['getInstanceState'] = async (call, services) => {
  const { params, actor, locale, authorize } = call;
  const facts = await factsOf(services, params.instanceId, actor.id);
  authorize('instance.state', facts);
  const { db } = services;
  const found = await findInstance(db, params.instanceId);
  const definition = found && (await findDefinition(db, found.definition));
  if (!definition) throw new Refusal('instance-unknown');
  const state = await instanceState(services, params.instanceId);
  return { state: state ? shownState(state, definition.model, await fieldsOf(db, definition.model, locale)) : null };
};

export const getHeat: Handlers['getHeat'] = async ({ params, actor, authorize }, { db }) => {
  authorize('own', undefined);
  const definition = await findDefinition(db, params.hash);
  if (!definition) throw new Refusal('process-unknown', { process: params.hash });
  const { key: process, hash } = definition;
  const heat = await heatOf(db, { scope: instanceScope(actor), sight: caseSight(actor), process, definition: hash });
  return { ...heat, nodes: [...heat.nodes] };
};

export const listTemporalLinks: Handlers['listTemporalLinks'] = async (call, { settings }) => {
  const { query, at, authorize } = call;
  authorize('operations.watch', undefined);
  return { items: temporalSearches(settings, at, query.process) };
};

export const retryIncident: Handlers['retryIncident'] = async (call, services) => {
  const { params, body, actor, at, authorize, stepped } = call;
  const facts = await factsOf(services, params.instanceId, actor.id);
  const { grounds } = authorize('instance.retry', facts);
  const answer =
    (stepped as Answer | undefined) ??
    (await ask(services, facts.id, retryUpdate, {
      requestId: body.requestId,
      answeredAt: at.getTime(),
      actor: { by: actor.id },
      grounds,
      token: params.token,
      ...(body.variables === undefined ? {} : { variables: body.variables }),
    }));
  return decided(answer, facts.id);
};

export const cancelInstance: Handlers['cancelInstance'] = async (call, services) => {
  const { params, body, actor, at, authorize, stepped } = call;
  const facts = await factsOf(services, params.instanceId, actor.id);
  const { grounds } = authorize('instance.cancel', facts);
  const answer =
    (stepped as Answer | undefined) ??
    (await ask(services, facts.id, cancelUpdate, {
      requestId: body.requestId,
      answeredAt: at.getTime(),
      actor: { by: actor.id },
      grounds,
      reason: body.reason,
    }));
  return decided(answer, facts.id);
};

async function factsOf({ db }: Services, instance: string, person: string): Promise<InstanceFacts> {
  const facts = await instanceFacts(db, { instance, person });
  if (!facts) throw new Refusal('instance-unknown');
  return facts;
}
