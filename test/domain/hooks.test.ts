import { describe, expect, test } from 'vitest';
import { hookSignature, isDeliveryId, isSigned, isTimely } from '../../domain/hooks.ts';

const NOW = Date.UTC(2026, 10, 24, 7);
const seconds = (ms: number) => String(Math.floor(ms / 1_000));
const body = Buffer.from('{"channel":"shop"}');

describe('the signature of a hook', () => {
  const stamp = seconds(NOW);
  const signed = { timestamp: stamp, id: 'evt_1', body };
  const signature = hookSignature('s3cret', signed);

  test('is the HMAC-SHA-256 of timestamp, id and body that any tool computes', () => {
    // printf '%s' '1795503600.evt_1.{"channel":"shop"}' | openssl dgst -sha256 -hmac s3cret
    expect(hookSignature('s3cret', { timestamp: '1795503600', id: 'evt_1', body })).toBe(
      '1b66ed623a6208e962dc54dadfe1156180b7821e18c145a3f1e62485b921f2bb',
    );
  });

  test('holds for its secret, timestamp, id and bytes, in either case, and for one of several secrets', () => {
    expect(isSigned(['s3cret'], signed, signature)).toBe(true);
    expect(isSigned(['new', 's3cret'], signed, signature.toUpperCase())).toBe(true);
  });

  test.each([
    ['another secret', ['other'], signed, signature],
    ['another timestamp', ['s3cret'], { ...signed, timestamp: seconds(NOW + 1_000) }, signature],
    ['another id', ['s3cret'], { ...signed, id: 'evt_2' }, signature],
    ['another body', ['s3cret'], { ...signed, body: Buffer.from('{"channel": "shop"}') }, signature],
    ['no signature', ['s3cret'], signed, ''],
    ['a part of it', ['s3cret'], signed, signature.slice(0, 32)],
    ['no secret', [], signed, signature],
  ])('does not hold for %s', (_, secrets, given, written) => {
    expect(isSigned(secrets, given, written)).toBe(false);
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
