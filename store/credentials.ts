import { randomUUID } from 'node:crypto';
import { mayRenew, validUntil } from '../domain/credential.ts';
import { Refusal } from '../domain/refusal.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { LocalText } from './localText.ts';
import { row, rows } from './rows.ts';

/** China's: the zone at whose midnight certificates lapse. */
const UTC_OFFSET_MINUTES = 480;

export type CredentialType = {
  readonly id: string;
  readonly name: LocalText;
  readonly validMonths: number;
  readonly renewalDays: number;
};

const typeColumns = 'id, name, valid_months as "validMonths", renewal_days as "renewalDays"';

export const findCredentialType = (db: Db, id: string) =>
  row<CredentialType>(db, `select ${typeColumns} from credential_type where id = :id`, { id });

export type Issue = {
  readonly type: CredentialType;
  readonly people: readonly string[];
  /** What it was earned by, once: the id of a wave, a request. */
  readonly source: string;
  readonly by?: string | null;
  readonly reason?: string;
  readonly at: Date;
};

/**
 * Issues a certificate to each of these people, or renews the one that is near its end. Whoever holds one that is good for
 * long keeps it. Exactly one is in force for each person and kind, however many issue at once. Gives who got one.
 */
export async function issueCredentials(db: Db, issue: Issue): Promise<readonly string[]> {
  return db.transaction(async (trx) => {
    await retire(trx, issue);
    const issued = await insertActive(trx, issue);
    if (issued.length === 0) return [];
    await restore(trx, issue, issued);
    await appendAudit(
      trx,
      issued.map(({ id, person, code, validTo }) => ({
        actor: issue.by ?? null,
        action: 'certificate-issued',
        subjectKind: 'credential',
        subject: id,
        after: { person, type: issue.type.id, code, validTo, source: issue.source, reason: issue.reason },
      })),
    );
    return issued.map(({ person }) => person);
  });
}

/** Takes the old certificate out of force, where it is near its end and was not earned by the same. */
async function retire(db: Db, { type, people, source, at }: Issue): Promise<void> {
  await rows(
    db,
    `update credential set status = case when valid_to <= :at then 'expired' else 'renewed' end, ended_at = :at
     where person_id = any(:people) and type_id = :type and status = 'active' and source <> :source
       and valid_to <= cast(:at as timestamptz) + make_interval(days => :days)
       and not exists (select from credential earned where earned.person_id = credential.person_id
         and earned.type_id = :type and earned.source = :source)`,
    { people: [...people].toSorted(), type: type.id, source, at, days: type.renewalDays },
  );
}

type Issued = { readonly id: string; readonly person: string; readonly code: string; readonly validTo: Date };

const insertActive = (db: Db, { type, people, source, at }: Issue) =>
  rows<Issued>(
    db,
    `insert into credential (id, type_id, person_id, valid_from, valid_to, source)
     select given.id, :type, given.person, :at, :validTo, :source
     from jsonb_to_recordset(cast(:given as jsonb)) as given (id text, person text)
     where not exists (select from credential earned where earned.person_id = given.person
       and earned.type_id = :type and earned.source = :source)
     order by given.person
     on conflict (person_id, type_id) where status = 'active' do nothing
     returning id, person_id as person, code, valid_to as "validTo"`,
    {
      type: type.id,
      source,
      at,
      validTo: new Date(validUntil(at.getTime(), type.validMonths, UTC_OFFSET_MINUTES)),
      given: toJson(people.map((person) => ({ id: randomUUID(), person }))),
    },
  );

/** What lapsed with the old one comes back with the new one. */
async function restore(db: Db, { type, at }: Issue, issued: readonly Issued[]): Promise<void> {
  await rows(
    db,
    `update entitlement_suspension set lifted_at = :at
     where kind = 'credential' and ref = :type and person_id = any(:people) and lifted_at is null`,
    { type: type.id, people: issued.map(({ person }) => person), at },
  );
}

/** Issues all certificates that completing a wave of a policy earns. */
export async function issueForPolicy(
  db: Db,
  { policy, ...issue }: Omit<Issue, 'type'> & { readonly policy: string },
): Promise<void> {
  const types = await rows<CredentialType>(
    db,
    `select ${typeColumns} from credential_type where policy_id = :policy order by id`,
    { policy },
  );
  for (const type of types) await issueCredentials(db, { ...issue, type });
}

/** Issues one certificate by hand; refused while the one in force is good for long. */
export async function issueOne(
  db: Db,
  { person, ...issue }: Omit<Issue, 'people'> & { readonly person: string },
): Promise<void> {
  const { type, at } = issue;
  const held = await row<{ validTo: Date | null }>(
    db,
    `select nullif(valid_to, 'infinity') as "validTo" from credential where person_id = :person and type_id = :type and status = 'active'`,
    { person, type: type.id },
  );
  if (held && !mayRenew(held.validTo?.getTime() ?? Infinity, at.getTime(), type.renewalDays)) {
    throw new Refusal('credential-current', { days: String(type.renewalDays) });
  }
  await issueCredentials(db, { ...issue, people: [person] });
}

export type Lapsed = {
  readonly id: string;
  readonly person: string;
  readonly type: string;
  readonly name: LocalText;
  readonly validTo: Date;
};

/** Takes certificates that have lapsed out of force, and with them what they unlock. Gives whose; none when all is done. */
export async function expireSome(db: Db, at: Date, limit: number): Promise<readonly Lapsed[]> {
  return db.transaction(async (trx) => {
    const lapsed = await rows<Lapsed>(
      trx,
      `with due as (
         select id from credential where status = 'active' and valid_to <= :at
         order by valid_to, id limit :limit for update skip locked
       )
       update credential set status = 'expired', ended_at = :at from due, credential_type
       where credential.id = due.id and credential_type.id = type_id
       returning credential.id, person_id as person, type_id as type, credential_type.name,
         valid_to as "validTo"`,
      { at, limit },
    );
    if (lapsed.length === 0) return [];
    await suspend(trx, lapsed, at);
    await appendAudit(
      trx,
      lapsed.map(({ id, person, type }) => ({
        actor: null,
        action: 'certificate-expired',
        subjectKind: 'credential',
        subject: id,
        after: { person, type },
      })),
    );
    return lapsed;
  });
}

async function suspend(db: Db, lapsed: readonly Lapsed[], at: Date): Promise<void> {
  await rows(
    db,
    `insert into entitlement_suspension (person_id, entitlement_id, kind, ref, since)
     select person, entitlement_id, 'credential', type, cast(:at as timestamptz)
     from jsonb_to_recordset(cast(:lapsed as jsonb)) as given (person text, type text)
       join credential_unlock on type_id = type
     on conflict (person_id, entitlement_id, kind, ref) where lifted_at is null do nothing`,
    { lapsed: toJson(lapsed.map(({ person, type }) => ({ person, type }))), at },
  );
}

export type Expiring = Lapsed & { readonly reminded: number | null };

/** Certificates that lapse before a moment, from a cursor on. */
export const expiringPage = (
  db: Db,
  {
    at,
    until,
    after,
    limit,
  }: {
    readonly at: Date;
    readonly until: Date;
    readonly after?: { readonly at: Date; readonly id: string } | undefined;
    readonly limit: number;
  },
) =>
  rows<Expiring>(
    db,
    `select credential.id, person_id as person, type_id as type, credential_type.name, valid_to as "validTo", reminded
     from credential join credential_type on credential_type.id = type_id
     where status = 'active' and valid_to > :at and valid_to <= :until
       ${after === undefined ? '' : 'and (valid_to, credential.id) > (cast(:afterAt as timestamptz), :afterId)'}
     order by valid_to, credential.id limit :limit`,
    { at, until, afterAt: after?.at, afterId: after?.id, limit },
  );

/** Remembers which reminders have gone out. */
export async function markReminded(
  db: Db,
  reminders: readonly { readonly id: string; readonly days: number }[],
): Promise<void> {
  await rows(
    db,
    `update credential set reminded = given.days
     from jsonb_to_recordset(cast(:reminders as jsonb)) as given (id text, days integer) where credential.id = given.id`,
    { reminders: toJson(reminders) },
  );
}
