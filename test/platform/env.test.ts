import { describe, expect, test } from 'vitest';
import { readEnv } from '../../platform/env.ts';

const least = { DATABASE_URL: 'postgres://localhost/zhidu', SESSION_SECRET: 'x'.repeat(32) };

describe('the environment', () => {
  test('needs no more than a database and a secret', () => {
    expect(readEnv(least)).toMatchObject({ PORT: 8080, ZHIDU_MODE: 'production', PUBLIC_URL: 'http://127.0.0.1:8080' });
  });

  test('names everything that is missing or wrong at once', () => {
    const read = () => readEnv({ PORT: 'many', SESSION_SECRET: 'short' });

    expect(read).toThrow(/DATABASE_URL/);
    expect(read).toThrow(/PORT/);
    expect(read).toThrow(/SESSION_SECRET/);
  });

  test('never opens the demo, where anybody is anybody, to a network', () => {
    expect(() => readEnv({ ...least, ZHIDU_MODE: 'demo', HOST: '0.0.0.0' })).toThrow(/127\.0\.0\.1 only/);
    expect(readEnv({ ...least, ZHIDU_MODE: 'demo', HOST: '127.0.0.1' }).ZHIDU_MODE).toBe('demo');
  });

  test('takes an empty value for an absent one', () => {
    expect(readEnv({ ...least, SMTP_URL: '', PORT: '' }).PORT).toBe(8080);
  });
});
