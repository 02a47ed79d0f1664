import type { Output } from '../contract/address.ts';
import type { LocalText } from '../contract/shared.ts';
import type { Node, Process } from '../engine/bpmn/model.ts';
import type { Definition } from '../store/definitions.ts';
import { processName } from './elementNames.ts';
import { nameOf } from './history.ts';
import { outlineOf } from './outline.ts';

type Uses = Output<'getProcessUses'>;
type Use = Uses['calls'][number];

/** What a process has to do with the others that are deployed, and with the clauses of the policy. */
export function usesOf(model: Process, all: readonly Definition[]): Uses {
  const others = all.filter(({ key }) => key !== model.id);
  return {
    calledBy: uses(others, (node) => node.kind === 'callActivity' && node.calls === model.id),
    calls: callsOf(model, all),
    messages: messagesOf(model, others),
    clauses: [...stepsByClause(model)].map(([clause, steps]) => ({ clause, steps })),
  };
}

/** The processes that have such a node, with the names of those nodes. */
function uses(definitions: readonly Definition[], isMeant: (node: Node) => boolean): Use[] {
  return definitions.flatMap(({ key, model }) => {
    const steps = Object.values(model.nodes).filter(isMeant);
    return steps.length === 0 ? [] : [use(key, model.name, namesOf(model, steps))];
  });
}

const use = (key: string, name: string, steps: LocalText[]): Use => ({ key, name: processName(key, name), steps });
const namesOf = (model: Process, nodes: readonly Node[]) => nodes.map(({ id }) => nameOf(model, id));

function callsOf(model: Process, all: readonly Definition[]): Use[] {
  const callers = Object.values(model.nodes).filter((node) => node.kind === 'callActivity');
  return [...new Set(callers.map(({ calls }) => calls))].map((key) => {
    const called = all.find((it) => it.key === key);
    const steps = callers.filter(({ calls }) => calls === key);
    return use(key, called?.model.name ?? key, namesOf(model, steps));
  });
}

const sentBy = (node: Node) => (node.kind === 'sendTask' ? node.message?.name : undefined);

function takenBy(node: Node): string | undefined {
  if (node.kind === 'receiveTask') return node.message?.name;
  return 'event' in node && node.event.kind === 'message' ? node.event.message : undefined;
}

function messagesOf(model: Process, others: readonly Definition[]): Uses['messages'] {
  const nodes = Object.values(model.nodes);
  const ways = [
    { direction: 'sent', here: sentBy, there: takenBy },
    { direction: 'taken', here: takenBy, there: sentBy },
  ] as const;
  return ways.flatMap(({ direction, here, there }) => {
    const names = [...new Set(nodes.flatMap((node) => here(node) ?? []))];
    return names.map((message) => ({ message, direction, others: uses(others, (node) => there(node) === message) }));
  });
}

/** The clauses that a process names, each with the steps that name it, in the order of the flow. */
export function stepsByClause(model: Process): ReadonlyMap<string, LocalText[]> {
  const found = new Map<string, LocalText[]>(model.clauses.map((clause) => [clause, []]));
  for (const { name, clauses } of outlineOf(model)) {
    for (const clause of clauses) found.set(clause, [...(found.get(clause) ?? []), name]);
  }
  return found;
}
