import type { Db } from './db.ts';
import { row, rows } from './rows.ts';

/** Something that those who watch are told: which tasks changed, for whom, and that an instance moved. */
export type Tiding = {
  readonly id: number;
  readonly kind: string;
  readonly instance: string | null;
  /** Candidate keys: "person:<id>", "duty:<id>", "duty:<id>/<department>". */
  readonly audience: readonly string[];
};

/** How far the ids have come: the last one given out, and between which transactions all is settled. */
export type Tide = { readonly last: number; readonly xmin: bigint; readonly xmax: bigint };

/** Rows that are read at once. */
export const READ_MAX = 5_000;

/** How far it has come by now. */
export async function tideOf(db: Db): Promise<Tide> {
  const found = await row<{ last: string; xmin: string; xmax: string }>(
    db,
    `select cast(case when is_called then last_value else 0 end as text) as last,
       cast(pg_snapshot_xmin(pg_current_snapshot()) as text) as xmin,
       cast(pg_snapshot_xmax(pg_current_snapshot()) as text) as xmax from outbox_id`,
  );
  if (!found) throw new Error('a sequence has no row');
  return { last: Number(found.last), xmin: BigInt(found.xmin), xmax: BigInt(found.xmax) };
}

/** What was told after an id, in the order of ids. */
export const tidingsAfter = (db: Db, id: number) =>
  rows<Tiding>(
    db,
    `select cast(id as double precision) as id, kind, instance_id as instance, audience
     from outbox where id > :id order by id limit :limit`,
    { id, limit: READ_MAX },
  );

/** Rows that are looked through for whoever comes back; whoever was away for longer has missed something. */
const LOOKED_AT = 2_000;
/** What was told so shortly before somebody first came may have been read by them, or not. */
const JUST_NOW = '10 seconds';

export type Missing = { readonly instance?: string; readonly keys: readonly string[]; readonly since?: number };

/** Whether anything was told, of an instance or to somebody with these keys, since an id; or just now, without one. */
export async function wasMissed(db: Db, { instance, keys, since }: Missing): Promise<boolean> {
  const found = await row<{ missed: boolean }>(
    db,
    `select coalesce(bool_or(told), false) or (count(*) = :looked and coalesce(min(id) > :since, false)) as missed
     from (
       select id, (instance_id = :instance or audience && cast(:keys as text[]))
         and case when cast(:since as bigint) is null then at > now() - interval '${JUST_NOW}' else id > :since end as told
       from outbox order by id desc limit :looked) recent`,
    { instance, keys, since, looked: LOOKED_AT },
  );
  return found?.missed ?? false;
}
