import { createHash, createHmac, randomBytes } from 'node:crypto';
import { countAccounts, insertLink, type LinkKind } from '../store/accounts.ts';
import type { Db } from '../store/db.ts';

const SECRET_BYTES = 32;
const SETUP_LIFE_MS = 24 * 60 * 60 * 1000;
const lifeMs: Readonly<Record<LinkKind, number>> = {
  setup: SETUP_LIFE_MS,
  invite: 7 * 24 * 60 * 60 * 1000,
  reset: 24 * 60 * 60 * 1000,
};

/** What is kept of a link's secret. It is random, so a plain hash is enough. */
export const hashOfToken = (token: string) => createHash('sha256').update(token).digest('hex');

/** The console's page for a one-time link. The secret stands behind the #, which no server and no log sees. */
export const addressOf = (publicUrl: string, token: string) => `${new URL('/redeem', publicUrl).href}#${token}`;

export const expiryOf = (kind: LinkKind, from: Date) => new Date(from.getTime() + lifeMs[kind]);

/** The secret of a link that a request asked for: made from its id, so that a repeat gives the same one and nobody keeps it. */
export function tokenOf(kind: LinkKind, requestId: string, secret: string): string {
  return `${kind}-${createHmac('sha256', secret).update(`one-time link ${kind} ${requestId}`).digest('base64url')}`;
}

/** The link with which the first administrator sets a new company up; undefined when somebody already has an account. */
export async function createSetupLink(db: Db, publicUrl: string): Promise<string | undefined> {
  if ((await countAccounts(db)) > 0) return undefined;
  const token = `setup-${randomBytes(SECRET_BYTES).toString('base64url')}`;
  const expiresAt = expiryOf('setup', new Date());
  await insertLink(db, { tokenHash: hashOfToken(token), kind: 'setup', person: null, expiresAt });
  return addressOf(publicUrl, token);
}
