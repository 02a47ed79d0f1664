import type { Role } from '../contract/session.ts';
import { isConfidential } from '../domain/confidential.ts';
import { Refusal } from '../domain/refusal.ts';
import type { CaseSight } from '../store/views/caseRole.ts';
import type { FileFacts } from '../store/views/fileFacts.ts';
import type { InspectionScope } from '../store/views/inspections.ts';
import type { InstanceFacts } from '../store/views/instanceFacts.ts';
import type { Scope } from '../store/views/instances.ts';
import type { Actor } from './actor.ts';
import { everybody, hasRole, manages, type Right, withRole } from './roles.ts';

export const overseers: readonly Role[] = ['officer', 'auditor', 'administrator', 'ops'];
const caseReaders: readonly Role[] = ['officer', 'legal', 'hr', 'auditor'];

type Facts = Omit<InstanceFacts, 'id'>;

/** Whether somebody may see an instance. A confidential one: those who handle it, never its subject. */
export function seesInstance(actor: Actor, facts: Facts): Right | undefined {
  const { process, startedBy, department, involved } = facts;
  if (process !== null && isConfidential(process)) return seesCase(actor, facts) ? everybody : undefined;
  const isTheirs = startedBy === actor.id || involved;
  return isTheirs || hasRole(actor, overseers, department) || manages(actor, department) ? everybody : undefined;
}

/** Having had a task of an instance is no reason to read all that it knows. */
export function readsState(actor: Actor, facts: Facts): Right | Refusal {
  if (!seesInstance(actor, facts)) return new Refusal('instance-unknown');
  const { process, startedBy, department } = facts;
  if (process !== null && isConfidential(process)) return everybody;
  const oversees = startedBy === actor.id || hasRole(actor, overseers, department) || manages(actor, department);
  return oversees ? everybody : new Refusal('not-allowed');
}

/** The files of a case are open to its subject as far as the notice of the facts names them. */
export function seesFile(actor: Actor, file: FileFacts): Right | undefined {
  return file.uploadedBy === actor.id || file.noticed ? everybody : seesInstance(actor, file);
}

/** Repairing or ending a confidential instance is for officers without a stake in it. */
export function mendsInstance(actor: Actor, facts: Facts, roles: readonly Role[]): Right | Refusal {
  if (facts.process === null || !isConfidential(facts.process)) return withRole(actor, roles, facts.department);
  if (!seesCase(actor, facts)) return new Refusal('instance-unknown');
  return withRole(actor, ['officer'], null);
}

/** Whoever a case is about answers in it, and steers it nowhere. */
export function isOwnCase({ process, caseRole }: Facts): boolean {
  return process !== null && isConfidential(process) && caseRole === 'respondent';
}

/** What lists may show of confidential instances. */
export const caseSight = (actor: Actor): CaseSight => ({
  seesCases: hasRole(actor, caseReaders, null),
  viewer: actor.id,
});

/** Whose inspections and findings somebody may see. */
export const inspectionScope = (actor: Actor): InspectionScope => ({
  seesAll: hasRole(actor, ['officer', 'auditor'], null),
  person: actor.id,
  departments: actor.roles.flatMap(({ role, department }) =>
    role === 'manager' ? [department ?? actor.department] : [],
  ),
});

const factReaders: readonly Role[] = ['officer', 'hr', 'auditor'];

/** Whose finished steps somebody may see. */
export const factScope = (actor: Actor): Scope => scopeFor(actor, factReaders);

/** What lists show: all for those who hold a role, the department of those who manage one, else one's own. */
export function scopeFor(actor: Actor, readers: readonly Role[]): Scope {
  if (hasRole(actor, readers, null)) return { kind: 'all' };
  const departments = actor.roles.flatMap(({ role, department }) => {
    if (role === 'manager') return [department ?? actor.department];
    return readers.includes(role) && department !== null ? [department] : [];
  });
  return departments.length === 0
    ? { kind: 'person', person: actor.id }
    : { kind: 'departments', departments: [...new Set(departments)], person: actor.id };
}

function seesCase(actor: Actor, { caseRole }: Pick<Facts, 'caseRole'>): boolean {
  if (caseRole === 'respondent') return false;
  return caseRole === 'handler' || hasRole(actor, caseReaders, null);
}
