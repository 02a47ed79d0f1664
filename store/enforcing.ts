import type { ClauseStanding } from '../domain/enforceability.ts';
import { informed } from './acknowledgements.ts';
import type { Db } from './db.ts';
import { clausesAsOf } from './policies.ts';
import { row } from './rows.ts';

/** Everything that can be proved about a clause and a person on the day of the act: the evidence that a measure stands on. */
export async function clauseStanding(
  db: Db,
  { clause, person, actedAt }: { readonly clause: string; readonly person: string; readonly actedAt: Date },
): Promise<ClauseStanding> {
  const [found] = await clausesAsOf(db, [clause], actedAt);
  if (!found) return { actAt: actedAt.getTime(), vitalInterest: false, consulted: false, publicised: false };
  const { policy, version, number, vitalInterest, consulted, publicised } = found;
  const known = await informed(db, person, policy, version, actedAt);
  const course = `${policy}.${number.split('.')[0]}`;
  const passedAt = known.passedCourses.includes(course) ? actedAt.getTime() : undefined;
  return {
    actAt: actedAt.getTime(),
    version,
    vitalInterest,
    consulted,
    publicised,
    ...(known.acknowledgedAt === null ? {} : { informedAt: known.acknowledgedAt.getTime() }),
    ...(passedAt === undefined ? {} : { trainedAt: passedAt }),
  };
}

/** Whether somebody of this id is at work. */
export async function isAtWork(db: Db, person: string): Promise<boolean> {
  return (await row(db, 'select id from person where id = :person and active', { person })) !== undefined;
}
