import type { Command, Event, Objection } from '../engine/bpmn/instance.ts';
import type { Db } from './db.ts';
import { row, rows } from './rows.ts';
import { type InstanceRow, instanceColumns, instanceJoins } from './views/instances.ts';
import { type PersonRef, personRef } from './views/taskRow.ts';

/** An instance, and how many tokens of it stand at which element. */
export const findInstance = (db: Db, id: string) =>
  row<InstanceRow & { readonly standing: Readonly<Record<string, number>> }>(
    db,
    `select ${instanceColumns}, instance.standing from process_instance instance ${instanceJoins} where instance.id = :id`,
    {
      id,
    },
  );

/** One step of the journal. */
export type JournalEntry = {
  readonly sequence: number;
  readonly at: Date;
  readonly event: Event;
  readonly commands: readonly Command[];
  readonly refused: Objection | null;
  readonly by: PersonRef | null;
  readonly onBehalfOf: PersonRef | null;
  /** The node and name of the task that it is about. */
  readonly node: string | null;
  readonly name: string | null;
};

/** The journal of an instance, in order. When the instance started says which months are looked into. */
export const historyOf = (db: Db, instance: string, startedAt: Date) =>
  rows<JournalEntry>(
    db,
    `select sequence, at, event, commands, refused, ${personRef('actor')} as by, ${personRef('behalf')} as "onBehalfOf",
       task.node, task.name
     from process_step
       left join person actor on actor.id = actor_id
       left join person behalf on behalf.id = process_step.on_behalf_of
       left join task on task.id = process_step.instance_id || '|' || process_step.token
     where process_step.instance_id = :instance and at >= :startedAt order by sequence`,
    { instance, startedAt },
  );

export type IncidentRow = {
  readonly token: string;
  readonly node: string;
  readonly reason: string;
  readonly raisedAt: Date;
};

/** The open incidents of an instance. */
export const incidentsOf = (db: Db, instance: string) =>
  rows<IncidentRow>(
    db,
    `select token, node, reason, raised_at as "raisedAt" from incident
     where instance_id = :instance and resolved_at is null order by raised_at`,
    { instance },
  );
