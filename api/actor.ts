import type { Request } from 'express';
import type { Role } from '../contract/session.ts';
import type { Locale } from '../contract/shared.ts';
import type { Db } from '../store/db.ts';
import { findActor } from '../store/views/actor.ts';

/** 12 hours: nobody stays signed in longer, however busy. */
const SESSION_ABSOLUTE_MS = 12 * 60 * 60 * 1000;

export type HeldRole = { readonly role: Role; readonly department: string | null };

/** Whoever is signed in: looked up at every request, so that whoever is disabled is out at once. */
export type Actor = {
  readonly id: string;
  readonly department: string;
  readonly locale: Locale;
  readonly roles: readonly HeldRole[];
};

/** The person behind the session, unless it is too old or the account is no longer good. */
export async function actorOf({ session }: Request, db: Db, now = Date.now()): Promise<Actor | undefined> {
  const { personId, startedAt } = session;
  if (personId === undefined || startedAt === undefined) return undefined;
  if (now - startedAt > SESSION_ABSOLUTE_MS) return undefined;
  return actorById(db, personId);
}

/** When a session has lasted as long as it may, ms since the epoch. */
export const sessionEnd = ({ session }: Request) => (session.startedAt ?? 0) + SESSION_ABSOLUTE_MS;

/** Somebody as they are now, unless they have left or their account is no longer good. */
export async function actorById(db: Db, person: string): Promise<Actor | undefined> {
  const actor = await findActor(db, person);
  return actor && { ...actor, roles: actor.roles as readonly HeldRole[] };
}

/** The language to answer in: what the caller asks for, then what they have chosen, then Chinese. */
export function localeOf(request: Request, actor?: Actor): Locale {
  const isAsked = /\b(zh|en)\b/i.test(request.get('accept-language') ?? '');
  if (!isAsked) return actor?.locale ?? 'zh-CN';
  return request.acceptsLanguages('zh-CN', 'zh', 'en') === 'en' ? 'en' : 'zh-CN';
}
