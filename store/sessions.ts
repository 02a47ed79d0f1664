import type { Db } from './db.ts';
import { rows } from './rows.ts';

/** Which of these sessions are still good: not over, and of somebody at work whose account is not disabled. */
export async function liveSessions(db: Db, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const found = await rows<{ id: string }>(
    db,
    `select session.sid as id from session
       join person on person.id = session.sess ->> 'personId' and person.active
       left join account on account.person_id = person.id
     where sid = any(cast(:ids as text[])) and expire > now() and not coalesce(account.disabled, false)`,
    { ids },
  );
  return new Set(found.map(({ id }) => id));
}
