import { readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import { catalogPath } from '../../catalog/index.ts';
import { problemText } from '../../catalog/problemText.ts';
import type { Particular } from '../../contract/problem.ts';
import type { Locale } from '../../contract/shared.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Compiled, compile } from '../../engine/bpmn/xml/compile.ts';
import { appendAudit } from '../../store/audit.ts';
import {
  codedWorkflows,
  currentDefinition,
  type Definition,
  findDefinition,
  listDefinitions,
  deployProcess as saveProcess,
} from '../../store/definitions.ts';
import { readReferences } from '../../store/references.ts';
import { type CandidateKey, candidateKeysOf } from '../../store/standing.ts';
import type { Actor } from '../actor.ts';
import { objection } from '../authorize.ts';
import { processDescription, processName } from '../elementNames.ts';
import { readyForm, shownForm } from '../forms.ts';
import type { Handlers } from '../handler.ts';
import { labelsOf, outlineOf } from '../outline.ts';
import { DetailedRefusal } from '../problem.ts';
import { moment } from '../refs.ts';
import { startFormOf, startInstance } from '../start.ts';

/** Names of the working-day calendars that ship. */
const calendars = readdirSync(join(catalogPath, 'calendars')).map((file) => basename(file, '.json'));

export const listProcesses: Handlers['listProcesses'] = async ({ actor, at, authorize }, { db }) => {
  authorize('common', undefined);
  const [definitions, keys] = await Promise.all([listDefinitions(db), candidateKeysOf(db, actor.id, at)]);
  const shown = definitions.filter(({ model }) => isStartable(model)).map((it) => shownProcess(it, actor, keys));
  return { items: shown.filter(({ mayStart }) => mayStart) };
};

export const getProcess: Handlers['getProcess'] = async ({ params, actor, at, locale, authorize }, { db }) => {
  authorize('common', undefined);
  const definition = await currentDefinition(db, params.process);
  if (!definition) throw new Refusal('process-unknown', { process: params.process });
  const formId = startFormOf(definition.model);
  const [keys, form] = await Promise.all([
    candidateKeysOf(db, actor.id, at),
    formId === undefined ? undefined : readyForm(db, formId),
  ]);
  return {
    ...shownProcess(definition, actor, keys),
    xml: definition.xml,
    outline: outlineOf(definition.model),
    labels: labelsOf(definition.model),
    startForm: form ? shownForm(form, locale) : null,
  };
};

export const getDefinition: Handlers['getDefinition'] = async ({ params, authorize }, { db }) => {
  authorize('common', undefined);
  const definition = await findDefinition(db, params.hash);
  if (!definition) throw new Refusal('process-unknown', { process: params.hash });
  const { hash, key, version, deployedAt, xml, model } = definition;
  const described = { outline: outlineOf(model), labels: labelsOf(model) };
  return { hash, process: key, version, deployedAt: moment(deployedAt), xml, ...described };
};

export const startProcess: Handlers['startProcess'] = async (call, services) => {
  const { params, actor, at, authorize } = call;
  const definition = await currentDefinition(services.db, params.process);
  if (!definition) throw new Refusal('process-unknown', { process: params.process });
  const keys = await candidateKeysOf(services.db, actor.id, at);
  authorize('process.start', { starters: definition.model.starters ?? [], keys });
  return startInstance(call, definition, services);
};

export const deployProcess: Handlers['deployProcess'] = async ({ body, actor, at, locale, authorize }, { db }) => {
  authorize('process.deploy', undefined);
  const compiled = await compile(body.xml, { references: { ...(await readReferences(db, at)), calendars } });
  const model = onlyModel(compiled, locale);
  const { key, version, hash, isNew } = await saveProcess(db, { model, xml: body.xml, deployedBy: actor.id });
  if (isNew) {
    const deployed = { action: 'process-deployed', subjectKind: 'process', subject: key, clauses: model.clauses };
    await appendAudit(db, [{ actor: actor.id, ...deployed, after: { version, hash } }]);
  }
  return { process: key, version, definition: hash, isNew };
};

function shownProcess({ key, version, hash, model }: Definition, actor: Actor, keys: readonly CandidateKey[]) {
  const refusal = objection(actor, 'process.start', { starters: model.starters ?? [], keys });
  return {
    key,
    name: processName(key, model.name),
    description: processDescription(key, model.documentation),
    version,
    definition: hash,
    clauses: [...model.clauses],
    mayStart: isStartable(model) && refusal === undefined,
    hasStartForm: startFormOf(model) !== undefined,
  };
}

/** A process that only a timer or a message begins is nobody's to start. */
function isStartable({ id, scopes, nodes }: Definition['model']): boolean {
  return (scopes[id]?.starts ?? []).some((start) => {
    const node = nodes[start];
    return node?.kind === 'startEvent' && node.event.kind === 'none';
  });
}

/** One file, one process: its key is what it is known by. */
function onlyModel({ processes, problems }: Compiled, locale: Locale) {
  const [model, ...others] = processes;
  const wrong = problems
    .filter(({ severity }) => severity === 'error')
    .map(({ element, ...problem }) => particular(element, problem, locale));
  const surplus = others.map(({ id }) => particular(id, { code: 'process-many', params: { id } }, locale));
  const reserved = processes
    .filter(({ id }) => codedWorkflows.includes(id))
    .map(({ id }) => particular(id, { code: 'key-reserved', params: { id } }, locale));
  const particulars = [...wrong, ...surplus, ...reserved];
  if (model && particulars.length === 0) return model;
  throw new DetailedRefusal('definition-refused', particulars);
}

type Wrong = Parameters<typeof problemText>[1];

const particular = (where: string, problem: Wrong, locale: Locale): Particular => ({
  where,
  code: problem.code,
  detail: problemText(locale, problem),
});
