import type { Node, Process } from '../engine/bpmn/model.ts';
import { overRows, type Write } from './records/statement.ts';

/** What must be known of the steps of a definition when they are recorded: of each user task, and of what machines do in many. */
export function stepKindWrites(definition: string, process: Process): readonly Write[] {
  const kinds = Object.values(process.nodes).flatMap((node) =>
    node.kind === 'userTask'
      ? [
          {
            definition,
            node: node.id,
            duty: node.assignment.duty ?? null,
            calendar: node.due?.calendar ?? null,
            many: isMany(process, node),
          },
        ]
      : machines.has(node.kind) && isMany(process, node)
        ? [{ definition, node: node.id, duty: null, calendar: null, many: true }]
        : [],
  );
  return overRows(
    kinds,
    'definition text, node text, duty text, calendar text, many boolean',
    (given) => `insert into process_step_kind (definition, node, duty_id, calendar, many)
      select * from ${given} on conflict do nothing`,
  );
}

const machines: ReadonlySet<Node['kind']> = new Set<Node['kind']>([
  'serviceTask',
  'sendTask',
  'businessRuleTask',
  'scriptTask',
]);

const isMany = (process: Process, node: Node) =>
  ('multi' in node && node.multi !== undefined) || isInMany(process, node.scope);

/** Whether a scope, or one around it, comes to life many times side by side. */
function isInMany(process: Process, scope: string): boolean {
  const { parent } = process.scopes[scope] ?? {};
  if (parent === undefined) return false;
  const host = process.nodes[scope];
  return (host !== undefined && 'multi' in host && host.multi !== undefined) || isInMany(process, parent);
}
