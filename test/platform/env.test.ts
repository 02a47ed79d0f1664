import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { readEnv } from '../../platform/env.ts';
import { temporaryFolder } from '../setup/folder.ts';

const least = {
  DATABASE_URL: 'postgres://localhost/zhidu',
  SESSION_SECRET: 'x'.repeat(32),
  DATA_KEYS: `k1:${'x'.repeat(43)}`,
};

describe('the environment', () => {
  test('needs no more than a database, a secret and a key', () => {
    expect(readEnv(least)).toMatchObject({ PORT: 8080, ZHIDU_MODE: 'production', PUBLIC_URL: 'http://127.0.0.1:8080' });
  });

  test('names everything that is missing or wrong at once', () => {
    const read = () => readEnv({ PORT: 'many', SESSION_SECRET: 'short' });

    expect(read).toThrow(/DATABASE_URL/);
    expect(read).toThrow(/PORT/);
    expect(read).toThrow(/SESSION_SECRET/);
    expect(read).toThrow(/DATA_KEYS/);
  });

  test('never opens the demo, where anybody is anybody, to a network', () => {
    expect(() => readEnv({ ...least, ZHIDU_MODE: 'demo', HOST: '0.0.0.0' })).toThrow(/127\.0\.0\.1 only/);
    expect(readEnv({ ...least, ZHIDU_MODE: 'demo', HOST: '127.0.0.1' }).ZHIDU_MODE).toBe('demo');
  });

  test('takes an empty value for an absent one', () => {
    expect(readEnv({ ...least, SMTP_URL: '', PORT: '' }).PORT).toBe(8080);
  });

  test('reads a secret from the file that is named in its place', () => {
    const file = join(temporaryFolder(), 'keys');
    writeFileSync(file, `k2:${'y'.repeat(43)}\n`);

    const { DATA_KEYS: _, ...rest } = least;
    expect(readEnv({ ...rest, DATA_KEYS_FILE: file }).DATA_KEYS).toBe(`k2:${'y'.repeat(43)}`);
  });

  test('takes no key that is too short to protect anything', () => {
    expect(() => readEnv({ ...least, DATA_KEYS: 'k1:short' })).toThrow(/DATA_KEYS/);
  });
});
