import type { Db } from './db.ts';
import { row, rows } from './rows.ts';

/** A local account: how a person signs in without an identity provider. */
export type Account = {
  readonly person: string;
  readonly username: string;
  readonly passwordHash: string | null;
  readonly disabled: boolean;
};

export type LinkKind = 'setup' | 'invite' | 'reset';

/** A link that can be used once. Its secret is known to whoever has it; here is only its hash. */
export type Link = {
  readonly tokenHash: string;
  readonly kind: LinkKind;
  readonly person: string | null;
  readonly expiresAt: Date;
};

const columns = 'person_id as person, username, password_hash as "passwordHash", disabled';
const linkColumns = 'token_hash as "tokenHash", kind, person_id as person, expires_at as "expiresAt"';

export const findAccount = (db: Db, username: string) =>
  row<Account>(db, `select ${columns} from account where lower(username) = lower(:username)`, { username });

export const accountOf = (db: Db, person: string) =>
  row<Account>(db, `select ${columns} from account where person_id = :person`, { person });

export async function countAccounts(db: Db): Promise<number> {
  const found = await row<{ count: number }>(db, 'select cast(count(*) as integer) as count from account');
  return found?.count ?? 0;
}

export async function insertAccount(db: Db, account: Omit<Account, 'disabled'>): Promise<void> {
  const { person, username, passwordHash } = account;
  await db('account').insert({ person_id: person, username, password_hash: passwordHash });
}

export async function setPassword(db: Db, person: string, passwordHash: string, at: Date): Promise<void> {
  await db('account').where({ person_id: person }).update({ password_hash: passwordHash, password_changed_at: at });
}

/** False when the person has no account. */
export async function setDisabled(db: Db, person: string, disabled: boolean): Promise<boolean> {
  return (await db('account').where({ person_id: person }).update({ disabled })) > 0;
}

export async function insertLink(db: Db, { tokenHash, kind, person, expiresAt }: Link): Promise<void> {
  await db('one_time_link').insert({ token_hash: tokenHash, kind, person_id: person, expires_at: expiresAt });
}

/** Uses a link up. Of two who try at once, one gets it. */
export const spendLink = (db: Db, tokenHash: string, at: Date) =>
  row<Link>(
    db,
    `update one_time_link set used_at = :at where token_hash = :tokenHash and used_at is null and expires_at > :at
     returning ${linkColumns}`,
    { tokenHash, at },
  );

/** Ends what is open in a person's name, but for the one session named. */
export async function endSessions(db: Db, person: string, exceptSid?: string): Promise<void> {
  await rows(
    db,
    `delete from session where sess ->> 'personId' = :person and (cast(:sid as text) is null or sid <> :sid)`,
    { person, sid: exceptSid },
  );
}
