import type { Fact } from '../domain/rollout.ts';
import type { Audience, Funnel, Thresholds } from '../domain/training.ts';
import { factsOf } from '../domain/training.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { followChanges } from './enrolments.ts';
import { toJson } from './json.ts';
import type { LocalText } from './localText.ts';
import { type Cursor, cursorMoment, type Page, readCursor, toPage } from './page.ts';
import { row, rows } from './rows.ts';
import { type PersonRef, personRef } from './views/taskRow.ts';

export type WaveState = 'running' | 'ready' | 'closing' | 'closed';

/** What a wave begins with. */
export type NewWave = {
  readonly wave: string;
  readonly rollout: string;
  readonly policy: string;
  readonly version: number;
  readonly contentHash?: string | undefined;
  readonly name: LocalText;
  readonly courses: readonly string[];
  readonly audience: Audience;
  readonly thresholds: Thresholds;
  readonly manager: string;
  /** ms since the epoch, as are all moments of this type. */
  readonly due: number;
  readonly startedBy: string;
  readonly startedAt: number;
};

export type Wave = {
  readonly id: string;
  readonly rollout: string;
  readonly policy: string;
  readonly version: number;
  /** Of the exact version that is taught and signed. */
  readonly contentHash: string | null;
  readonly name: LocalText;
  readonly audience: Audience;
  readonly thresholds: Thresholds;
  readonly manager: PersonRef | null;
  readonly dueAt: Date;
  readonly state: WaveState;
  /** As last counted; empty before the first count. */
  readonly counts: Partial<Funnel>;
  readonly countedAt: Date | null;
  readonly startedAt: Date;
  readonly closedAt: Date | null;
};

const columns = `wave.id, rollout_id as rollout, wave.policy_id as policy, wave.version,
  coalesce(wave.content_hash, policy_version.content_hash) as "contentHash", wave.name, audience, thresholds,
  ${personRef('manager')} as manager, due_at as "dueAt", state, counts, counted_at as "countedAt",
  started_at as "startedAt", closed_at as "closedAt"`;
const from = `wave left join person manager on manager.id = manager_id
  left join policy_version on policy_version.policy_id = wave.policy_id and policy_version.version = wave.version`;

/** Writes a wave down, with the courses in the version that is current now. Done again, it changes nothing. */
export async function openWave(db: Db, given: NewWave): Promise<void> {
  const { wave, rollout, policy, version, contentHash, courses, manager, startedBy } = given;
  await db.transaction(async (trx) => {
    const written = await trx('wave')
      .insert({
        id: wave,
        rollout_id: rollout,
        policy_id: policy,
        version,
        content_hash: contentHash ?? null,
        name: toJson(given.name),
        audience: toJson(given.audience),
        thresholds: toJson(given.thresholds),
        manager_id: manager,
        due_at: new Date(given.due),
        started_by: startedBy,
        started_at: new Date(given.startedAt),
      })
      .onConflict('id')
      .ignore()
      .returning('id');
    if (written.length === 0) return;
    await pinCourses(trx, wave, courses);
    await appendAudit(trx, [
      {
        actor: startedBy,
        action: 'wave-opened',
        subjectKind: 'wave',
        subject: wave,
        after: { policy, version, contentHash, audience: given.audience, courses, manager, due: given.due },
      },
    ]);
  });
}

async function pinCourses(db: Db, wave: string, courses: readonly string[]): Promise<void> {
  const pinned = await rows<{ id: string }>(
    db,
    `insert into wave_course (wave_id, course_id, course_hash, place)
     select :wave, id, hash, place from unnest(cast(:courses as text[])) with ordinality as asked (course, place)
       join course on course.id = asked.course and current returning course_id as id`,
    { wave, courses },
  );
  const missing = courses.filter((course) => !pinned.some(({ id }) => id === course));
  if (missing.length > 0) throw new Error(`${wave} asks for courses that do not exist: ${missing.join(', ')}`);
}

export const findWave = (db: Db, id: string) =>
  row<Wave>(db, `select ${columns} from ${from} where wave.id = :id`, { id });

export type WavesQuery = {
  /** Only the waves that this person manages; null for all. */
  readonly manager: string | null;
  readonly rollout?: string | undefined;
  readonly state?: WaveState | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Waves, the newest first. */
export async function wavesPage(db: Db, query: WavesQuery): Promise<Page<Wave>> {
  const after = readCursor(query.cursor);
  const found = await rows<Wave & Cursor>(
    db,
    `select ${columns}, ${cursorMoment('started_at')} as at from ${from}
     where true ${query.manager === null ? '' : 'and manager_id = :manager'}
       ${query.rollout === undefined ? '' : 'and rollout_id = :rollout'}
       ${query.state === undefined ? '' : 'and state = :state'}
       ${after ? 'and (started_at, wave.id) < (cast(:after as timestamptz), :afterId)' : ''}
     order by started_at desc, wave.id desc limit :count`,
    { ...query, cursor: undefined, after: after?.at, afterId: after?.id, count: query.limit + 1 },
  );
  return toPage(found, query.limit, ({ at: _at, ...wave }) => wave);
}

/** How many people of a wave stand where, as its enrolments say now. */
export async function waveFunnel(db: Db, wave: string): Promise<Funnel> {
  const found = await row<Funnel>(
    db,
    `with counted as (
       select status, count(*) as people, count(acknowledged_at) as acknowledged,
         count(*) filter (where declined_at is not null and acknowledged_at is null) as declined,
         count(*) filter (where status <> 'passed' or acknowledged_at is null) as open
       from enrolment where wave_id = :wave group by status
     ),
     active as (select * from counted where status not in ('exempt', 'left')),
     critical as (
       select count(distinct person_id) as people, count(distinct person_id) filter (where status = 'passed') as passed
       from entitlement join entitlement_grant on entitlement_id = entitlement.id
         join enrolment using (person_id)
       where tier = 1 and revoked_at is null and valid_to > now() and wave_id = :wave and status not in ('exempt', 'left')
     )
     select ${sum('active', 'people')} as people, ${sum('active', 'acknowledged')} as acknowledged,
       ${sum('active', 'declined')} as declined, ${sum('active', 'open')} as open,
       ${of('assigned')} as assigned, ${of('in-progress')} as "inProgress", ${of('passed')} as passed,
       ${of('failed')} as failed, ${of('escalated')} as escalated, ${of('exempt')} as exempt, ${of('left')} as left,
       (select cast(people as integer) from critical) as critical,
       (select cast(passed as integer) from critical) as "criticalPassed"`,
    { wave },
  );
  if (!found) throw new Error('a query without a from clause gave no row');
  return found;
}

const sum = (table: string, column: string) => `(select cast(coalesce(sum(${column}), 0) as integer) from ${table})`;
const of = (status: string) =>
  `(select cast(coalesce(max(people), 0) as integer) from counted where status = '${status}')`;

/** What the gate of a wave measures now: what was learnt since the last count is taken in first. */
export async function waveFacts(db: Db, wave: string): Promise<readonly Fact[]> {
  const found = await findWave(db, wave);
  if (!found) throw new Error(`there is no wave ${wave}`);
  await followChanges(db, found);
  return factsOf(await waveFunnel(db, wave), found.thresholds);
}

/** Keeps what was counted. A wave that is closed stays so. */
export async function saveCounts(
  db: Db,
  { wave, counts, state }: { readonly wave: string; readonly counts: Funnel; readonly state: WaveState },
): Promise<void> {
  await rows(
    db,
    `update wave set counts = cast(:counts as jsonb), counted_at = now(), state = :state
     where id = :wave and state <> 'closed'`,
    { wave, counts: toJson(counts), state },
  );
}

/** Takes the mark away that something was learnt: before the counting, so that what comes during it is marked anew. */
export async function clearDirty(db: Db, wave: string): Promise<void> {
  await rows(db, 'update wave set dirty = false where id = :wave and dirty', { wave });
}

/** Marks that something was learnt; true for whoever is first since the last count: they tell the workflow. */
export async function markDirty(db: Db, wave: string): Promise<boolean> {
  const flipped = await rows(db, 'update wave set dirty = true where id = :wave and not dirty returning id', { wave });
  return flipped.length > 0;
}

/** Ends a wave, with its last figures as evidence, and lets go of what it held back. */
export async function closeWave(db: Db, wave: string, reason: string, at: Date): Promise<void> {
  const counts = await waveFunnel(db, wave);
  await db.transaction(async (trx) => {
    const closed = await rows(
      trx,
      `update wave set state = 'closed', closed_at = :at, counts = cast(:counts as jsonb), counted_at = :at
       where id = :wave and state <> 'closed' returning id`,
      { wave, at, counts: toJson(counts) },
    );
    if (closed.length === 0) return;
    await rows(
      trx,
      `update entitlement_suspension set lifted_at = :at where kind = 'training' and ref = :wave and lifted_at is null`,
      { wave, at },
    );
    await appendAudit(trx, [
      { actor: null, action: 'wave-closed', subjectKind: 'wave', subject: wave, after: { reason, counts } },
    ]);
  });
}
