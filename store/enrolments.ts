import type { Audience } from '../domain/training.ts';
import { appendAudit } from './audit.ts';
import { issueForPolicy } from './credentials.ts';
import type { Db } from './db.ts';
import { type Person, personColumns } from './people.ts';
import { row, rows } from './rows.ts';
import type { Wave } from './waves.ts';

/** People looked at in one statement. */
const PAGE = 5_000;
/** Enrolments counted anew in one transaction. */
const CHANGES = 1_000;

export type Followed = {
  /** Where to go on; null when everybody has been looked at. */
  readonly cursor: string | null;
  readonly joined: number;
  readonly left: number;
};

const given = (list: readonly string[] | undefined) => (list && list.length > 0 ? list : undefined);

/** What `isMeant` asks of an audience: an empty list is no rule. */
export const audienceGaps = ({ departments, positions, people, except }: Audience) => ({
  departments: given(departments),
  positions: given(positions),
  people: given(people),
  except: given(except),
});

/** Whether a person at work is meant by an audience; an empty rule means everybody. */
export const isMeant = `(active and (
  ((cast(:departments as text[]) is not null or cast(:positions as text[]) is not null or cast(:people as text[]) is null)
    and (cast(:departments as text[]) is null or department_id = any(:departments))
    and (cast(:positions as text[]) is null or position_id = any(:positions)))
  or coalesce(id = any(:people), false)))`;

const following = `with page as (
       select id, active, department_id, position_id from person where id > :after order by id limit :size
     ),
     judged as (
       select page.id, ${isMeant} as meant, coalesce(page.id = any(:except), false) as excepted, status
       from page left join enrolment on wave_id = :wave and person_id = page.id
     ),
     joined as (
       insert into enrolment (wave_id, person_id, status, enrolled_at)
       select :wave, id, case when excepted then 'exempt' else 'assigned' end, :at
       from judged where meant and status is null on conflict do nothing returning person_id
     ),
     back as (
       update enrolment set status = 'assigned', ended_at = null from judged
       where wave_id = :wave and person_id = id and meant and not excepted and judged.status = 'left' returning person_id
     ),
     looked as (
       insert into enrolment_change (wave_id, person_id) select :wave, person_id from back
       on conflict (wave_id, person_id) do update set touched = enrolment_change.touched + 1
     ),
     gone as (
       update enrolment set status = 'left', ended_at = :at from judged
       where wave_id = :wave and person_id = id and not meant and judged.status <> 'left' returning person_id
     )
     select (select max(id) from page) as cursor, (select cast(count(*) as integer) from page) as seen,
       (select cast(count(*) as integer) from joined) + (select cast(count(*) as integer) from back) as joined,
       (select cast(count(*) as integer) from gone) as left`;

/**
 * Makes the enrolments of a wave follow its audience, a page of the company after the cursor: who has come in is
 * assigned, who has gone is marked, who has come back is looked at again.
 */
export async function followAudience(
  db: Db,
  {
    wave,
    audience,
    after,
    at,
  }: { readonly wave: string; readonly audience: Audience; readonly after: string; readonly at: Date },
): Promise<Followed> {
  const found = await row<{ cursor: string | null; seen: number; joined: number; left: number }>(db, following, {
    wave,
    after,
    at,
    size: PAGE,
    ...audienceGaps(audience),
  });
  if (!found) throw new Error('a query without a from clause gave no row');
  const { seen, joined, left, cursor } = found;
  return { cursor: seen < PAGE ? null : cursor, joined, left };
}

/** Takes in all that was learnt until now. Gives how many people were looked at. */
export async function followChanges(db: Db, wave: Wave, onPage: () => void = () => {}): Promise<number> {
  let people = 0;
  for (;;) {
    const looked = await followSome(db, wave);
    people += looked;
    onPage();
    if (looked < CHANGES) return people;
  }
}

type Standing = { readonly person: string; readonly isComplete: boolean };

async function followSome(db: Db, wave: Wave): Promise<number> {
  return db.transaction(async (trx) => {
    const changed = await rows<{ person: string }>(
      trx,
      `delete from enrolment_change where wave_id = :wave and person_id = any(array(
         select person_id from enrolment_change where wave_id = :wave order by person_id limit :size for update skip locked))
       returning person_id as person`,
      { wave: wave.id, size: CHANGES },
    );
    if (changed.length === 0) return 0;
    const people = changed.map(({ person }) => person);
    const complete = (await judge(trx, wave.id, people)).filter(({ isComplete }) => isComplete);
    await settle(
      trx,
      wave,
      complete.map(({ person }) => person),
    );
    return changed.length;
  });
}

/** Derives enrolments from what the API has written: courses passed, attempts used up, the acknowledgement. */
const judge = (db: Db, wave: string, people: readonly string[]) =>
  rows<Standing>(
    db,
    `with taught as (select cast(count(*) as integer) as courses from wave_course where wave_id = :wave),
     learnt as (
       select person_id, cast(count(passed_at) as integer) as passed, max(passed_at) as last,
         bool_or(passed_at is null and failed_at is not null and not exists (select from tutoring
           where tutoring.wave_id = :wave and tutoring.person_id = course_progress.person_id
             and tutoring.course_id = course_progress.course_id and tutoring.round = course_progress.round
             and finished_at is not null)) as stuck
       from course_progress where wave_id = :wave and person_id = any(:people) group by person_id
     ),
     signed as (
       select person_id, min(at) filter (where verdict = 'signed') as acknowledged,
         max(at) filter (where verdict = 'declined') as declined
       from acknowledgement join wave on wave.id = wave_id
       where person_id = any(:people) and acknowledgement.policy_id = wave.policy_id
         and acknowledgement.version = wave.version and wave_id = :wave group by person_id
     )
     update enrolment set
       passed_courses = coalesce(passed, 0),
       passed_at = case when coalesce(passed, 0) >= courses then coalesce(enrolment.passed_at, last, now()) end,
       acknowledged_at = acknowledged, declined_at = declined,
       status = case
         when enrolment.status in ('exempt', 'left') then enrolment.status
         when coalesce(passed, 0) >= courses then 'passed'
         when stuck then 'failed'
         when escalated_at is not null then 'escalated'
         when learnt.person_id is not null or acknowledged is not null then 'in-progress'
         else 'assigned' end
     from unnest(cast(:people as text[])) as asked (person) cross join taught
       left join learnt on learnt.person_id = asked.person left join signed on signed.person_id = asked.person
     where wave_id = :wave and enrolment.person_id = asked.person
     returning enrolment.person_id as person,
       enrolment.status = 'passed' and enrolment.acknowledged_at is not null as "isComplete"`,
    { wave, people },
  );

/** What completing a wave brings: the certificates of its policy, and back what was held. */
async function settle(db: Db, { id, policy }: Wave, people: readonly string[]): Promise<void> {
  if (people.length === 0) return;
  await issueForPolicy(db, { policy, people, source: id, at: new Date() });
  await rows(
    db,
    `update entitlement_suspension set lifted_at = now()
     where kind = 'training' and ref = :wave and person_id = any(:people) and lifted_at is null`,
    { wave: id, people },
  );
}

/** Whoever still owes something, after a cursor; `since`: only who was enrolled from then on. */
export const openPage = (
  db: Db,
  {
    wave,
    after,
    since,
    limit,
  }: { readonly wave: string; readonly after: string; readonly since?: Date | undefined; readonly limit: number },
) =>
  rows<Person>(
    db,
    `with page as materialized (
       select person_id from enrolment where wave_id = :wave and person_id > :after
         and status not in ('exempt', 'left') and (status <> 'passed' or acknowledged_at is null)
         ${since === undefined ? '' : 'and enrolled_at >= :since'}
       order by person_id limit :limit
     )
     select ${personColumns} from page join person on person.id = person_id where active order by person.id`,
    { wave, after, since, limit },
  );

/** Marks these people as put before their superiors. */
export async function escalate(db: Db, wave: string, people: readonly string[], at: Date): Promise<void> {
  await rows(
    db,
    `update enrolment set escalated_at = :at, status = case when status in ('assigned', 'in-progress') then 'escalated' else status end
     where wave_id = :wave and person_id = any(:people) and escalated_at is null`,
    { wave, people, at },
  );
}

/** Holds everything that these people are permitted until they have completed the wave. */
export async function holdPermissions(db: Db, wave: string, people: readonly string[], at: Date): Promise<void> {
  const held = await rows<{ person: string }>(
    db,
    `insert into entitlement_suspension (person_id, entitlement_id, kind, ref, since)
     select distinct person_id, entitlement_id, 'training', :wave, cast(:at as timestamptz) from entitlement_grant
     where person_id = any(:people) and revoked_at is null and valid_to > :at
     on conflict (person_id, entitlement_id, kind, ref) where lifted_at is null do nothing returning person_id as person`,
    { wave, people, at },
  );
  const persons = [...new Set(held.map(({ person }) => person))];
  await appendAudit(
    db,
    persons.map((person) => ({
      actor: null,
      action: 'permissions-held',
      subjectKind: 'person',
      subject: person,
      after: { wave },
    })),
  );
}
