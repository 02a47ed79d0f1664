import type { Role } from '../contract/session.ts';
import { separation } from '../domain/approval.ts';
import { isConfidential } from '../domain/confidential.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Attempt, Enrolled } from '../store/learning.ts';
import type { Person } from '../store/people.ts';
import type { CandidateKey } from '../store/standing.ts';
import type { FileFacts } from '../store/views/fileFacts.ts';
import type { InstanceFacts } from '../store/views/instanceFacts.ts';
import type { Scope } from '../store/views/instances.ts';
import type { TaskFacts } from '../store/views/taskFacts.ts';
import type { Wave } from '../store/waves.ts';
import type { Actor } from './actor.ts';
import { isOwnCase, mendsInstance, overseers, readsState, scopeFor, seesFile, seesInstance } from './insight.ts';
import { inProcess } from './paramNames.ts';
import { everybody, hasRole, manages, type Right, withRole } from './roles.ts';

/** What an action is done to: all that the decision needs, read from Postgres before. */
type Resources = {
  /** One's own inbox, notifications, session. */
  readonly own: undefined;
  /** What everybody at work may read: the policy, names of colleagues, models. */
  readonly common: undefined;
  readonly 'task.see': TaskFacts;
  readonly 'task.claim': TaskFacts;
  readonly 'task.unclaim': TaskFacts;
  readonly 'task.complete': TaskFacts;
  readonly 'task.signOff': TaskFacts;
  readonly 'task.return': TaskFacts;
  readonly 'task.transfer': TaskFacts;
  readonly 'instance.see': InstanceFacts;
  /** Its variables and timers. */
  readonly 'instance.state': InstanceFacts;
  readonly 'instance.retry': InstanceFacts;
  readonly 'instance.cancel': InstanceFacts;
  readonly 'process.start': { readonly starters: readonly string[]; readonly keys: readonly CandidateKey[] };
  readonly 'process.deploy': undefined;
  readonly 'operations.watch': undefined;
  /** The figures of the whole company. */
  readonly 'indicators.read': undefined;
  readonly 'accounts.administer': undefined;
  /** The list of people: who joins, moves, leaves. */
  readonly 'people.administer': undefined;
  readonly 'audit.read': undefined;
  /** Reading what Temporal keeps sealed. */
  readonly 'payloads.decode': undefined;
  readonly 'inspection.draw': undefined;
  /** Registering lists of parties, taking in their versions. */
  readonly 'partyList.import': undefined;
  /** Found within the person's scope (insight.ts); undefined: there is none, or it lies outside. */
  readonly 'inspection.see': object | undefined;
  readonly 'case.see': object | undefined;
  readonly 'file.see': FileFacts;
  /** Undefined: the person is in no such wave. */
  readonly 'learning.take': Enrolled | undefined;
  /** Undefined: there is no such attempt. */
  readonly 'attempt.see': Pick<Attempt, 'person'> | undefined;
  /** Drafting, withdrawing and putting in force a version of a policy. */
  readonly 'policy.decide': undefined;
  readonly 'policy.edit': { readonly keys: readonly CandidateKey[] };
  readonly 'opinion.give': { readonly isInvited: boolean };
  /** Whose opinion it is; null when none in particular is meant. */
  readonly 'opinion.answer': { readonly person: string | null };
  /** Creating a rollout, launching its phases, pausing it, taking phases back. */
  readonly 'rollout.manage': undefined;
  /** `owner`: who answers for the rollout. */
  readonly 'rollout.meet': { readonly owner: string | null };
  readonly 'wave.see': Pick<Wave, 'manager'>;
  readonly 'wave.remind': Pick<Wave, 'manager'>;
  /** Whose certificates. */
  readonly 'credential.see': Pick<Person, 'id' | 'department'>;
  readonly 'credential.issue': { readonly person: string };
  /** Which systems outside may tell us what happened. */
  readonly 'hooks.administer': undefined;
  /** Taking in files of records. */
  readonly 'records.import': undefined;
};

export type { Right } from './roles.ts';

export type Action = keyof Resources;

export type Authorize = <A extends Action>(action: A, resource: Resources[A]) => Right;

type Rule<R> = (actor: Actor, resource: R) => Right | Refusal;

const indicatorReaders: readonly Role[] = ['manager', 'officer', 'hr', 'ops', 'auditor', 'administrator'];
const trainers: readonly Role[] = ['officer', 'auditor', 'administrator', 'hr'];

/** Who may do what. There is no other place that says so, and what is not here is not allowed. */
const rules: { readonly [A in Action]: Rule<Resources[A]> } = {
  own: () => everybody,
  common: () => everybody,
  'task.see': (actor, task) => seesTask(actor, task) ?? new Refusal('task-unknown'),
  'task.claim': decides,
  'task.complete': decides,
  'task.signOff': decides,
  'task.return': (actor, task) => steersOwnCase(task) ?? decides(actor, task),
  'task.unclaim': (_actor, task) => closed(task) ?? standsFor(task) ?? notYours(task),
  'task.transfer': (actor, task) =>
    closed(task) ??
    steersOwnCase(task) ??
    acting(task) ??
    escalatedTo(task) ??
    administers(actor, task) ??
    notYours(task),
  'instance.see': (actor, instance) => seesInstance(actor, instance) ?? new Refusal('instance-unknown'),
  'instance.state': (actor, instance) => readsState(actor, instance),
  'instance.retry': (actor, instance) => mendsInstance(actor, instance, ['ops', 'administrator']),
  'instance.cancel': (actor, instance) => cancels(actor, instance),
  'process.start': (_actor, { starters, keys }) => starts(starters, keys),
  'process.deploy': (actor) => withRole(actor, ['officer', 'administrator'], null),
  'operations.watch': (actor) => withRole(actor, ['ops', 'administrator'], null),
  'indicators.read': (actor) =>
    actor.roles.some(({ role }) => indicatorReaders.includes(role)) ? everybody : new Refusal('not-allowed'),
  'accounts.administer': (actor) => withRole(actor, ['administrator'], null),
  'people.administer': (actor) => withRole(actor, ['hr', 'administrator'], null),
  'audit.read': (actor) => withRole(actor, ['auditor', 'officer', 'administrator'], null),
  'payloads.decode': (actor) => withRole(actor, ['ops', 'administrator', 'auditor'], null),
  'partyList.import': (actor) => withRole(actor, ['officer'], null),
  'inspection.draw': (actor) => withRole(actor, ['officer', 'auditor'], null),
  'inspection.see': (_actor, found) => (found ? everybody : new Refusal('inspection-unknown')),
  'case.see': (_actor, found) => (found ? everybody : new Refusal('case-unknown')),
  'file.see': (actor, file) => seesFile(actor, file) ?? new Refusal('file-unknown'),
  'learning.take': (_actor, enrolled) =>
    enrolled && !['left', 'exempt'].includes(enrolled.status) ? everybody : new Refusal('wave-unknown'),
  'policy.decide': (actor) => withRole(actor, ['officer'], null),
  'policy.edit': (actor, { keys }) => drafts(keys) ?? withRole(actor, ['officer'], null),
  'opinion.give': (_actor, { isInvited }) => (isInvited ? everybody : new Refusal('not-invited')),
  'opinion.answer': (actor, { person }) =>
    person === actor.id ? new Refusal('own-request', { person }) : withRole(actor, ['officer'], null),
  'rollout.manage': (actor) => withRole(actor, ['officer'], null),
  'rollout.meet': (actor, { owner }) => (owner === actor.id ? everybody : withRole(actor, ['officer'], null)),
  'attempt.see': (actor, attempt) => (attempt?.person === actor.id ? everybody : new Refusal('attempt-unknown')),
  'wave.see': (actor, { manager }) =>
    manager?.id === actor.id || hasRole(actor, trainers, null) ? everybody : new Refusal('wave-unknown'),
  'wave.remind': (actor, { manager }) =>
    manager?.id === actor.id ? everybody : withRole(actor, ['officer', 'hr', 'administrator'], null),
  'credential.see': (actor, { id, department }) =>
    id === actor.id || hasRole(actor, trainers, department) || manages(actor, department)
      ? everybody
      : new Refusal('not-allowed'),
  'credential.issue': (actor, { person }) =>
    person === actor.id ? new Refusal('own-request') : withRole(actor, ['officer', 'hr'], null),
  'hooks.administer': (actor) => withRole(actor, ['administrator'], null),
  'records.import': (actor) => withRole(actor, ['officer', 'ops', 'administrator'], null),
};

/** The one question: may this person do this? Answers why, or throws the Refusal. */
export function authorize<A extends Action>(actor: Actor, action: A, resource: Resources[A]): Right {
  const right = judge(actor, action, resource);
  if (right instanceof Refusal) throw right;
  return right;
}

/** The same question for whoever only wants to show what may be done. */
export function objection<A extends Action>(actor: Actor, action: A, resource: Resources[A]): Refusal | undefined {
  const right = judge(actor, action, resource);
  return right instanceof Refusal ? right : undefined;
}

function judge<A extends Action>(actor: Actor, action: A, resource: Resources[A]): Right | Refusal {
  const rule: Rule<Resources[A]> | undefined = rules[action];
  return rule ? rule(actor, resource) : new Refusal('not-allowed', { action });
}

/** The same rule as 'instance.see', for a list: whose instances a person's lists show. */
export const instanceScope = (actor: Actor): Scope => scopeFor(actor, overseers);

/** The same rule as 'wave.see', for a list: null for all waves, else whoever's waves. */
export const waveScope = (actor: Actor): string | null => (hasRole(actor, trainers, null) ? null : actor.id);

/** Taking a task and deciding it ask for the same: standing, permission, credential, and hands that are clean. */
function decides(actor: Actor, task: TaskFacts): Right | Refusal {
  const refused = closed(task);
  if (refused) return refused;
  const right = acting(task) ?? escalatedTo(task);
  if (!right) return notYours(task);
  return lacking(task) ?? unclean(actor, task, right) ?? withHeld(task, right);
}

function closed({ status, closedBy, closedAt }: TaskFacts): Refusal | undefined {
  if (status === 'open') return undefined;
  return new Refusal('task-closed', { by: closedBy ?? '', at: closedAt?.toISOString() ?? '' });
}

/** Whoever holds the task, or any candidate while nobody holds it. */
function acting(task: TaskFacts): Right | undefined {
  const candidate = task.assignee === null ? task.keys[0] : undefined;
  return standsFor(task) ?? (candidate && rightOf(candidate));
}

/** Once it fell due, the superior may decide, or take the task away from whoever holds it. */
function escalatedTo(task: TaskFacts): Right | undefined {
  const key = task.keys.find((it) => task.escalatedTo.includes(it.key));
  return key && rightOf(key);
}

function standsFor({ holder }: TaskFacts): Right | undefined {
  return holder ? rightOf(holder) : undefined;
}

function rightOf({ key, onBehalfOf, delegation }: CandidateKey): Right {
  const grounds = { duty: key, ...(delegation === null ? {} : { delegation }) };
  return { grounds, ...(onBehalfOf === null ? {} : { onBehalfOf }) };
}

function notYours({ assignee, keys }: TaskFacts): Refusal {
  if (assignee === null || keys.length === 0) return new Refusal('not-a-candidate');
  return new Refusal('task-claimed', { by: assignee });
}

function lacking({ permission, permissionGrant, permissionHeld, ...task }: TaskFacts): Refusal | undefined {
  const { credential, credentialId } = task;
  if (permission !== null && permissionGrant === null) {
    const codes = { credential: 'permission-lapsed', training: 'permission-held' } as const;
    return new Refusal(permissionHeld === null ? 'permission-missing' : codes[permissionHeld], { permission });
  }
  if (credential !== null && credentialId === null) return new Refusal('credential-missing', { credential });
  return undefined;
}

function unclean(
  actor: Actor,
  { approval, requester, performers, notBy, instance }: TaskFacts,
  right: Right,
): Refusal | undefined {
  if (!approval) return undefined;
  const { onBehalfOf } = right;
  const sides = { by: actor.id, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
  const refused = separation({ actor: sides, requester, performers, notBy });
  return refused && inProcess(refused, instance.id);
}

function withHeld({ permissionGrant, credentialId }: TaskFacts, { grounds, ...right }: Right): Right {
  return {
    ...right,
    grounds: {
      ...grounds,
      ...(permissionGrant === null ? {} : { permission: permissionGrant }),
      ...(credentialId === null ? {} : { credential: credentialId }),
    },
  };
}

/** A task of a case is not for an administrator to hand on who may not know of the case. */
function administers(actor: Actor, { instance }: TaskFacts): Right | undefined {
  if (isConfidential(instance.process)) {
    const right = mendsInstance(actor, instance, []);
    return right instanceof Refusal ? undefined : right;
  }
  return hasRole(actor, ['administrator', 'officer'], null) ? { grounds: { administrator: true } } : undefined;
}

function steersOwnCase({ instance }: TaskFacts): Refusal | undefined {
  return isOwnCase(instance) ? new Refusal('not-allowed') : undefined;
}

function cancels(actor: Actor, instance: InstanceFacts): Right | Refusal {
  const right = mendsInstance(actor, instance, ['administrator']);
  const isTheirs = instance.startedBy === actor.id && !(instance.process !== null && isConfidential(instance.process));
  return isTheirs ? everybody : right;
}

function seesTask(actor: Actor, task: TaskFacts): Right | undefined {
  return task.keys.length > 0 || task.holder !== null ? everybody : seesInstance(actor, task.instance);
}

function starts(starters: readonly string[], keys: readonly CandidateKey[]): Right | Refusal {
  if (starters.length === 0) return everybody;
  const held = keys.find(
    ({ key, onBehalfOf }) => onBehalfOf === null && starters.some((duty) => key === `duty:${duty}`),
  );
  return held ? rightOf(held) : new Refusal('not-allowed', { action: 'process.start' });
}

/** Whoever holds the duty of drafting the policy words its clauses. */
function drafts(keys: readonly CandidateKey[]): Right | undefined {
  const held = keys.find(({ key }) => key === 'duty:policy-drafter');
  return held && rightOf(held);
}
