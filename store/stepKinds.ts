import type { Process } from '../engine/bpmn/model.ts';
import { overRows, type Write } from './records/statement.ts';

/** What must be known of each user task of a definition when its steps are recorded. */
export function stepKindWrites(definition: string, process: Process): readonly Write[] {
  const kinds = Object.values(process.nodes).flatMap((node) =>
    node.kind === 'userTask'
      ? [
          {
            definition,
            node: node.id,
            duty: node.assignment.duty ?? null,
            calendar: node.due?.calendar ?? null,
            many: node.multi !== undefined || isInMany(process, node.scope),
          },
        ]
      : [],
  );
  return overRows(
    kinds,
    'definition text, node text, duty text, calendar text, many boolean',
    (given) => `insert into process_step_kind (definition, node, duty_id, calendar, many)
      select * from ${given} on conflict do nothing`,
  );
}

/** Whether a scope, or one around it, comes to life many times side by side. */
function isInMany(process: Process, scope: string): boolean {
  const { parent } = process.scopes[scope] ?? {};
  if (parent === undefined) return false;
  const host = process.nodes[scope];
  return (host !== undefined && 'multi' in host && host.multi !== undefined) || isInMany(process, parent);
}
