import type { PartyEntry } from '../domain/partyList.ts';
import type { ListStanding } from '../domain/screening.ts';
import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { hashOf, toJson } from './json.ts';
import type { LocalText } from './localText.ts';
import { row, rows } from './rows.ts';

/** A list and its current version; null when none was ever imported. Days are "YYYY-MM-DD". */
export type PartyList = ListStanding & {
  readonly name: LocalText;
  readonly issuedOn: string | null;
  readonly importedAt: Date | null;
  readonly importedBy: string | null;
  readonly entries: number | null;
};

export const partyLists = (db: Db) =>
  rows<PartyList>(
    db,
    `select party_list.id as list, name, required, max_age_days as "maxAgeDays", current.version,
       cast(current.issued_on as text) as "issuedOn", current.imported_at as "importedAt",
       current.imported_by as "importedBy", current.checked_at as "checkedAt", current.entries
     from party_list left join lateral (
       select * from party_list_version where list_id = party_list.id
       order by issued_on desc, imported_at desc limit 1
     ) current on true
     order by party_list.id`,
  );

export type PartyListVersion = {
  readonly version: string;
  readonly issuedOn: string;
  readonly importedAt: Date;
  readonly importedBy: string | null;
  readonly checkedAt: Date;
  readonly entries: number;
};

/** The versions of a list that were ever used, the newest first. */
export const partyListVersions = (db: Db, list: string, limit: number) =>
  rows<PartyListVersion>(
    db,
    `select version, cast(issued_on as text) as "issuedOn", imported_at as "importedAt", imported_by as "importedBy",
       checked_at as "checkedAt", entries
     from party_list_version where list_id = :list order by issued_on desc, imported_at desc limit :limit`,
    { list, limit },
  );

/** Entries of a version, in the order of their numbers, after the one that the caller has. */
export const partyEntries = (db: Db, list: string, version: string, after: string, limit: number) =>
  rows<PartyEntry>(
    db,
    `select entry, names, kind, countries, address, remarks from party_entry
     where list_id = :list and version = :version and entry > :after order by entry limit :limit`,
    { list, version, after, limit },
  );

export type ListSetting = {
  readonly list: string;
  readonly name: LocalText;
  readonly required: boolean;
  readonly maxAgeDays: number;
};

/** Registers lists that parties are screened against; those that are registered stay as they are. */
export async function registerPartyLists(db: Db, lists: readonly ListSetting[]): Promise<void> {
  await rows(
    db,
    `insert into party_list (id, name, required, max_age_days)
     select list, name, required, "maxAgeDays"
     from jsonb_to_recordset(cast(:lists as jsonb)) as given (list text, name jsonb, required boolean, "maxAgeDays" integer)
     on conflict do nothing`,
    { lists: toJson(lists) },
  );
}

/** Registers a list, or changes whether it is required and how old it may be. */
export async function setPartyList(db: Db, setting: ListSetting, by: string): Promise<void> {
  const { list, name, required, maxAgeDays } = setting;
  const before = await row(
    db,
    'select name, required, max_age_days as "maxAgeDays" from party_list where id = :list for update',
    { list },
  );
  await rows(
    db,
    `insert into party_list (id, name, required, max_age_days)
     values (:list, cast(:name as jsonb), :required, :maxAgeDays)
     on conflict (id) do update set name = excluded.name, required = excluded.required,
       max_age_days = excluded.max_age_days`,
    { list, name: toJson(name), required, maxAgeDays },
  );
  await appendAudit(db, [
    { actor: by, action: 'party-list-set', subjectKind: 'party-list', subject: list, before, after: setting },
  ]);
}

export type NewVersion = {
  readonly list: string;
  readonly version: string;
  readonly issuedOn: string;
  readonly entries: readonly PartyEntry[];
  /** Null: it ships with the demo. */
  readonly by: string | null;
  readonly at: Date;
};

/**
 * Keeps a version of a list. The same version with the same entries is only seen to be current still; with other entries
 * it is refused, since screenings refer to it.
 */
export async function savePartyListVersion(db: Db, given: NewVersion): Promise<'saved' | 'confirmed' | 'different'> {
  const { list, version, issuedOn, entries, by, at } = given;
  const contentHash = hashOf(entries.toSorted((a, b) => (a.entry < b.entry ? -1 : 1)));
  const made = await rows(
    db,
    `insert into party_list_version (list_id, version, issued_on, content_hash, entries, imported_by, imported_at, checked_at)
     values (:list, :version, :issuedOn, :contentHash, :count, :by, :at, :at) on conflict do nothing returning version`,
    { list, version, issuedOn, contentHash, count: entries.length, by, at },
  );
  if (made.length === 0) return confirm(db, given, contentHash);
  await insertEntries(db, given);
  await appendAudit(db, [
    {
      actor: by,
      action: 'party-list-imported',
      subjectKind: 'party-list',
      subject: list,
      after: { version, issuedOn, entries: entries.length, contentHash },
    },
  ]);
  return 'saved';
}

async function confirm(db: Db, { list, version, by, at }: NewVersion, contentHash: string) {
  const same = await rows(
    db,
    `update party_list_version set checked_at = greatest(checked_at, :at)
     where list_id = :list and version = :version and content_hash = :contentHash returning version`,
    { list, version, contentHash, at },
  );
  if (same.length === 0) return 'different';
  await appendAudit(db, [
    { actor: by, action: 'party-list-confirmed', subjectKind: 'party-list', subject: list, after: { version } },
  ]);
  return 'confirmed';
}

const CHUNK = 2_000;

async function insertEntries(db: Db, { list, version, entries }: NewVersion): Promise<void> {
  for (let from = 0; from < entries.length; from += CHUNK) {
    await rows(
      db,
      `insert into party_entry (list_id, version, entry, names, kind, countries, address, remarks)
       select :list, :version, entry, names, kind, countries, address, remarks
       from jsonb_to_recordset(cast(:entries as jsonb)) as given (entry text, names text[], kind text,
         countries text[], address text, remarks text)`,
      { list, version, entries: toJson(entries.slice(from, from + CHUNK)) },
    );
  }
}
