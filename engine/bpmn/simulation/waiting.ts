import type { Ask, Timer, Token } from '../instance.ts';
import { all, find } from '../shelves.ts';
import { own } from '../table.ts';
import type { Member, World } from '../world.ts';

/** Something that a world waits for. */
export type Entry = { readonly name: string; readonly order: number; readonly member: Member } & (
  | { readonly kind: 'ask'; readonly ask: Ask }
  | { readonly kind: 'timer'; readonly timer: Timer }
);

/** All that is waited for, the oldest first. */
export function entriesOf(world: World): readonly Entry[] {
  return Object.values(world.members).flatMap((member) =>
    [...asksOf(member), ...timersOf(member)].toSorted((a, b) => a.order - b.order),
  );
}

/** How many tokens stand at each node, by "<process key>/<node>". */
export function activeOf(world: World): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { process, instance } of Object.values(world.members)) {
    for (const token of all(instance.tokens).filter((it) => isActive(it, instance.scopes))) {
      const name = `${process.id}/${token.node}`;
      counts.set(name, (counts.get(name) ?? 0) + 1);
    }
  }
  return counts;
}

/** Watchers, events in a race and the whole of a multi-instance activity are not at a node as a count means it. */
function isActive({ watches, rivals, body }: Token, scopes: Member['instance']['scopes']): boolean {
  if (watches !== undefined || rivals !== undefined) return false;
  return body === undefined || find(scopes, body)?.kind !== 'multi';
}

function asksOf(member: Member): readonly Entry[] {
  return all(member.instance.asked)
    .flat()
    .flatMap((ask) => {
      const kind = kindOf(ask, member);
      if (kind === undefined) return [];
      const order = Number(ask.token.slice(1));
      return [{ kind: 'ask', name: `${kind}:${ask.node}`, order, member, ask } as const];
    });
}

function timersOf(member: Member): readonly Entry[] {
  const { timers, tokens } = member.instance;
  return all(timers)
    .filter(({ what }) => what === 'event')
    .map((timer) => {
      const name = `timer:${find(tokens, timer.token)?.node}`;
      return { kind: 'timer', name, order: timer.order, member, timer };
    });
}

/** A task's own reminder and escalation are no work of the process, nor is a child that is listed by itself. */
function kindOf(ask: Ask, { process }: Member): 'task' | 'job' | 'message' | 'receive' | undefined {
  switch (ask.kind) {
    case 'openTask':
      return 'task';
    case 'runJob':
      return ask.job.type === 'remind' || ask.job.type === 'escalate' ? undefined : 'job';
    case 'subscribe':
      return own(process.nodes, ask.node)?.kind === 'receiveTask' && ask.message === '' ? 'receive' : 'message';
    case 'startChild':
      return undefined;
    default:
      return ask satisfies never;
  }
}
