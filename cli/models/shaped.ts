import type { z } from 'zod';
import { en, zhCN } from 'zod/locales';
import { locale, say } from '../say.ts';

const messages = { 'zh-CN': zhCN().localeError, en: en().localeError } as const;

/** What somebody wrote, as the command needs it; what is wrong with it is said in the reader's language. */
export function shaped<T>(schema: z.ZodType<T>, given: unknown, what: string): T {
  const { data, error } = schema.safeParse(given, { error: messages[locale()] });
  if (error === undefined) return data as T;
  const faults = error.issues.map(({ path, message }) => wrongPart(path.join('/'), message));
  throw new Error([say('wrong.shape', { what }), ...faults].join('\n'));
}

const wrongPart = (where: string, message: string) => say('wrong.part', { where, message });

/** JSON that somebody wrote. */
export function fromJson(text: string, what: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new Error(say('wrong.json', { what }), { cause: error });
  }
}
