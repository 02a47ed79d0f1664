import type { Hit, HoldReason, Party } from '../domain/screening.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row, rows } from './rows.ts';

export type ListUsed = { readonly list: string; readonly version: string | null; readonly checkedAt: string | null };

/** One screening with what it was measured on. */
export type Screening = {
  readonly instance: string;
  readonly partyKey: string;
  readonly party: Party;
  /** What for: the process and its business key. */
  readonly context: string;
  readonly verdict: 'clear' | 'hold' | 'released' | 'blocked';
  readonly reasons: readonly HoldReason[];
  readonly hits: readonly Hit[];
  readonly listVersions: readonly ListUsed[];
  readonly threshold: number;
  readonly screenedAt: Date;
  readonly decidedBy: string | null;
  readonly releasedWith: string | null;
};

const columns = `instance_id as instance, party_key as "partyKey", party, context, verdict, reasons, hits,
  list_versions as "listVersions", threshold, screened_at as "screenedAt", decided_by as "decidedBy",
  released_with as "releasedWith"`;

export const findScreening = (db: Db, instance: string) =>
  row<Screening>(db, `select ${columns} from party_screening where instance_id = :instance`, { instance });

/** Keeps a screening with its evidence, once; answers what is kept. */
export async function saveScreening(db: Db, screening: Screening): Promise<Screening> {
  const { instance, party, reasons, hits, listVersions, ...rest } = screening;
  const made = await rows(
    db,
    `insert into party_screening (instance_id, party_key, party, context, verdict, reasons, hits, list_versions,
       threshold, screened_at, decided_by, decided_at, released_with)
     values (:instance, :partyKey, cast(:party as jsonb), :context, :verdict, :reasons, cast(:hits as jsonb),
       cast(:listVersions as jsonb), :threshold, :screenedAt, :decidedBy,
       case when cast(:releasedWith as text) is null then null else cast(:screenedAt as timestamptz) end, :releasedWith)
     on conflict do nothing returning instance_id`,
    {
      ...rest,
      instance,
      reasons,
      party: toJson(party),
      hits: toJson(hits),
      listVersions: toJson(listVersions),
    },
  );
  if (made.length > 0) await appendAudit(db, [evidenceOf(screening)]);
  return (await findScreening(db, instance)) ?? screening;
}

/** A release counts for so long: then the party is looked at again. */
const RELEASE_DAYS = 90;

/** The latest release of this very party whose hits were these, on these versions: what a person has decided once. */
export async function earlierRelease(
  db: Db,
  { partyKey, hits, at }: { readonly partyKey: string; readonly hits: readonly Hit[]; readonly at: Date },
): Promise<{ readonly instance: string; readonly decidedBy: string } | undefined> {
  const found = await row<{ instance: string; decidedBy: string; hits: readonly Hit[] }>(
    db,
    `select instance_id as instance, decided_by as "decidedBy", hits from party_screening
     where party_key = :partyKey and verdict = 'released' and released_with is null and reasons = array['hit']
       and decided_at > cast(:at as timestamptz) - make_interval(days => cast(:days as integer))
     order by decided_at desc limit 1`,
    { partyKey, at, days: RELEASE_DAYS },
  );
  if (!found) return undefined;
  const known = new Set(found.hits.map(nameOf));
  return hits.every((hit) => known.has(nameOf(hit))) ? found : undefined;
}

const nameOf = ({ list, version, entry }: Hit) => `${list}@${version}#${entry}`;

export type ScreeningDecision = {
  readonly instance: string;
  readonly verdict: 'released' | 'blocked';
  readonly by: string | null;
  readonly reason: string;
  readonly evidence: string | null;
  readonly at: Date;
};

/** Writes down what a person decided of a party that was held; the first decision stays. */
export async function decideScreening(db: Db, decision: ScreeningDecision): Promise<Screening | undefined> {
  const { instance, verdict, by, reason, evidence, at } = decision;
  const decided = await rows(
    db,
    `update party_screening set verdict = :verdict, decided_by = :by, decided_at = :at, reason = :reason,
       evidence = :evidence where instance_id = :instance and verdict = 'hold' returning instance_id`,
    { instance, verdict, by, reason, evidence, at },
  );
  if (decided.length > 0) {
    await appendAudit(db, [
      {
        actor: by,
        action: `party-${verdict}`,
        subjectKind: 'screening',
        subject: instance,
        instance,
        clauses: ['POL-01#14.3'],
        after: { reason, evidence },
      },
    ]);
  }
  return findScreening(db, instance);
}

/** Evidence names lists, versions, entries and scores; the party itself stands in the screening alone. */
function evidenceOf({ instance, verdict, reasons, hits, listVersions, threshold, context }: Screening) {
  return {
    actor: null,
    action: 'party-screened',
    subjectKind: 'screening',
    subject: instance,
    instance,
    clauses: ['POL-01#14.3'],
    after: {
      context,
      verdict,
      reasons,
      threshold,
      listVersions,
      hits: hits.map(({ list, version, entry, score }) => ({ list, version, entry, score })),
    },
  };
}
