import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { processFiles, readCompany } from '../../catalog/index.ts';
import { deployProcesses } from '../../cli/deployment.ts';
import { seedCompany } from '../../cli/seed.ts';
import { saveCompany } from '../../store/company.ts';
import { countPeople } from '../../store/people.ts';
import { versionOf } from '../../store/policies.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

describe('a company of its own', () => {
  test('begins with the policy as a draft, courses and forms, and nobody in it', async () => {
    const { db } = database;
    await seedCompany(db, 'zh-CN');
    await seedCompany(db, 'zh-CN');

    expect(await versionOf(db, 'POL-01', 1)).toMatchObject({ status: 'draft' });
    expect(await countPeople(db)).toBe(0);
    expect((await db('course').where({ current: true })).length).toBe(19);
    expect(await db('process_definition')).toEqual([]);
  });

  test('cannot deploy a process before somebody may do its steps, and can once people hold the duties', async () => {
    const { db } = database;
    await expect(deployProcesses(db, processFiles())).rejects.toThrow('duty-unheld');

    const now = new Date();
    await saveCompany(db, readCompany(now), now);

    expect((await deployProcesses(db, processFiles())).length).toBe(processFiles().length);
  });
});
