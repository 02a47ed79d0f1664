import type {
  Ask,
  ClosedTask,
  Command,
  Incident,
  Instance,
  Passage,
  ScopeInstance,
  Timer,
  Token,
  Variables,
  Visit,
} from './instance.ts';
import { MAX_CLOSED_TASKS, MAX_ENTRIES_PER_STEP } from './limits.ts';
import type { Flow, Node, Process } from './model.ts';
import { type Clock, plainClock } from './moments.ts';
import { ShelvedTable } from './shelves.ts';
import { own, Table } from './table.ts';

/** What is still to be done in this step: a token has come to a node; nothing is left in a scope. */
export type Work =
  | { readonly kind: 'enter'; readonly token: string }
  | { readonly kind: 'finish'; readonly scope: string };

type Head = Pick<Instance, 'status' | 'businessKey' | 'startedBy' | 'startedAt'>;

/** One step in the making: a private draft of the instance, and the commands it gives rise to. */
export class Run {
  readonly process: Process;
  readonly clock: Clock;
  readonly commands: Command[] = [];
  readonly passed: Passage[] = [];
  readonly work: Work[] = [];
  readonly tokens: ShelvedTable<Token>;
  readonly scopes: ShelvedTable<ScopeInstance>;
  readonly timers: ShelvedTable<Timer>;
  readonly asked: ShelvedTable<readonly Ask[]>;
  readonly incidents: Table<Incident>;
  readonly closed: Table<ClosedTask>;
  readonly visits: ShelvedTable<Visit>;
  readonly variables: Table<unknown>;
  readonly performers: Table<readonly string[]>;
  /** The moment that is being lived through: of the event, or of the timer that fires before it. */
  at: number;
  head: Head;
  entries = 0;
  private readonly before: Instance;
  private born: number;
  private open: number;
  private members: Map<string, Set<string>> | undefined;

  constructor(process: Process, instance: Instance, at: number, clock: Clock = plainClock) {
    this.process = process;
    this.clock = clock;
    this.at = at;
    this.before = instance;
    this.head = instance;
    this.born = instance.born;
    this.open = instance.open;
    this.tokens = new ShelvedTable(instance.tokens);
    this.scopes = new ShelvedTable(instance.scopes);
    this.timers = new ShelvedTable(instance.timers);
    this.asked = new ShelvedTable(instance.asked);
    this.incidents = new Table(instance.incidents);
    this.closed = new Table(instance.closed);
    this.visits = new ShelvedTable(instance.visits);
    this.variables = new Table(instance.variables);
    this.performers = new Table(instance.performers);
  }

  get openTokens(): number {
    return this.open;
  }

  /** No more nodes may be entered in this step. */
  get isExhausted(): boolean {
    return this.entries >= MAX_ENTRIES_PER_STEP;
  }

  get size(): number {
    return this.tables().reduce((sum, table) => sum + table.growth(), this.before.size);
  }

  name(prefix: string): string {
    return `${prefix}${this.count()}`;
  }

  /** The next of the numbers that this instance gives out, each once. */
  count(): number {
    this.born += 1;
    return this.born;
  }

  /** False when no timer can be due by a moment, which is so in nearly every step. */
  mayBeDue(until: number): boolean {
    const { alarmAt } = this.before;
    return this.timers.touched || (alarmAt !== undefined && alarmAt <= until);
  }

  /** Whether a token of this name was ever given out. */
  hasNamed(token: string): boolean {
    return /^t[1-9]\d*$/.test(token) && Number(token.slice(1)) <= this.born;
  }

  node(id: string): Node {
    return found(own(this.process.nodes, id), `node ${id}`);
  }

  flow(id: string): Flow {
    return found(own(this.process.flows, id), `flow ${id}`);
  }

  scope(id: string): ScopeInstance {
    return found(this.scopes.get(id), `scope instance ${id}`);
  }

  token(id: string): Token {
    return found(this.tokens.get(id), `token ${id}`);
  }

  emit(command: Command): void {
    this.commands.push(command);
  }

  /** A token comes to be at a node, which it enters as soon as what came before it is done. */
  spawn(fields: Omit<Token, 'id'>): Token {
    const token: Token = { id: this.name('t'), ...fields };
    this.tokens.set(token.id, token);
    this.open += 1;
    this.members?.get(token.scope)?.add(token.id);
    if (token.watches === undefined) {
      this.tally(token.scope, 1);
      this.work.push({ kind: 'enter', token: token.id });
    }
    return token;
  }

  edit(id: string, patch: { readonly [K in keyof Token]?: Token[K] | undefined }): Token {
    const token = without({ ...this.token(id), ...patch }) as Token;
    this.tokens.set(id, token);
    return token;
  }

  remove(token: Token, how: Passage['how']): void {
    if (this.isPassage(token, how)) this.passed.push({ node: token.node, how });
    this.tokens.delete(token.id);
    this.open -= 1;
    this.members?.get(token.scope)?.delete(token.id);
    if (token.watches !== undefined) return;
    if (this.tally(token.scope, -1) === 0) this.work.push({ kind: 'finish', scope: token.scope });
  }

  /** Remembers how a task ended, as long as there is room. */
  noteClosed(token: string, how: ClosedTask): void {
    this.closed.set(token, how);
    if (this.closed.length > MAX_CLOSED_TASKS) this.closed.deleteOldest();
  }

  /** Tokens of a scope instance, watchers included. */
  membersOf(scope: string): readonly Token[] {
    this.members ??= this.index();
    return [...(this.members.get(scope) ?? [])].map((id) => this.token(id));
  }

  setScope(scope: ScopeInstance): void {
    this.scopes.set(scope.id, scope);
    if (this.members !== undefined && !this.members.has(scope.id)) this.members.set(scope.id, new Set());
  }

  /** The instance after this step. */
  result(): Instance {
    const { status, businessKey, startedBy, startedAt } = this.head;
    const alarmAt = this.timers.touched ? earliest(this.timers.values()) : this.before.alarmAt;
    return {
      version: 1,
      status,
      sequence: this.before.sequence + 1,
      businessKey,
      startedBy,
      startedAt,
      variables: this.variables.result() as Variables,
      performers: this.performers.result(),
      born: this.born,
      open: this.open,
      size: this.size,
      ...(alarmAt === undefined ? {} : { alarmAt }),
      tokens: this.tokens.result(),
      scopes: this.scopes.result(),
      timers: this.timers.result(),
      asked: this.asked.result(),
      incidents: this.incidents.result(),
      visits: this.visits.result(),
      closed: this.closed.result(),
    };
  }

  /** Watchers and the whole of a multi-instance activity pass nothing; nor does an event that lost a race. */
  private isPassage({ node: id, watches, index, rivals }: Token, how: Passage['how']): boolean {
    if (watches !== undefined || (how === 'cancelled' && rivals !== undefined)) return false;
    const node = this.node(id);
    return index !== undefined || !('multi' in node) || node.multi === undefined;
  }

  private tally(id: string, by: number): number {
    const scope = this.scope(id);
    const live = scope.live + by;
    this.scopes.set(id, { ...scope, live });
    return live;
  }

  private index(): Map<string, Set<string>> {
    const members = new Map<string, Set<string>>(this.scopes.entries().map(([id]) => [id, new Set()]));
    for (const token of this.tokens.values()) members.get(token.scope)?.add(token.id);
    return members;
  }

  private tables(): readonly { growth(): number }[] {
    return [
      this.tokens,
      this.scopes,
      this.timers,
      this.asked,
      this.incidents,
      this.visits,
      this.closed,
      this.variables,
      this.performers,
    ];
  }
}

function earliest(timers: readonly Timer[]): number | undefined {
  return timers.reduce<number | undefined>((min, { at }) => (min === undefined || at < min ? at : min), undefined);
}

function found<T>(thing: T | undefined, name: string): T {
  if (thing === undefined) throw new Error(`there is no ${name}`);
  return thing;
}

/** Absent and undefined are the same in JSON, so they are the same here. */
function without(record: object): object {
  return Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));
}
