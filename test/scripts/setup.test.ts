import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { fingerprint, isFresh } from '../../scripts/build.mjs';
import { checkNode, isInstalled } from '../../scripts/setup.mjs';
import { tally } from '../../scripts/tally.mjs';
import { temporaryFolder } from '../setup/folder.ts';

describe('Node', () => {
  test.each(['20.19.0', '22.1.0', '24.0.0'])('%s serves', (version) => {
    expect(() => checkNode(version)).not.toThrow();
  });

  test.each(['18.20.0', '20.18.3'])('%s is refused with what is needed', (version) => {
    expect(() => checkNode(version)).toThrow(/needs Node 20\.19 or later; this is/);
  });
});

describe('the dependencies', () => {
  const packages = (versions: Record<string, object>) => JSON.stringify({ packages: versions });
  const clone = (locked: Record<string, object>, installed?: Record<string, object>) => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'node_modules'));
    writeFileSync(join(root, 'package-lock.json'), packages({ '': { version: '1' }, ...locked }));
    if (installed) writeFileSync(join(root, 'node_modules', '.package-lock.json'), packages(installed));
    return root;
  };

  test('are there when npm installed what is locked', () => {
    expect(isInstalled(clone({ a: { version: '1.0.0' } }, { a: { version: '1.0.0' } }))).toBe(true);
  });

  test.each([
    { case: 'nothing is installed', installed: undefined },
    { case: 'a package is missing', installed: {} },
    { case: 'a version differs', installed: { a: { version: '0.9.0' } } },
  ])('are stale when $case', ({ installed }) => {
    expect(isInstalled(clone({ a: { version: '1.0.0' } }, installed))).toBe(false);
  });

  test('may lack what is for other machines', () => {
    expect(isInstalled(clone({ a: { version: '1.0.0', optional: true } }, {}))).toBe(true);
  });
});

describe('a build', () => {
  const tree = () => {
    const root = temporaryFolder();
    mkdirSync(join(root, 'src', 'deep'), { recursive: true });
    writeFileSync(join(root, 'src', 'a.ts'), 'one');
    writeFileSync(join(root, 'src', 'deep', 'b.ts'), 'two');
    return root;
  };
  const inputs = ['src', 'absent'];

  test('has the same hash for the same inputs', () => {
    expect(fingerprint(tree(), inputs)).toBe(fingerprint(tree(), inputs));
  });

  test.each([
    { change: 'an edit', make: (root: string) => writeFileSync(join(root, 'src', 'deep', 'b.ts'), 'three') },
    { change: 'a new file', make: (root: string) => writeFileSync(join(root, 'src', 'c.ts'), '') },
    { change: 'a removed file', make: (root: string) => rmSync(join(root, 'src', 'a.ts')) },
    { change: 'a file that was absent', make: (root: string) => writeFileSync(join(root, 'absent'), '') },
  ])('is stale after $change', ({ make }) => {
    const root = tree();
    const before = fingerprint(root, inputs);
    make(root);

    expect(fingerprint(root, inputs)).not.toBe(before);
  });

  test('is fresh only while its output is there and its stamp is true', () => {
    const root = tree();
    const [output, stamp] = [join(root, 'out.js'), join(root, '.stamp')];
    writeFileSync(stamp, 'hash');
    expect(isFresh(stamp, 'hash', output)).toBe(false);

    writeFileSync(output, '');

    expect(isFresh(stamp, 'hash', output)).toBe(true);
    expect(isFresh(stamp, 'another', output)).toBe(false);
  });
});

describe('the tally of a run', () => {
  const report = (results: { status: string; assertionResults: { status: string }[] }[]) => ({
    numPassedTests: 3,
    numFailedTests: 1,
    testResults: results,
  });

  test('counts tests', () => {
    expect(tally(report([{ status: 'failed', assertionResults: [{ status: 'failed' }] }]))).toEqual({
      passed: 3,
      failed: 1,
    });
  });

  test('counts a file that did not load as a failure', () => {
    expect(tally(report([{ status: 'failed', assertionResults: [] }]))).toEqual({ passed: 3, failed: 2 });
  });
});
