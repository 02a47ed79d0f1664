import { readDemoParties, readPartyLists } from '../catalog/index.ts';
import { admittedUntil } from '../domain/carriage.ts';
import { chinaDay } from '../domain/shipment.ts';
import { admitCarrier, findCarrier } from '../store/carriers.ts';
import type { Db } from '../store/db.ts';
import { partyLists, registerPartyLists, savePartyListVersion } from '../store/partyLists.ts';

/** What the demo company screens against, all of it invented, and the carriers that it has admitted for a year. */
export async function seedDemoParties(db: Db, now: Date): Promise<void> {
  const { lists, carriers } = readDemoParties();
  await registerPartyLists(db, lists);
  const kept = new Map((await partyLists(db)).map(({ list, version }) => [list, version]));
  for (const { list, version, issuedOn, entries } of lists) {
    if (kept.get(list) === version) continue;
    await db.transaction((trx) => savePartyListVersion(trx, { list, version, issuedOn, entries, by: null, at: now }));
  }
  const validUntil = admittedUntil(chinaDay(now), []);
  for (const carrier of carriers) {
    const known = await findCarrier(db, carrier.name);
    if (!known) await admitCarrier(db, { ...carrier, validUntil, instance: null, at: now });
  }
}

/** The lists that a company is expected to screen against, empty: until it imports them, everybody is held for a person. */
export const seedPartyLists = (db: Db): Promise<void> => registerPartyLists(db, readPartyLists());
