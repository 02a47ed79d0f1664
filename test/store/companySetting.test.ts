import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { changeCompany, companySetting, foundCompany } from '../../store/companySetting.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await createTestDatabase();
});
afterAll(() => database.drop());

const name = { 'zh-CN': '远帆', en: 'Farsail' };

describe('the company', () => {
  test('works in Chinese while nobody has been asked', async () => {
    expect(await companySetting(database.db)).toEqual({ name: { 'zh-CN': '公司', en: 'Company' }, language: 'zh-CN' });
  });

  test('begins as it is founded, and is founded once', async () => {
    await foundCompany(database.db, { name, language: 'en' });
    await foundCompany(database.db, { language: 'zh-CN' });

    expect(await companySetting(database.db)).toEqual({ name, language: 'en' });
  });

  test('is one: there is no second row', async () => {
    const second = database.db('company_setting').insert({ single: false, name: JSON.stringify(name), language: 'en' });

    await expect(second).rejects.toThrow('company_setting_single_check');
  });

  test('changes what it is told to, each change with a line of evidence', async () => {
    const renamed = { 'zh-CN': '远航', en: 'Farsail' };
    expect(await changeCompany(database.db, { name: renamed })).toEqual({ name: renamed, language: 'en' });
    await changeCompany(database.db, { language: 'zh-CN' });
    await changeCompany(database.db, { language: 'zh-CN' });

    expect(await companySetting(database.db)).toEqual({ name: renamed, language: 'zh-CN' });
    const lines = await database.db('audit_event').where({ action: 'company-changed' }).orderBy('id');
    expect(lines.map(({ before, after }) => [before, after])).toEqual([
      [
        { name, language: 'en' },
        { name: renamed, language: 'en' },
      ],
      [
        { name: renamed, language: 'en' },
        { name: renamed, language: 'zh-CN' },
      ],
    ]);
  });
});
