import { describe, expect, test } from 'vitest';
import { hookSignature, isDeliveryId, isSigned, isTimely } from '../../domain/hooks.ts';

const NOW = Date.UTC(2026, 10, 24, 7);
const seconds = (ms: number) => String(Math.floor(ms / 1_000));
const body = Buffer.from('{"channel":"shop"}');

describe('the signature of a hook', () => {
  const stamp = seconds(NOW);
  const signature = hookSignature('s3cret', stamp, body);

  test('is the HMAC-SHA-256 of timestamp and body that any tool computes', () => {
    // printf '%s' '1795503600.{"channel":"shop"}' | openssl dgst -sha256 -hmac s3cret
    expect(hookSignature('s3cret', '1795503600', body)).toBe(
      '67b7ded8ed27f1763402bcb66100eb17e9106fe24ffe566c10bce131b06465ba',
    );
  });

  test('holds for its secret, timestamp and bytes, in either case, and for one of several secrets', () => {
    expect(isSigned(['s3cret'], stamp, body, signature)).toBe(true);
    expect(isSigned(['new', 's3cret'], stamp, body, signature.toUpperCase())).toBe(true);
  });

  test.each([
    ['another secret', ['other'], stamp, body, signature],
    ['another timestamp', ['s3cret'], seconds(NOW + 1_000), body, signature],
    ['another body', ['s3cret'], stamp, Buffer.from('{"channel": "shop"}'), signature],
    ['no signature', ['s3cret'], stamp, body, ''],
    ['a part of it', ['s3cret'], stamp, body, signature.slice(0, 32)],
    ['no secret', [], stamp, body, signature],
  ])('does not hold for %s', (_, secrets, timestamp, bytes, given) => {
    expect(isSigned(secrets, timestamp, bytes, given)).toBe(false);
  });
});

describe('the window of a hook', () => {
  test.each([
    [0, true],
    [299, true],
    [-299, true],
    [301, false],
    [-301, false],
  ])('a timestamp %i s from now: %s', (distance, expected) => {
    expect(isTimely(seconds(NOW + distance * 1_000), NOW)).toBe(expected);
  });

  test.each(['', 'now', '1e9', '-5', '1795503600.5'])('a timestamp that is none is never timely: "%s"', (text) => {
    expect(isTimely(text, NOW)).toBe(false);
  });
});

describe('the id of a delivery', () => {
  test('is short and plain', () => {
    expect(['evt_1', 'a.b-c'].every(isDeliveryId)).toBe(true);
    expect(['', 'a b', 'x'.repeat(101), '../x'].some(isDeliveryId)).toBe(false);
  });
});
