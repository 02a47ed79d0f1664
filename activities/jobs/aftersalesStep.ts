import type { Variables } from '../../engine/bpmn/instance.ts';
import type { JobDeps } from './index.ts';
import type { JobRun } from './job.ts';

/** One machine step of after-sales. */
export type AftersalesStep = {
  readonly deps: JobDeps;
  readonly run: JobRun;
  readonly variables: Variables;
  readonly headers: Readonly<Record<string, string>>;
};

export type AftersalesAction = (step: AftersalesStep) => Promise<Variables>;

/** The texts of a list among the variables. */
export function textsIn(variables: Variables, name: string): readonly string[] {
  const value = variables[name];
  return Array.isArray(value) ? value.filter((it): it is string => typeof it === 'string' && it !== '') : [];
}

/** The business key of the instance that a job belongs to. */
export const businessKeyOf = ({ instanceId }: JobRun): string => instanceId.slice(instanceId.indexOf('/') + 1);

/** A record without what is not known: a variable that is absent is null wherever it is asked for. */
export function known(variables: Readonly<Record<string, unknown>>): Variables {
  return Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== undefined && value !== null));
}
