import { createHmac, timingSafeEqual } from 'node:crypto';

/** How far the clock of whoever sends may be from ours, in minutes. */
export const HOOK_WINDOW_MINUTES = 5;
const MS_PER_MINUTE = 60_000;
const DELIVERY_ID = /^[\w.-]{1,100}$/;
const UNIX_SECONDS = /^\d{1,11}$/;

/** What is signed: when (Unix seconds), under which id, and the body as it came, byte by byte. */
export type Signed = { readonly timestamp: string; readonly id: string; readonly body: Uint8Array };

/**
 * What a signature must be: hexadecimal HMAC-SHA-256 of "<timestamp>.<id>.<body>". The id is part of it: whoever overhears
 * a delivery can only repeat it, which does nothing, and not bring it again as another.
 */
export function hookSignature(secret: string, { timestamp, id, body }: Signed): string {
  return createHmac('sha256', secret).update(`${timestamp}.${id}.`).update(body).digest('hex');
}

/** Compares in constant time, with each secret: how long it takes says nothing about either. */
export function isSigned(secrets: readonly string[], signed: Signed, signature: string): boolean {
  const given = Buffer.from(signature.toLowerCase());
  const matches = secrets.map((secret) => {
    const expected = Buffer.from(hookSignature(secret, signed));
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
  return matches.includes(true);
}

/** Whether a timestamp (Unix seconds) lies within the window around `now` (ms): what is older may be a replay. */
export function isTimely(timestamp: string, now: number): boolean {
  if (!UNIX_SECONDS.test(timestamp)) return false;
  return Math.abs(Number(timestamp) * 1_000 - now) <= HOOK_WINDOW_MINUTES * MS_PER_MINUTE;
}

/** Whether a text may name a delivery. */
export const isDeliveryId = (id: string) => DELIVERY_ID.test(id);
