import type { InstanceRow as InstanceShown } from '../contract/instances.ts';
import type { TaskRow as TaskShown } from '../contract/tasks.ts';
import { isConfidential } from '../domain/confidential.ts';
import type { InstanceRow } from '../store/views/instances.ts';
import type { TaskRow } from '../store/views/taskRow.ts';
import { elementName, processName } from './elementNames.ts';
import { moment, momentOrNull } from './refs.ts';

/** A task of the lists, as the contract has it. */
export function shownTask(task: TaskRow, now: Date): TaskShown {
  const isOpen = task.status === 'open';
  return {
    id: task.id,
    instanceId: task.instanceId,
    node: task.node,
    name: elementName(task.process, task.node, task.name),
    process: { key: task.process, name: processName(task.process, task.processName) },
    businessKey: task.businessKey,
    title: task.title,
    openedAt: moment(task.openedAt),
    dueAt: momentOrNull(task.dueAt),
    provisional: task.provisional,
    overdue: isOpen && task.dueAt !== null && task.dueAt < now,
    approval: task.approval,
    requester: isConfidential(task.process) ? null : task.requester,
    assignee: task.assignee,
    closedAt: momentOrNull(task.closedAt),
    outcome: isOpen ? null : (task.status as TaskShown['outcome']),
    clauses: [...task.clauses],
  };
}

/** An instance of the lists, as the contract has it. */
export function shownInstance(instance: InstanceRow, now: Date): InstanceShown {
  return {
    id: instance.id,
    process: { key: instance.process, name: processName(instance.process, instance.processName) },
    businessKey: instance.businessKey,
    title: ownTitle(instance),
    status: instance.status as InstanceShown['status'],
    startedBy: instance.startedBy,
    startedAt: moment(instance.startedAt),
    endedAt: momentOrNull(instance.endedAt),
    durationMs: Math.max(0, (instance.endedAt ?? now).getTime() - instance.startedAt.getTime()),
    dueAt: momentOrNull(instance.dueAt),
    version: instance.version,
    definition: instance.definition,
    hasIncident: instance.hasIncident,
  };
}

/** What was given no title is called by its process and key, which the reader's language knows better than the model. */
function ownTitle({ title, processName, businessKey }: InstanceRow): string {
  return title === processName || title === `${processName} ${businessKey}` ? '' : title;
}
