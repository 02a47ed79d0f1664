import { createHash, createHmac } from 'node:crypto';

/** Digits and letters that nobody mistakes for each other (Crockford's base 32). */
const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const BITS = 128;
const BITS_PER_DIGIT = 5n;
const DIGIT_MASK = 31n;
const GROUP = /.{1,6}/g;

/**
 * The code by which a complaint is tracked: 128 bits, made from the request's id with our secret, so that a repeat gives the
 * same one and nobody keeps it. "7QK3WD-…"
 */
export function complaintCode(requestId: string, secret: string): string {
  const digest = createHmac('sha256', secret).update(`complaint ${requestId}`).digest();
  let rest = BigInt(`0x${digest.subarray(0, BITS / 8).toString('hex')}`);
  const digits: string[] = [];
  for (let bits = 0; bits < BITS; bits += Number(BITS_PER_DIGIT)) {
    digits.unshift(ALPHABET.charAt(Number(rest & DIGIT_MASK)));
    rest >>= BITS_PER_DIGIT;
  }
  return (digits.join('').match(GROUP) ?? []).join('-');
}

/** A code as it was typed: without what separates, and with the letters that were meant. */
export function plainCode(typed: string): string {
  const digits = typed
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '');
  const meant = digits.replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  return (meant.match(GROUP) ?? []).join('-');
}

/** What is kept of a code. It is random, so a plain hash is enough. */
export const codeHash = (code: string) => createHash('sha256').update(code).digest('hex');
