import type { LocalText, PersonRef } from '../contract/shared.ts';
import type { Db } from '../store/db.ts';
import { type Person, peopleByIds } from '../store/people.ts';

/** A person as answers name them. */
export const refOf = ({ id, name, department }: Person): PersonRef => ({ id, name, department });

/** Names people by id; whoever is no longer known keeps the id as a name. */
export type Naming = (id: string | null | undefined) => PersonRef | null;

/** Looks up, once, everybody that an answer mentions. */
export async function namesFor(db: Db, ids: Iterable<string | null | undefined>): Promise<Naming> {
  const known = [...new Set(ids)].filter((id) => typeof id === 'string');
  const people = known.length === 0 ? [] : await peopleByIds(db, known);
  const byId = new Map(people.map((person) => [person.id, refOf(person)]));
  return (id) => (id ? (byId.get(id) ?? { id, name: sameText(id), department: null }) : null);
}

/** Text that is the same in every language: a name, a code. */
export const sameText = (text: string): LocalText => ({ 'zh-CN': text, en: text });

export const moment = (date: Date) => date.toISOString();
export const momentOrNull = (date: Date | null) => date?.toISOString() ?? null;
