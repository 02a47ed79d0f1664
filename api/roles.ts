import type { Role } from '../contract/session.ts';
import { Refusal } from '../domain/refusal.ts';
import type { Grounds } from '../workflows/messages.ts';
import type { Actor } from './actor.ts';

/** Why the person may, and for whom they act. */
export type Right = { readonly grounds: Grounds; readonly onBehalfOf?: string };

/** What needs no reason. */
export const everybody: Right = { grounds: {} };

export function withRole(actor: Actor, roles: readonly Role[], department: string | null): Right | Refusal {
  return hasRole(actor, roles, department) ? { grounds: { administrator: true } } : new Refusal('not-allowed');
}

/** A role given for one department counts for nothing outside it. */
export function hasRole(actor: Actor, roles: readonly Role[], department: string | null): boolean {
  return actor.roles.some(
    (held) => roles.includes(held.role) && (held.department === null || held.department === department),
  );
}

/** A manager without a department named manages their own. */
export function manages(actor: Actor, department: string | null): boolean {
  return actor.roles.some(
    (held) => held.role === 'manager' && department !== null && (held.department ?? actor.department) === department,
  );
}
