import type { Audience } from '../../domain/training.ts';
import type { Db } from '../db.ts';
import { audienceGaps, isMeant } from '../enrolments.ts';
import { row } from '../rows.ts';
import { type PersonRef, personRef } from './taskRow.ts';

/** People that a preview names. */
const NAMED = 20;

export type Meant = { readonly people: number; readonly excepted: number; readonly some: readonly PersonRef[] };

/** Whom an audience means now: how many people at work, how many of them are left out by name, and the first ones. */
export async function meantBy(db: Db, audience: Audience): Promise<Meant> {
  const found = await row<Meant>(
    db,
    `with meant as materialized (
       select *, coalesce(id = any(:except), false) as excepted from person where ${isMeant}
     ),
     named as (select * from meant where not excepted order by id limit :limit)
     select cast(count(*) filter (where not excepted) as integer) as people,
       cast(count(*) filter (where excepted) as integer) as excepted,
       coalesce((select jsonb_agg(${personRef('named')} order by id) from named), '[]') as some
     from meant`,
    { ...audienceGaps(audience), limit: NAMED },
  );
  return found ?? { people: 0, excepted: 0, some: [] };
}
