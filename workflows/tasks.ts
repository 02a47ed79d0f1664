import type { Ask, Instance } from '../engine/bpmn/instance.ts';
import { all, find } from '../engine/bpmn/shelves.ts';

/** A task as the instance keeps it: without the variables that its form is filled with. */
export type Task = Extract<Ask, { kind: 'openTask' }>;

export function tasksOf({ asked }: Instance): readonly Task[] {
  return all(asked)
    .flat()
    .filter((ask) => ask.kind === 'openTask');
}

export function taskOf({ asked }: Instance, token: string): Task | undefined {
  return find(asked, token)?.find((ask) => ask.kind === 'openTask');
}

/** Whether the instance still waits for what it asked for: it may have been answered or taken back. */
export function stillAsks({ asked }: Instance, token: string, kind: Ask['kind'], attempt?: number): boolean {
  const asks = find(asked, token) ?? [];
  return asks.some((ask) => ask.kind === kind && (ask.kind !== 'runJob' || ask.attempt === attempt));
}
