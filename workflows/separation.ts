import { separation } from '../domain/approval.ts';
import type { Event, Instance } from '../engine/bpmn/instance.ts';
import type { Process } from '../engine/bpmn/model.ts';
import type { Refused } from './refusing.ts';
import type { Task } from './tasks.ts';

/** Why the person who signs off may not: asked for it, or did what is being approved. */
export function apart(process: Process, instance: Instance, task: Task | undefined, event: Event): Refused | undefined {
  if (event.kind !== 'taskCompleted' || event.verdict === undefined) return undefined;
  const node = task && process.nodes[task.node];
  if (node?.kind !== 'userTask' || !node.approval) return undefined;
  const { by, onBehalfOf } = event;
  const actor = { by, ...(onBehalfOf === undefined ? {} : { onBehalfOf }) };
  for (const requester of requestersOf(instance)) {
    const { performers } = instance;
    const refusal = separation({ actor, requester, performers, notBy: node.approval.notBy });
    if (refusal) return { code: refusal.code, params: refusal.params };
  }
  return undefined;
}

/** Whoever started it, whoever it was started for, and whoever put forward what a called process decides on. */
function requestersOf({ startedBy, variables }: Instance): ReadonlySet<string> {
  const { requester, handlers } = variables as {
    readonly requester?: { readonly id?: unknown } | null;
    readonly handlers?: unknown;
  };
  const id = requester?.id;
  const others: readonly unknown[] = Array.isArray(handlers) ? handlers : [];
  return new Set([startedBy, id, ...others].filter((it) => typeof it === 'string'));
}
