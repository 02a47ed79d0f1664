import type { EventOf, Token, Variables } from './instance.ts';
import type { EventDefinition, NodeKind, NodeOf } from './model.ts';
import type { Run } from './run.ts';

/** The answers of the world that go to the element whose token asked. */
export type Answer = EventOf<'jobCompleted' | 'childCompleted'>;

/** What an element does when a token comes to it, when the world answers, and when the event that it waits for happens. */
export type Behaviour<K extends NodeKind> = {
  enter(node: NodeOf<K>, token: Token, run: Run): void;
  resume?(node: NodeOf<K>, token: Token, answer: Answer, run: Run): void;
  trigger?(node: NodeOf<K>, token: Token, variables: Variables, run: Run): void;
};

/** What an event definition adds to the event that has it: how one waits for it, what an end event does with it. */
export type Definition<K extends EventDefinition['kind']> = {
  wait?(definition: Extract<EventDefinition, { kind: K }>, token: Token, run: Run): void;
  end?(definition: Extract<EventDefinition, { kind: K }>, token: Token, run: Run): void;
};
