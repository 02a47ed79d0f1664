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
  readonly version: number;
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
  instance.business_key as "businessKey", instance.definition, definition.version, instance.title, instance.status, instance.error,
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
  /** Of the process. */
  readonly version?: number | undefined;
  readonly incident?: boolean | undefined;
  /** Only where a token stands there. */
  readonly node?: string | undefined;
  readonly businessKey?: string | undefined;
  /** In the title or the business key. */
  readonly q?: string | undefined;
  /** Only what this instance has called. */
  readonly parent?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** A search for words looks through so many of the instances that fit otherwise, the latest. */
const LOOKED_AT = 20_000;

/** Instances within a scope, the latest first. Each part of the scope is an ordered branch over an index of its own. */
export async function instancesPage(db: Db, query: InstancesQuery): Promise<Page<InstanceRow>> {
  const { scope, sight, cursor, limit, q, ...wanted } = query;
  const after = readCursor(cursor);
  const page = { filter: filterOf(query), after: after !== undefined, isSearched: q !== undefined };
  const found = await rows<InstanceRow & Cursor>(
    db,
    `with page as materialized (select * from (${branches(scope, page)}) seen order by started_at desc, id desc limit :count)
     select ${instanceColumns}, ${cursorMoment('page.started_at')} as at
     from page join process_instance instance on instance.id = page.id ${instanceJoins}
     order by page.started_at desc, page.id desc`,
    {
      ...wanted,
      words: q === undefined ? undefined : `%${q.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`,
      after: after?.at,
      afterId: after?.id,
      count: limit + 1,
      looked: LOOKED_AT,
      viewer: sight?.viewer,
      hidden: confidentialProcesses,
      ...scopeBindings(scope),
    },
  );
  return toPage(found, limit, ({ at: _at, ...instance }) => instance);
}

function filterOf({ sight, process, version, status, incident, node, businessKey, parent }: InstancesQuery): string {
  return [
    notHidden(sight, 'instance.id', 'process_key'),
    process === undefined ? '' : 'and process_key = :process',
    version === undefined
      ? ''
      : 'and definition = (select hash from process_definition where key = :process and version = :version)',
    status === undefined ? '' : 'and status = :status',
    parent === undefined ? '' : 'and parent_id = :parent',
    incident === undefined ? '' : `and ${incident ? '' : 'not'} ${openIncident}`,
    node === undefined ? '' : `and status = 'running' and jsonb_exists(standing, :node)`,
    businessKey === undefined ? '' : 'and business_key = :businessKey',
  ].join(' ');
}

type Branching = { readonly filter: string; readonly after: boolean; readonly isSearched: boolean };

function branches(scope: Scope, { filter, after, isSearched }: Branching): string {
  const beyond = after ? 'and (started_at, id) < (cast(:after as timestamptz), :afterId)' : '';
  const latest = 'order by started_at desc, id desc limit';
  const branch = (condition: string) => {
    const some = `from process_instance instance where ${condition} ${filter} ${beyond} ${latest}`;
    return isSearched
      ? `(select id, started_at from (select id, started_at, title, business_key ${some} :looked) looked
          where title ilike :words or business_key ilike :words ${latest} :count)`
      : `(select id, started_at ${some} :count)`;
  };
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
