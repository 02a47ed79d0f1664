import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { Locale, LocalText } from './localText.ts';
import { row } from './rows.ts';

/** What holds for the company as a whole. */
export type CompanySetting = {
  readonly name: LocalText;
  /** What is shown to everybody alike is written in it: titles of processes, Temporal's screens. */
  readonly language: Locale;
};

/** A company that has not been asked. */
const unasked: CompanySetting = { name: { 'zh-CN': '公司', en: 'Company' }, language: 'zh-CN' };

export async function companySetting(db: Db): Promise<CompanySetting> {
  return (await row<CompanySetting>(db, 'select name, language from company_setting')) ?? unasked;
}

/** Writes down how a company begins. One that has begun stays as it is. */
export async function foundCompany(db: Db, { name, language }: Partial<CompanySetting>): Promise<void> {
  await db('company_setting')
    .insert({ name: toJson(name ?? unasked.name), language: language ?? unasked.language })
    .onConflict('single')
    .ignore();
}

/** Changes what is given, with its line of evidence. Answers what holds now. */
export async function changeCompany(db: Db, change: Partial<CompanySetting>): Promise<CompanySetting> {
  return db.transaction(async (trx) => {
    await foundCompany(trx, {});
    const before = await row<CompanySetting>(trx, 'select name, language from company_setting for update');
    const after = { ...unasked, ...before, ...change };
    if (JSON.stringify(before) === JSON.stringify(after)) return after;
    await trx('company_setting').update({ name: toJson(after.name), language: after.language });
    const line = { actor: null, action: 'company-changed', subjectKind: 'company', subject: 'company' };
    await appendAudit(trx, [{ ...line, before, after }]);
    return after;
  });
}
