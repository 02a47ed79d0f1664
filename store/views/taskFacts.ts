import type { Db } from '../db.ts';
import { row } from '../rows.ts';
import { type CandidateKey, candidateKeys, isGood, isUsable } from '../standing.ts';
import { type CaseRole, caseRoleIn } from './caseRole.ts';

/** Everything that decides who may see, take and decide a task, from the view of one person. */
export type TaskFacts = {
  readonly id: string;
  readonly token: string;
  readonly node: string;
  readonly status: string;
  readonly assignee: string | null;
  readonly candidates: readonly string[];
  /** Whom it was put before when it fell due: they may do it even while somebody else holds it. */
  readonly escalatedTo: readonly string[];
  readonly approval: boolean;
  readonly form: string | null;
  readonly permission: string | null;
  readonly credential: string | null;
  readonly requester: string;
  readonly closedBy: string | null;
  readonly closedAt: Date | null;
  readonly instance: {
    readonly id: string;
    readonly process: string;
    readonly definition: string;
    readonly startedBy: string;
    readonly department: string | null;
    /** The person has had a task of the instance. */
    readonly involved: boolean;
    /** In a violation case. */
    readonly caseRole: CaseRole | null;
  };
  /** The candidate keys of the task that the person answers to, their own first. */
  readonly keys: readonly CandidateKey[];
  /** Present when the person is the assignee, or stands in for them. */
  readonly holder: CandidateKey | null;
  /** Ids of what the person holds now of what the task asks for. */
  readonly permissionGrant: string | null;
  /** Why they may not use what they were granted, for the time being: a certificate has lapsed, training is overdue. */
  readonly permissionHeld: 'credential' | 'training' | null;
  readonly credentialId: string | null;
  /** Node → who did it, and for whom. */
  readonly performers: Readonly<Record<string, readonly string[]>>;
  /** The duty that the model gives the step to. */
  readonly duty: string | null;
  /** Nodes whose performers may not decide here. */
  readonly notBy: readonly string[];
};

const matching = (condition: string) => `select to_jsonb(keys) as key from keys where ${condition}
  order by "onBehalfOf" nulls first, key`;

/** All facts in one query; undefined when there is no such task. */
export const taskFacts = (db: Db, { task, person, at }: { task: string; person: string; at: Date }) =>
  row<TaskFacts>(
    db,
    `with ${candidateKeys}
     select task.id, task.token, task.node, task.status, assignee_id as assignee, candidates,
       escalated_to as "escalatedTo", approval, form,
       task.permission, task.credential, requester_id as requester, closed_by as "closedBy", closed_at as "closedAt",
       jsonb_build_object('id', instance.id, 'process', instance.process_key,
         'caseRole', ${caseRoleIn('instance.id')}, 'definition', instance.definition, 'startedBy', instance.started_by,
         'department', instance.department_id, 'involved', exists (
           select from task other where other.instance_id = instance.id and :person in (closed_by, on_behalf_of, assignee_id)
         )) as instance,
       coalesce((select jsonb_agg(found.key) from (${matching('key = any(task.candidates || task.escalated_to)')}) found), '[]') as keys,
       (${matching(`key = 'person:' || assignee_id`)} limit 1) as holder,
       (select entitlement_grant.id from entitlement_grant where person_id = :person and entitlement_id = task.permission
          and valid_from <= :at and valid_to > :at and revoked_at is null
          and ${isUsable(':person', 'entitlement_grant.entitlement_id')} limit 1) as "permissionGrant",
       (select kind from entitlement_suspension held where held.person_id = :person
          and held.entitlement_id = task.permission and lifted_at is null order by since limit 1) as "permissionHeld",
       (select credential.id from credential where person_id = :person and type_id = task.credential
          and valid_from <= :at and valid_to > :at and credential.${isGood} limit 1) as "credentialId",
       (select coalesce(jsonb_object_agg(node, persons), '{}') from (
          select node, jsonb_agg(distinct performer) as persons
          from task done cross join lateral (values (closed_by), (on_behalf_of)) as performed (performer)
          where done.instance_id = instance.id and done.status in ('completed', 'approved', 'rejected')
            and performer is not null group by node) done) as performers,
       definition.model -> 'nodes' -> task.node -> 'assignment' ->> 'duty' as duty,
       coalesce(definition.model -> 'nodes' -> task.node -> 'approval' -> 'notBy', '[]') as "notBy"
     from task join process_instance instance on instance.id = task.instance_id
       join process_definition definition on definition.hash = instance.definition
     where task.id = :task`,
    { task, person, at },
  );
