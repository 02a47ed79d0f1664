import { separation } from '../domain/approval.ts';
import type { Db } from '../store/db.ts';
import type { Person } from '../store/people.ts';
import { holdersOf } from '../store/standing.ts';
import type { TaskFacts } from '../store/views/taskFacts.ts';

/** Everybody who could lawfully do the task now, but for whoever has it. */
export async function transferTargets(db: Db, facts: TaskFacts, at: Date): Promise<Person[]> {
  const { candidates, duty, permission, credential, assignee, approval, requester, performers, notBy } = facts;
  // Once a task was transferred its only candidate is a person: the step's duty tells who else could do it.
  const keys =
    duty === null || candidates.some((key) => key.startsWith('duty:')) ? candidates : [...candidates, `duty:${duty}`];
  const holders = await holdersOf(db, keys, {
    permission: permission ?? undefined,
    credential: credential ?? undefined,
    at,
  });
  return holders.filter(
    ({ id }) => id !== assignee && !(approval && separation({ actor: { by: id }, requester, performers, notBy })),
  );
}
