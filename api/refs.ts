import type { LocalText, PersonRef } from '../contract/shared.ts';
import type { Person } from '../store/people.ts';

/** A person as answers name them. */
export const refOf = ({ id, name, department }: Person): PersonRef => ({ id, name, department });

/** Text that is the same in every language: a name, a code. */
export const sameText = (text: string): LocalText => ({ 'zh-CN': text, en: text });

export const moment = (date: Date) => date.toISOString();
export const momentOrNull = (date: Date | null) => date?.toISOString() ?? null;
