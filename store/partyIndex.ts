import type { PartyEntry } from '../domain/partyList.ts';
import { indexParties, type PartyIndex } from '../domain/screening.ts';
import type { Db } from './db.ts';
import { type PartyList, partyEntries, partyLists } from './partyLists.ts';
import { row } from './rows.ts';

/** Entries read at a time: what a statement of 1.5 s reads with ease. */
const CHUNK = 5_000;
/** Versions kept in memory, the last used: one of each list, and those that they replace. */
const KEPT_MAX = 24;

/** Versions never change, so one that was read is kept, under the hash of its content. */
const kept = new Map<string, PartyIndex>();

/** The current version of every list, ready to be searched, and how each list stands. */
export async function currentParties(
  db: Db,
): Promise<{ readonly standings: readonly PartyList[]; readonly indexes: readonly PartyIndex[] }> {
  const standings = await partyLists(db);
  const indexes: PartyIndex[] = [];
  for (const { list, version } of standings) if (version !== null) indexes.push(await indexOf(db, list, version));
  return { standings, indexes };
}

async function indexOf(db: Db, list: string, version: string): Promise<PartyIndex> {
  const found = await row<{ hash: string }>(
    db,
    'select content_hash as hash from party_list_version where list_id = :list and version = :version',
    { list, version },
  );
  const key = `${list}@${version}#${found?.hash ?? ''}`;
  const known = kept.get(key);
  if (known) return known;
  const index = indexParties(list, version, await allEntries(db, list, version));
  kept.set(key, index);
  for (const oldest of kept.keys()) {
    if (kept.size <= KEPT_MAX) break;
    kept.delete(oldest);
  }
  return index;
}

async function allEntries(db: Db, list: string, version: string): Promise<readonly PartyEntry[]> {
  const entries: PartyEntry[] = [];
  for (;;) {
    const more = await partyEntries(db, list, version, entries.at(-1)?.entry ?? '', CHUNK);
    entries.push(...more);
    if (more.length < CHUNK) return entries;
  }
}
