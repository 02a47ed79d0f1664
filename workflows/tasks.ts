import type { Ask, Instance } from '../engine/bpmn/instance.ts';

/** A task as the instance keeps it: without the variables that its form is filled with. */
export type Task = Extract<Ask, { kind: 'openTask' }>;

export function tasksOf({ asked }: Instance): readonly Task[] {
  return Object.values(asked)
    .flat()
    .filter((ask) => ask.kind === 'openTask');
}

export function taskOf({ asked }: Instance, token: string): Task | undefined {
  if (!Object.hasOwn(asked, token)) return undefined;
  return asked[token]?.find((ask) => ask.kind === 'openTask');
}

/** Whether the instance still waits for what it asked for: it may have been answered or taken back. */
export function stillAsks({ asked }: Instance, token: string, kind: Ask['kind'], attempt?: number): boolean {
  if (!Object.hasOwn(asked, token)) return false;
  return (asked[token] ?? []).some((ask) => ask.kind === kind && (ask.kind !== 'runJob' || ask.attempt === attempt));
}
