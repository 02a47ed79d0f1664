import { expect } from 'vitest';
import type { Caller } from './world.ts';

type Name = Parameters<Caller['send']>[0];
type Given = Parameters<Caller['send']>[1];

/** How a request is refused, in both languages. */
export async function refused(caller: Caller, name: Name, given: Given = {}) {
  const chinese = await refusedIn('zh-CN', caller, name, given);
  const english = await refusedIn('en', caller, name, given);
  expect(chinese.detail).toMatch(/\p{Script=Han}/u);
  expect(english.code).toBe(chinese.code);
  return { ...chinese, chinese: chinese.detail, english: english.detail };
}

async function refusedIn(locale: 'zh-CN' | 'en', caller: Caller, name: Name, given: Given) {
  await caller.send('setLocale', { body: { locale } });
  const { status, problem } = await caller.send(name, given);
  expect(problem.detail).not.toMatch(/[{}]/);
  return { status, code: problem.code, detail: problem.detail };
}

/** A wording of a clause, as the API takes it. */
export const put = (words: string, more: Record<string, unknown> = {}) => ({
  kind: 'put',
  clause: {
    kind: 'PROCESS',
    binding: 'MUST',
    vitalInterest: false,
    text: { 'zh-CN': words, en: 'worded' },
    laws: [],
    ...more,
  },
  class: 'SUBSTANTIVE',
  reason: { 'zh-CN': '原因', en: 'reason' },
});

/** The draft that the demo company begins with, in an address and in an answer. */
export const draft = { policy: 'POL-01', version: '2' };
export const second = { policy: 'POL-01', version: 2 };

export const edit = (caller: Caller, number: string, change: object) =>
  caller.send('editClause', { params: { ...draft, number }, body: { edit: change } });
