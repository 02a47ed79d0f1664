import { readFileSync } from 'node:fs';
import { decisionFiles, processFiles } from '../../catalog/index.ts';
import type { Event, Request, Variables, Verdict } from '../../engine/bpmn/instance.ts';
import type { Process } from '../../engine/bpmn/model.ts';
import { nextAlarm, ring } from '../../engine/bpmn/simulation/time.ts';
import { outstanding } from '../../engine/bpmn/step.ts';
import { begin, emptyWorld, memberOf, send, type Told, tell, type World } from '../../engine/bpmn/world.ts';
import { compile } from '../../engine/bpmn/xml/compile.ts';
import { decide } from '../../engine/dmn/decide.ts';
import type { DecisionModel } from '../../engine/dmn/model.ts';
import { parseDecisions } from '../../engine/dmn/xml/parse.ts';
import { evaluate } from '../../engine/feel/index.ts';
import { answers } from './answers.ts';
import { standIns } from './standIns/index.ts';

type Asked = Extract<Request, { kind: 'runJob' }>;
type Notified = { readonly to: string; readonly text: string };

const START_MS = Date.UTC(2026, 10, 24, 1);
const BUSINESS_KEY = 'CG-1';

/** Every decision that ships, by id. */
export async function shippedDecisions(): Promise<ReadonlyMap<string, DecisionModel>> {
  const all = new Map<string, DecisionModel>();
  for (const file of decisionFiles()) {
    const { model, problems } = await parseDecisions(readFileSync(file, 'utf8'));
    if (!model || problems.length > 0) throw new Error(`${file}: ${JSON.stringify(problems)}`);
    for (const id of Object.keys(model.decisions)) all.set(id, model);
  }
  return all;
}

/** Every process that ships. */
export async function shippedProcesses(): Promise<readonly Process[]> {
  const compiled = await Promise.all(processFiles().map((file) => compile(readFileSync(file, 'utf8'))));
  return compiled.flatMap(({ processes }) => processes);
}

/** Takes one of the shipped decisions. */
export function taken(decisions: ReadonlyMap<string, DecisionModel>, decision: string, inputs: Variables): unknown {
  const model = decisions.get(decision);
  if (!model) throw new Error(`no decision ${decision}`);
  const { value, problems } = decide(model, decision, inputs);
  if (problems.length > 0) throw new Error(`${decision}: ${JSON.stringify(problems)}`);
  return value;
}

/** One instance and the processes that it calls, in a world without servers: jobs are done at once, time goes when told. */
export class Play {
  private world: World;
  private readonly decisions: ReadonlyMap<string, DecisionModel>;
  private readonly process: string;
  private received = 0;
  readonly notified: Notified[] = [];

  constructor(
    processes: readonly Process[],
    decisions: ReadonlyMap<string, DecisionModel>,
    process: string,
    variables: Variables,
  ) {
    const model = processes.find(({ id }) => id === process);
    if (!model) throw new Error(`no process ${process}`);
    this.process = process;
    this.decisions = decisions;
    const world = emptyWorld(processes, START_MS);
    this.world = begin(world, model, { businessKey: BUSINESS_KEY, variables });
    this.settle();
  }

  /** Does a step with the usual answer, changed where the test says so. */
  do(node: string, changes: Variables & { verdict?: Verdict; by?: string } = {}): this {
    const { verdict, by, ...values } = changes;
    const usual = answers[node];
    if (!usual) throw new Error(`no usual answer for ${node}`);
    const decision = verdict ?? usual.verdict;
    this.tell(node, {
      kind: 'taskCompleted',
      by: by ?? usual.by,
      variables: { ...usual.values, ...values },
      ...(decision && { verdict: decision }),
    });
    return this;
  }

  doAll(...nodes: readonly string[]): this {
    for (const node of nodes) this.do(node);
    return this;
  }

  return(node: string, to: string): this {
    this.tell(node, { kind: 'taskReturned', to, reason: 'incomplete', by: answers[node]?.by ?? '' });
    return this;
  }

  /** A message comes from outside, for the instance unless another key is given. */
  receive(message: string, variables: Variables = {}, key: string = BUSINESS_KEY): this {
    this.received += 1;
    this.world = send(this.world, { id: `m${this.received}`, message, key, variables });
    this.settle();
    return this;
  }

  /** What comes back when a task is answered that was open once. */
  late(token: string, member: string): Told {
    return tell(this.world, member, {
      kind: 'taskCompleted',
      token,
      by: 'xie-yutong',
      variables: {},
      verdict: 'approved',
      at: this.world.at,
    });
  }

  /** Time goes by until `node` is open. */
  waitFor(node: string): this {
    return this.waitUntil(({ open }) => open.includes(node));
  }

  waitUntil(done: (play: this) => boolean): this {
    while (!done(this)) {
      if (nextAlarm(this.world) === undefined) throw new Error('nothing is due any more');
      this.world = ring(this.world);
      this.settle();
    }
    return this;
  }

  task(node: string): { readonly member: string; readonly token: string } {
    for (const { id, instance } of Object.values(this.world.members)) {
      const found = outstanding(instance).find((request) => request.kind === 'openTask' && request.node === node);
      if (found) return { member: id, token: found.token };
    }
    throw new Error(`${node} is not open; open are ${this.open.join(', ')}`);
  }

  /** What whoever does a task is shown. */
  inputsOf(node: string): Variables {
    const found = this.requests.find((request) => request.kind === 'openTask' && request.node === node);
    if (found?.kind !== 'openTask') throw new Error(`${node} is not open; open are ${this.open.join(', ')}`);
    return found.variables;
  }

  /** When a task is due, in ms since the epoch. */
  due(node: string): number {
    const found = this.requests.find((request) => request.kind === 'openTask' && request.node === node);
    return found?.kind === 'openTask' ? (found.dueAt ?? Number.NaN) : Number.NaN;
  }

  get now(): number {
    return this.world.at;
  }

  get open(): readonly string[] {
    return this.requests.flatMap((request) => (request.kind === 'openTask' ? [request.node] : [])).toSorted();
  }

  get status(): string {
    return memberOf(this.world, `${this.process}/${BUSINESS_KEY}`).instance.status;
  }

  get variables(): Variables {
    return memberOf(this.world, `${this.process}/${BUSINESS_KEY}`).instance.variables;
  }

  /** What the latest instance of a process that this one called or began knows. */
  variablesOf(process: string): Variables {
    const found = Object.values(this.world.members).findLast(({ id }) => id.startsWith(`${process}/`));
    if (!found) throw new Error(`no ${process} was begun`);
    return found.instance.variables;
  }

  /** Whether another process has begun, by its id. */
  member(id: string): boolean {
    return Object.hasOwn(this.world.members, id);
  }

  get messages() {
    return this.world.messages;
  }

  passed(node: string): number {
    return this.world.passed[`${this.process}/${node}`]?.[0] ?? 0;
  }

  private get requests(): readonly Request[] {
    return Object.values(this.world.members).flatMap(({ instance }) => outstanding(instance));
  }

  private tell(node: string, event: Unplaced): void {
    const { member, token } = this.task(node);
    const { world, refused } = tell(this.world, member, { ...event, token, at: this.world.at } as Event);
    if (refused) throw new Error(`${node}: ${JSON.stringify(refused)}`);
    this.world = world;
    this.settle();
  }

  private settle(): void {
    for (let job = this.nextJob(); job; job = this.nextJob()) {
      const { token, attempt } = job.asked;
      const variables = this.resultOf(job.asked);
      this.world = tell(this.world, job.member, {
        kind: 'jobCompleted',
        token,
        attempt,
        variables,
        at: this.world.at,
      }).world;
    }
  }

  private nextJob(): { readonly member: string; readonly asked: Asked } | undefined {
    for (const { id, instance } of Object.values(this.world.members)) {
      const asked = outstanding(instance).find((request): request is Asked => request.kind === 'runJob');
      if (asked) return { member: id, asked };
    }
    return undefined;
  }

  private resultOf({ job }: Asked): Variables {
    switch (job.type) {
      case 'decision':
        return { [job.result]: taken(this.decisions, job.decision, job.variables) };
      case 'script':
        return { [job.result]: evaluate(job.script, job.variables) };
      case 'service': {
        const standIn = Object.hasOwn(standIns, job.name) ? standIns[job.name] : undefined;
        if (standIn) return standIn(job.headers, job.variables);
        this.notified.push({ to: job.headers['to'] ?? '', text: job.headers['text'] ?? '' });
        return {};
      }
      default:
        return {};
    }
  }
}

type Unplaced =
  | { readonly kind: 'taskCompleted'; readonly by: string; readonly variables: Variables; readonly verdict?: Verdict }
  | { readonly kind: 'taskReturned'; readonly by: string; readonly to: string; readonly reason: string };
