import { confidentialProcesses } from '../../domain/confidential.ts';
import type { Db } from '../db.ts';
import { type Cursor, cursorMoment, type Page, readCursor, toPage } from '../page.ts';
import { rows } from '../rows.ts';
import { type CaseSight, notHidden } from './caseRole.ts';
import { type PersonRef, personRef } from './taskRow.ts';

export type InstanceRow = {
  readonly id: string;
  readonly process: string;
  readonly processName: string;
  readonly businessKey: string;
  readonly definition: string;
  readonly title: string;
  readonly status: string;
  readonly error: string | null;
  readonly parent: string | null;
  readonly department: string | null;
  readonly startedBy: PersonRef | null;
  readonly startedAt: Date;
  readonly endedAt: Date | null;
  readonly dueAt: Date | null;
  readonly hasIncident: boolean;
};

const openIncident = 'exists (select from incident where instance_id = instance.id and resolved_at is null)';

export const instanceColumns = `instance.id, instance.process_key as process, definition.name as "processName",
  instance.business_key as "businessKey", instance.definition, instance.title, instance.status, instance.error,
  instance.parent_id as parent, instance.department_id as department, ${personRef('starter')} as "startedBy",
  instance.started_at as "startedAt", instance.ended_at as "endedAt", nullif(instance.due_at, 'infinity') as "dueAt",
  (select true from incident where instance_id = instance.id and resolved_at is null limit 1) is not null as "hasIncident"`;

/** What the columns need besides the table `instance`. */
export const instanceJoins = `
  join process_definition definition on definition.hash = instance.definition
  left join person starter on starter.id = instance.started_by`;

/** Whose instances somebody may see: everybody's, a department's with their own, or their own. */
export type Scope =
  | { readonly kind: 'all' }
  | { readonly kind: 'departments'; readonly departments: readonly string[]; readonly person: string }
  | { readonly kind: 'person'; readonly person: string };

export type InstancesQuery = {
  readonly scope: Scope;
  /** Absent: no violation cases are shown. */
  readonly sight?: CaseSight;
  readonly process?: string | undefined;
  readonly status?: string | undefined;
  readonly incident?: boolean | undefined;
  /** Only what this instance has called. */
  readonly parent?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Instances within a scope, the latest first. Each part of the scope is an ordered branch over an index of its own. */
export async function instancesPage(db: Db, query: InstancesQuery): Promise<Page<InstanceRow>> {
  const { scope, sight, process, status, incident, parent, cursor, limit } = query;
  const after = readCursor(cursor);
  const filter = [
    notHidden(sight, 'instance.id', 'process_key'),
    process === undefined ? '' : 'and process_key = :process',
    status === undefined ? '' : 'and status = :status',
    parent === undefined ? '' : 'and parent_id = :parent',
    incident === undefined ? '' : `and ${incident ? '' : 'not'} ${openIncident}`,
    after ? 'and (started_at, id) < (cast(:after as timestamptz), :afterId)' : '',
  ].join(' ');
  const found = await rows<InstanceRow & Cursor>(
    db,
    `with page as materialized (select * from (${branches(scope, filter)}) seen order by started_at desc, id desc limit :count)
     select ${instanceColumns}, ${cursorMoment('page.started_at')} as at
     from page join process_instance instance on instance.id = page.id ${instanceJoins}
     order by page.started_at desc, page.id desc`,
    {
      process,
      status,
      parent,
      after: after?.at,
      afterId: after?.id,
      count: limit + 1,
      viewer: sight?.viewer,
      hidden: confidentialProcesses,
      ...scopeBindings(scope),
    },
  );
  return toPage(found, limit, ({ at: _at, ...instance }) => instance);
}

function branches(scope: Scope, filter: string): string {
  const branch = (condition: string) =>
    `(select id, started_at from process_instance instance where ${condition} ${filter}
      order by started_at desc, id desc limit :count)`;
  const own = branch('started_by = :person');
  switch (scope.kind) {
    case 'all':
      return branch('true');
    case 'person':
      return own;
    case 'departments':
      return `(select found.* from unnest(cast(:departments as text[])) as wanted
        cross join lateral ${branch('department_id = wanted')} found) union ${own}`;
    default:
      return scope satisfies never;
  }
}

function scopeBindings(scope: Scope) {
  return scope.kind === 'all' ? {} : { ...scope };
}
