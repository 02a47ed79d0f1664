import type { Command } from 'commander';
import { z } from 'zod';
import { type Locale, locales } from '../../catalog/index.ts';
import { shaped } from '../models/shaped.ts';
import { print } from '../print.ts';
import { locale, say } from '../say.ts';

const settings = z.object({
  language: z.enum(locales).exactOptional(),
  nameZh: z.string().trim().min(1).exactOptional(),
  nameEn: z.string().trim().min(1).exactOptional(),
  json: z.boolean().exactOptional(),
});

/** zhidu company: what the company is called, and the language of what is shown to everybody alike. */
export function register(program: Command): void {
  program
    .command('company')
    .description(say('company.description'))
    .option('--language <language>', say('company.language', { languages: locales.join(', ') }))
    .option('--name-zh <name>', say('company.nameZh'))
    .option('--name-en <name>', say('company.nameEn'))
    .option('--json', say('option.json'))
    .action(async (options: unknown) => {
      const { json, ...wanted } = shaped(settings, options, say('company.options'));
      const setting = await change(wanted);
      if (json === true) return print(JSON.stringify(setting));
      const { name, language } = setting;
      print(say('company.setting', { name: name[locale()], language }));
    });
}

type Wanted = { readonly language?: Locale; readonly nameZh?: string; readonly nameEn?: string };

async function change({ language, nameZh, nameEn }: Wanted) {
  const { databaseUrl } = await import('../databaseUrl.ts');
  const { withDatabase } = await import('../start/database.ts');
  const { changeCompany, companySetting } = await import('../../store/companySetting.ts');
  return withDatabase(databaseUrl(), async (db) => {
    const { name } = await companySetting(db);
    return changeCompany(db, {
      name: { 'zh-CN': nameZh ?? name['zh-CN'], en: nameEn ?? name.en },
      ...(language && { language }),
    });
  });
}
