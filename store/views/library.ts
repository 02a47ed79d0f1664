import { confidentialProcesses } from '../../domain/confidential.ts';
import type { Db } from '../db.ts';
import { COUNT_CAP } from '../page.ts';
import type { Named } from '../people.ts';
import { row, rows } from '../rows.ts';
import { type CaseSight, notHidden } from './caseRole.ts';
import type { Scope } from './instances.ts';
import { type PersonRef, personRef } from './taskRow.ts';

export type ProcessVersion = {
  readonly version: number;
  readonly definition: string;
  readonly current: boolean;
  readonly deployedAt: Date;
  readonly deployedBy: PersonRef | null;
  readonly running: number;
};

const VERSIONS_MAX = 100;

const runningOf = (condition: string) => `(select cast(count(*) as integer) from (
  select from process_instance instance where status = 'running' and ${condition} limit ${COUNT_CAP}) counted)`;

/** What was deployed of a process, the latest first. */
export const versionsOf = (db: Db, process: string) =>
  rows<ProcessVersion>(
    db,
    `select version, hash as definition, current, deployed_at as "deployedAt", ${personRef('deployer')} as "deployedBy",
       ${runningOf('process_key = deployed.key and instance.definition = deployed.hash')} as running
     from process_definition deployed left join person deployer on deployer.id = deployed_by
     where key = :process order by version desc limit ${VERSIONS_MAX}`,
    { process },
  );

/** Running instances of each process, by key. */
export async function runningCounts(db: Db): Promise<ReadonlyMap<string, number>> {
  const found = await rows<{ key: string; running: number }>(
    db,
    `select key, ${runningOf('process_key = deployed.key')} as running from process_definition deployed where current`,
  );
  return new Map(found.map(({ key, running }) => [key, running]));
}

/** The department that answers for the chapter of each clause, as the policy in force has it. */
export async function clauseOwners(db: Db, clauses: readonly string[]): Promise<ReadonlyMap<string, Named>> {
  const found = await rows<Named & { readonly clause: string }>(
    db,
    `select wanted.clause, department.id, department.name
     from unnest(cast(:clauses as text[])) as wanted (clause)
       join policy on policy.id = split_part(wanted.clause, '#', 1)
       left join policy_chapter chapter on chapter.policy_id = policy.id
         and chapter.chapter_id = split_part(split_part(wanted.clause, '#', 2), '.', 1)
       join department on department.id = coalesce(chapter.department_id, policy.owner_department)`,
    { clauses },
  );
  return new Map(found.map(({ clause, ...department }) => [clause, department]));
}

export type Heat = {
  readonly nodes: readonly { readonly node: string; readonly tokens: number; readonly incidents: number }[];
  readonly instances: number;
  readonly capped: boolean;
};

/** Running instances whose tokens are counted. */
const COUNTED_MAX = 20_000;

type HeatQuery = {
  readonly scope: Scope;
  readonly sight?: CaseSight;
  readonly process: string;
  readonly definition: string;
};

/** Where the tokens of the running instances of one deployment stand, and where incidents wait. */
export async function heatOf(db: Db, { scope, sight, process, definition }: HeatQuery): Promise<Heat> {
  const found = await row<Omit<Heat, 'capped'>>(
    db,
    `with running as materialized (
       select id, standing from process_instance instance
       where process_key = :process and status = 'running' and instance.definition = :definition and ${scopes[scope.kind]}
         ${notHidden(sight, 'instance.id', 'process_key')}
       order by started_at desc, id desc limit ${COUNTED_MAX}
     ),
     heat as (
       select node, cast(sum(tokens) as integer) as tokens, cast(sum(incidents) as integer) as incidents from (
         select key as node, cast(value as integer) as tokens, 0 as incidents
         from running cross join lateral jsonb_each_text(standing)
         union all
         select node, 0, 1 from running join incident on incident.instance_id = running.id and resolved_at is null
       ) found group by node
     )
     select coalesce((select jsonb_agg(to_jsonb(heat) order by node) from heat), '[]') as nodes,
       (select cast(count(*) as integer) from running) as instances`,
    {
      process,
      definition,
      viewer: sight?.viewer,
      hidden: confidentialProcesses,
      ...(scope.kind === 'all' ? {} : { person: scope.person }),
      ...(scope.kind === 'departments' ? { departments: scope.departments } : {}),
    },
  );
  const { nodes = [], instances = 0 } = found ?? {};
  return { nodes, instances, capped: instances >= COUNTED_MAX };
}

const scopes: { readonly [K in Scope['kind']]: string } = {
  all: 'true',
  person: 'started_by = :person',
  departments: '(department_id = any(cast(:departments as text[])) or started_by = :person)',
};
