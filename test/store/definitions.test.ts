import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../platform/root.ts';
import {
  codedWorkflows,
  currentDecision,
  currentDefinition,
  deployDecision,
  deployProcess,
  findDefinition,
} from '../../store/definitions.ts';
import { clausesByRef, savePolicy } from '../../store/policies.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';
import { process } from './samples.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const deploy = (name: string, xml = '<a/>') => deployProcess(database.db, { model: { ...process, name }, xml });

describe('deploying a process', () => {
  test('gives a new version to new content alone, and the newest is current', async () => {
    const first = await deploy('one');
    const second = await deploy('two');
    const again = await deploy('two', '<drawn otherwise="yes"/>');

    expect([first, second, again]).toMatchObject([
      { version: 1, isNew: true },
      { version: 2, isNew: true },
      { version: 2, isNew: false },
    ]);
    expect(await currentDefinition(database.db, 'purchase')).toMatchObject({
      hash: second.hash,
      model: { name: 'two' },
      xml: '<drawn otherwise="yes"/>',
    });
    expect(await findDefinition(database.db, first.hash)).toMatchObject({ current: false });
  });

  test('makes an earlier version current again when its content comes back', async () => {
    await deploy('three');

    expect(await deploy('one')).toMatchObject({ version: 1, isNew: false });
    expect(await currentDefinition(database.db, 'purchase')).toMatchObject({ version: 1 });
  });

  test('keeps one current version when two deploy at once', async () => {
    await Promise.all(['a', 'b', 'c', 'd'].map((name) => deploy(name)));

    const current = await database.db('process_definition').where({ key: 'purchase', current: true });
    expect(current).toHaveLength(1);
  });

  test('knows every workflow that is written in code', () => {
    const index = readFileSync(join(projectRoot, 'workflows', 'index.ts'), 'utf8');
    const exported = [...index.matchAll(/^export \{ ([\w, ]+) \}/gm)].flatMap(([, names = '']) => names.split(', '));

    expect(exported.length).toBeGreaterThan(0);
    expect(codedWorkflows).toEqual(expect.arrayContaining(exported));
  });

  test('refuses the key of a workflow that is written in code', async () => {
    const model = { ...process, id: 'rollout' };

    await expect(deployProcess(database.db, { model, xml: '<a/>' })).rejects.toMatchObject({
      code: 'definition-refused',
    });
  });
});

describe('a decision', () => {
  test('is found in its newest form', async () => {
    await deployDecision(database.db, { id: 'route', name: 'Route', model: { rules: 1 }, xml: '<a/>' });
    await deployDecision(database.db, { id: 'route', name: 'Route', model: { rules: 2 }, xml: '<a/>' });

    expect(await currentDecision(database.db, 'route')).toMatchObject({ model: { rules: 2 } });
  });
});

describe('a clause', () => {
  const text = { 'zh-CN': '应当', en: 'shall' };
  const clause = (id: string, en: string) => ({
    id,
    chapter: text,
    number: id.split('#')[1] ?? '',
    kind: 'DUTY',
    binding: 'MUST' as const,
    vitalInterest: false,
    text: { ...text, en },
    laws: [],
  });
  const policy = (version: number, en: string) => ({
    id: 'POL-01',
    title: text,
    version,
    effectiveFrom: new Date(),
    clauses: [clause('POL-01#3.2', en), clause('POL-01#12.3', en)],
  });

  test('is quoted as it is in force', async () => {
    await savePolicy(database.db, policy(1, 'old'));
    await savePolicy(database.db, policy(2, 'new'));
    await savePolicy(database.db, policy(2, 'new'));

    const quoted = await clausesByRef(database.db, ['POL-01#12.3', 'POL-01#3.2', 'POL-01#99.9']);
    expect(quoted.map(({ id, version, text: { en } }) => [id, version, en])).toEqual([
      ['POL-01#3.2', 2, 'new'],
      ['POL-01#12.3', 2, 'new'],
    ]);
  });
});
