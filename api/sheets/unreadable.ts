import { Refusal } from '../../domain/refusal.ts';

/** Why a file is no table of records: for people who must mend it. */
export const unreadable = (problem: string, value: string) => new Refusal('import-unreadable', { problem, value });
