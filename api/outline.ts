import type { OutlineEntry } from '../contract/processes.ts';
import type { LocalText } from '../contract/shared.ts';
import type { Node, Process } from '../engine/bpmn/model.ts';
import type { Db } from '../store/db.ts';
import { dutyNames } from '../store/people.ts';
import { elementName } from './elementNames.ts';
import { nameOf } from './history.ts';

type Entry = Omit<OutlineEntry, 'duty'> & { readonly duty: string | null };

/** The diagram as a list, in the order of the flow: what a screen reader reads and a narrow screen shows. */
export function outlineOf(process: Process): Entry[] {
  return scopeEntries(process, process.id, 0);
}

/** The same as it is shown, with the duties by their names. */
export async function shownOutline(db: Db, process: Process): Promise<OutlineEntry[]> {
  const entries = outlineOf(process);
  const duties = await dutyNames(db, [...new Set(entries.flatMap(({ duty }) => duty ?? []))]);
  const names = new Map(duties.map(({ id, name }) => [id, name]));
  return entries.map(({ duty: id, ...entry }) => ({
    ...entry,
    duty: id === null ? null : { id, name: names.get(id) ?? { 'zh-CN': id, en: id } },
  }));
}

/** What is written in the diagram, by the id of the node or flow it is written at. */
export function labelsOf({ id: process, nodes, flows }: Process): Readonly<Record<string, LocalText>> {
  const named = [...Object.values(nodes), ...Object.values(flows)].filter(({ name }) => name !== undefined);
  return Object.fromEntries(named.map(({ id, name }) => [id, elementName(process, id, name)]));
}

function scopeEntries(process: Process, scope: string, depth: number): Entry[] {
  const starts = process.scopes[scope]?.starts ?? [];
  return inOrder(process, starts).flatMap((node) => [
    entryOf(process, node, depth),
    ...(node.kind === 'subProcess' ? scopeEntries(process, node.id, depth + 1) : []),
  ]);
}

/** Breadth first, so that what happens side by side stands together; boundary events follow their host. */
function inOrder(process: Process, starts: readonly string[]): Node[] {
  const seen = new Set(starts);
  for (const id of seen) {
    const node = process.nodes[id];
    if (node) for (const next of nextOf(process, node)) seen.add(next);
  }
  return [...seen].flatMap((id) => process.nodes[id] ?? []);
}

function nextOf(process: Process, node: Node): string[] {
  const boundary = 'boundary' in node ? node.boundary : [];
  return [...boundary, ...node.outgoing.flatMap((flow) => process.flows[flow]?.target ?? [])];
}

function entryOf(process: Process, node: Node, depth: number): Entry {
  const task = node.kind === 'userTask' ? node : undefined;
  return {
    node: node.id,
    kind: node.kind,
    name: nameOf(process, node.id),
    depth,
    duty: task?.assignment.duty ?? null,
    clauses: [...node.clauses],
    due: task?.due?.duration ?? null,
    next: nextOf(process, node),
  };
}
