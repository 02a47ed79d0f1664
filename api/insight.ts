import type { Role } from '../contract/session.ts';
import { isConfidential } from '../domain/confidential.ts';
import { Refusal } from '../domain/refusal.ts';
import type { CaseSight } from '../store/views/caseRole.ts';
import type { FileFacts } from '../store/views/fileFacts.ts';
import type { InspectionScope } from '../store/views/inspections.ts';
import type { InstanceFacts } from '../store/views/instanceFacts.ts';
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

function seesCase(actor: Actor, { caseRole }: Pick<Facts, 'caseRole'>): boolean {
  if (caseRole === 'respondent') return false;
  return caseRole === 'handler' || hasRole(actor, caseReaders, null);
}
