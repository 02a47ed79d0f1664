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
  findDefinition,
  deployProcess as saveProcess,
} from '../../store/definitions.ts';
import { readReferences } from '../../store/references.ts';
import { candidateKeysOf } from '../../store/standing.ts';
import { readyForm, shownForm } from '../forms.ts';
import type { Handlers } from '../handler.ts';
import { labelsOf, shownOutline } from '../outline.ts';
import { DetailedRefusal } from '../problem.ts';
import { processRows } from '../processRows.ts';
import { moment } from '../refs.ts';
import { startFormOf, startInstance } from '../start.ts';

/** Names of the working-day calendars that ship. */
const calendars = readdirSync(join(catalogPath, 'calendars')).map((file) => basename(file, '.json'));

export const getProcess: Handlers['getProcess'] = async ({ params, actor, at, locale, authorize }, { db }) => {
  authorize('common', undefined);
  const definition = await currentDefinition(db, params.process);
  if (!definition) throw new Refusal('process-unknown', { process: params.process });
  const formId = startFormOf(definition.model);
  const [[row], form, outline] = await Promise.all([
    processRows(db, { actor, at }, [definition]),
    formId === undefined ? undefined : readyForm(db, formId),
    shownOutline(db, definition.model),
  ]);
  if (!row) throw new Error(`${params.process} has no row`);
  return {
    ...row,
    xml: definition.xml,
    outline,
    labels: labelsOf(definition.model),
    startForm: form ? shownForm(form, locale) : null,
  };
};

export const getDefinition: Handlers['getDefinition'] = async ({ params, authorize }, { db }) => {
  authorize('common', undefined);
  const definition = await findDefinition(db, params.hash);
  if (!definition) throw new Refusal('process-unknown', { process: params.hash });
  const { hash, key, version, deployedAt, xml, model } = definition;
  const described = { outline: await shownOutline(db, model), labels: labelsOf(model) };
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
