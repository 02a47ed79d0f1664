import type { Variables } from '../../engine/bpmn/instance.ts';
import type { Mover } from '../../store/stockMoves.ts';
import type { Office } from './correlate.ts';
import { hopeless, type JobRun } from './job.ts';

/** One step of work in the warehouse. */
export type StockStep = {
  readonly deps: Office;
  readonly run: JobRun;
  readonly mover: Mover;
  readonly variables: Variables;
};

export type StockAction = (step: StockStep) => Promise<Variables>;

/** A text among the variables; without it the job cannot be done. */
export function textOf(variables: Variables, name: string): string {
  const value = variables[name];
  if (typeof value !== 'string' || value === '') throw hopeless(`the variable "${name}" is missing`);
  return value;
}

export function countOf(variables: Variables, name: string): number {
  const value = variables[name];
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) throw hopeless(`"${name}" is no whole number`);
  return value;
}

/** A list that a form or an earlier job has put among the variables, in the shape that its form gives it. */
export function listOf<T>(variables: Variables, name: string): readonly T[] {
  const value = variables[name];
  return Array.isArray(value) ? (value as readonly T[]) : [];
}

export const dateOrNull = (value: unknown) => (typeof value === 'string' && value !== '' ? value : null);
