import { renewalDays, renewalReminder } from '../domain/credential.ts';
import { type Expiring, expireSome, expiringPage, type Lapsed, markReminded } from '../store/credentials.ts';
import { peopleByIds } from '../store/people.ts';
import { leniently, type Telling, tell } from './jobs/tell.ts';

const BATCH = 500;
const DAY_MS = 86_400_000;

/** The house-keeping of certificates: what has lapsed, what is about to. */
export const createCredentials = (telling: Telling) => ({
  /** Takes what has lapsed out of force with what it unlocks, and reminds of what will: 60, 30 and 7 days before. */
  sweepCredentials: async (): Promise<{ readonly expired: number; readonly reminded: number }> => {
    const at = new Date();
    return { expired: await expireAll(telling, at), reminded: await remindAll(telling, at) };
  },
});

async function expireAll(telling: Telling, at: Date): Promise<number> {
  let expired = 0;
  for (;;) {
    const lapsed = await expireSome(telling.db, at, BATCH);
    await say(
      telling,
      'certificate-expired',
      lapsed.map((one) => ({ ...one, days: 0 })),
    );
    expired += lapsed.length;
    if (lapsed.length < BATCH) return expired;
  }
}

async function remindAll(telling: Telling, at: Date): Promise<number> {
  const until = new Date(at.getTime() + Math.max(...renewalDays) * DAY_MS);
  let reminded = 0;
  let after: { readonly at: Date; readonly id: string } | undefined;
  for (;;) {
    const page = await expiringPage(telling.db, { at, until, after, limit: BATCH });
    reminded += await remindSome(telling, page, at);
    const last = page.at(-1);
    if (!last || page.length < BATCH) return reminded;
    after = { at: last.validTo, id: last.id };
  }
}

async function remindSome(telling: Telling, page: readonly Expiring[], at: Date): Promise<number> {
  const due = page.flatMap((one) => {
    const days = renewalReminder(one.validTo.getTime(), at.getTime(), one.reminded);
    return days === undefined ? [] : [{ ...one, days }];
  });
  await say(telling, 'certificate-expiring', due);
  await markReminded(telling.db, due);
  return due.length;
}

type Said = Lapsed & { readonly days: number };

/** Tells holders, all of one kind and one end together. */
async function say(telling: Telling, kind: string, all: readonly Said[]): Promise<void> {
  const groups = new Map<string, Said[]>();
  for (const one of all) {
    const key = `${one.type}|${one.days}|${one.validTo.toISOString()}`;
    groups.set(key, [...(groups.get(key) ?? []), one]);
  }
  for (const [key, group] of groups) {
    const [first] = group;
    if (!first) continue;
    const holders = await peopleByIds(
      telling.db,
      group.map(({ person }) => person),
    );
    const params = { certificate: first.name, days: String(first.days) };
    const tidings = { kind, params, instance: 'certificates', token: key, attempt: 1, page: '/learn' };
    await tell(
      leniently(telling),
      holders.filter(({ active }) => active),
      tidings,
    );
  }
}
