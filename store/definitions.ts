import { Refusal } from '../domain/refusal.ts';
import type { Begun } from '../engine/bpmn/messageStart.ts';
import type { Process } from '../engine/bpmn/model.ts';
import type { Db } from './db.ts';
import { hashOf, toJson } from './json.ts';
import { runTogether } from './records/statement.ts';
import { row, rows } from './rows.ts';
import { stepKindWrites } from './stepKinds.ts';

/** A deployed process. Never changed under its hash: an instance pins it for its whole life. */
export type Definition = {
  readonly hash: string;
  readonly key: string;
  readonly version: number;
  readonly model: Process;
  readonly xml: string;
  readonly deployedAt: Date;
  /** New instances begin with it. */
  readonly current: boolean;
};

export type Deployment = { readonly model: Process; readonly xml: string; readonly deployedBy?: string };
export type Deployed = {
  readonly key: string;
  readonly version: number;
  readonly hash: string;
  readonly isNew: boolean;
};

/** Workflow types that are written in code: a process of the same key would never be reached. */
export const codedWorkflows: readonly string[] = [
  'processInstance',
  'sealAudit',
  'rollout',
  'wave',
  'expirySweep',
  'drawInspections',
  'deliverMessage',
];

const columns = 'hash, key, version, model, xml, deployed_at as "deployedAt", current';

/** Makes a model the current one of its key. Content that is known already gets no new version. */
export async function deployProcess(db: Db, { model, xml, deployedBy }: Deployment): Promise<Deployed> {
  const key = model.id;
  if (codedWorkflows.includes(key)) throw new Refusal('definition-refused', { process: key, reason: 'key-reserved' });
  const hash = hashOf(model);
  return db.transaction(async (trx) => {
    await rows(trx, `select pg_advisory_xact_lock(hashtext('process_definition'), hashtext(:key))`, { key });
    await trx('process_definition').where({ key, current: true }).whereNot({ hash }).update({ current: false });
    const found = await row<{ version: number; fresh: boolean }>(
      trx,
      `insert into process_definition (hash, key, version, name, model, xml, deployed_by)
       select :hash, :key, coalesce(max(version), 0) + 1, :name, cast(:model as jsonb), :xml, :deployedBy
       from process_definition where key = :key
       on conflict (hash) do update set current = true, xml = excluded.xml
       returning version, xmax = 0 as fresh`,
      { hash, key, name: model.name, model: toJson(model), xml, deployedBy },
    );
    if (!found) throw new Error(`definition ${hash} of ${key} was neither written nor found`);
    await runTogether(trx, stepKindWrites(hash, model));
    return { key, version: found.version, hash, isNew: found.fresh };
  });
}

export const findDefinition = (db: Db, hash: string) =>
  row<Definition>(db, `select ${columns} from process_definition where hash = :hash`, { hash });

export const currentDefinition = (db: Db, key: string) =>
  row<Definition>(db, `select ${columns} from process_definition where key = :key and current`, { key });

/** Which process a message of this name begins when nobody waits for it: of several the first by key. */
export const messageStartOf = (db: Db, message: string) =>
  row<Begun>(
    db,
    `select hash, process_definition.key, name, model ->> 'title' as title, node.value as start
     from process_definition, jsonb_each(model -> 'nodes') as node
     where current and message_starts @> to_jsonb(cast(:message as text)) and node.value ->> 'kind' = 'startEvent'
       and node.value #>> '{event,kind}' = 'message' and node.value #>> '{event,message}' = :message
     order by process_definition.key, node.key limit 1`,
    { message },
  );

/** The current definition of every process. */
export const listDefinitions = (db: Db) =>
  rows<Definition>(db, `select ${columns} from process_definition where current order by key`);

export type Decision = {
  readonly id: string;
  readonly hash: string;
  readonly name: string;
  readonly model: unknown;
  readonly xml: string;
};

/** Makes a decision table the current one of its id. */
export async function deployDecision(db: Db, decision: Omit<Decision, 'hash'>): Promise<{ readonly hash: string }> {
  const { id, name, model, xml } = decision;
  const hash = hashOf(model);
  await db.transaction(async (trx) => {
    await trx('decision_definition').where({ id, current: true }).whereNot({ hash }).update({ current: false });
    await trx('decision_definition')
      .insert({ id, hash, name, model: toJson(model), xml })
      .onConflict(['id', 'hash'])
      .merge({ current: true, xml });
  });
  return { hash };
}

export const currentDecision = (db: Db, id: string) =>
  row<Decision>(db, 'select id, hash, name, model, xml from decision_definition where id = :id and current', { id });

export type StoredForm = { readonly id: string; readonly hash: string; readonly content: unknown };

/** Makes a form the current one of its id. */
export async function saveForm(db: Db, id: string, content: unknown): Promise<{ readonly hash: string }> {
  const hash = hashOf(content);
  await db.transaction(async (trx) => {
    await trx('form').where({ id, current: true }).whereNot({ hash }).update({ current: false });
    await trx('form')
      .insert({ id, hash, content: toJson(content) })
      .onConflict(['id', 'hash'])
      .merge({ current: true });
  });
  return { hash };
}

export const findForm = (db: Db, id: string) =>
  row<StoredForm>(db, 'select id, hash, content from form where id = :id and current', { id });
