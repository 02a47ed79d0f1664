import type { Answer } from './answer.ts';

/** The steps of the warehouse. */
export const warehouse: Readonly<Record<string, Answer>> = {};
