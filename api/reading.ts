import type { z } from 'zod';
import { en, zhCN } from 'zod/locales';
import type { Particular } from '../contract/problem.ts';
import type { Locale } from '../contract/shared.ts';

/** What zod says of what is wrong, in the caller's language. */
export const wording = { 'zh-CN': zhCN().localeError, en: en().localeError } as const satisfies Record<Locale, unknown>;

/** All that is wrong with one part of a request, each by where it stands. */
export function particulars(part: string, { issues }: z.ZodError): Particular[] {
  return issues.map(({ path, code, message }) => ({ where: `/${[part, ...path].join('/')}`, code, detail: message }));
}
