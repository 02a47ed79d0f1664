import { Refusal } from '../../domain/refusal.ts';
import { findDefinition } from '../../store/definitions.ts';
import { findInstance, historyOf, incidentsOf } from '../../store/instances.ts';
import { openTasksOf } from '../../store/tasks.ts';
import { type InstanceFacts, instanceFacts } from '../../store/views/instanceFacts.ts';
import { type InstanceRow, instancesPage } from '../../store/views/instances.ts';
import { type Answer, cancelUpdate, retryUpdate } from '../../workflows/messages.ts';
import { instanceScope, objection } from '../authorize.ts';
import type { Handlers, Services } from '../handler.ts';
import { historyEntries, nameOf, namesIn, progressOf } from '../history.ts';
import { caseSight } from '../insight.ts';
import { moment } from '../refs.ts';
import { shownInstance, shownTask } from '../rows.ts';
import { ask, decided } from '../updates.ts';

export const listInstances: Handlers['listInstances'] = async ({ query, actor, authorize }, { db }) => {
  authorize('own', undefined);
  const { mine, ...filters } = query;
  const scope = mine ? ({ kind: 'person', person: actor.id } as const) : instanceScope(actor);
  const { items, next } = await instancesPage(db, { ...filters, scope, sight: caseSight(actor) });
  return { items: items.map(shownInstance), next };
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
  const [tasks, incidents, journal] = await Promise.all([
    openTasksOf(db, instance.id),
    incidentsOf(db, instance.id),
    historyOf(db, instance.id, new Date(0)),
  ]);
  const mayRetry = instance.status === 'running' && !objection(actor, 'instance.retry', facts);
  return {
    ...shownInstance(instance),
    definition: instance.definition,
    parent: instance.parent,
    tasks: tasks.map((task) => shownTask(task, at)),
    incidents: incidents.map(({ raisedAt, ...incident }) => ({
      ...incident,
      name: nameOf(model, incident.node),
      raisedAt: moment(raisedAt),
    })),
    history: historyEntries(journal, model, await namesIn(db, journal)),
    progress: progressOf(
      journal,
      incidents.map(({ node }) => node),
    ),
    mayRetry,
    mayCancel: instance.status === 'running' && !objection(actor, 'instance.cancel', facts),
    links: { temporalUi: mayRetry ? temporalLink(settings, instance) : null },
  };
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

function temporalLink({ TEMPORAL_UI_URL, TEMPORAL_NAMESPACE }: Services['settings'], { id }: InstanceRow): string {
  return new URL(`/namespaces/${TEMPORAL_NAMESPACE}/workflows/${encodeURIComponent(id)}`, TEMPORAL_UI_URL).href;
}
