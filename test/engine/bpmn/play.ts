import type {
  Actor,
  Command,
  Event,
  Instance,
  Objection,
  Request,
  Variables,
  Verdict,
} from '../../../engine/bpmn/instance.ts';
import type { Process } from '../../../engine/bpmn/model.ts';
import { plainClock } from '../../../engine/bpmn/moments.ts';
import { openTasks, outstanding, step, unborn } from '../../../engine/bpmn/step.ts';

export const BORN = Date.UTC(2026, 0, 5, 9);

type Without<E> = E extends unknown ? Omit<E, 'at'> : never;

/** A process instance that is played through, one event after the other, with a clock that only `wait` moves. */
export class Play {
  readonly process: Process;
  instance: Instance = unborn;
  now = BORN;
  /** What the last step said. */
  commands: readonly Command[] = [];
  refused: Objection | undefined;

  constructor(process: Process, variables: Variables = {}) {
    this.process = process;
    this.take({ kind: 'started', variables, businessKey: 'K1', by: 'olga' });
  }

  take(event: Without<Event>, at = this.now): this {
    const result = step(this.process, this.instance, { ...event, at } as Event);
    this.instance = result.instance;
    this.commands = result.commands;
    this.refused = result.refused;
    return this;
  }

  wait(duration: string): this {
    this.now = plainClock({ duration }, this.now).at;
    return this.take({ kind: 'clockAdvanced' });
  }

  complete(node: string, variables: Variables = {}, by = 'ann', verdict?: Verdict): this {
    const decided = verdict === undefined ? {} : { verdict };
    return this.take({ kind: 'taskCompleted', token: this.task(node), variables, by, ...decided });
  }

  finishJob(node: string, variables: Variables = {}): this {
    const { token, attempt } = this.job(node);
    return this.take({ kind: 'jobCompleted', token, attempt, variables });
  }

  failJob(node: string, reason: string, error?: string): this {
    const { token, attempt } = this.job(node);
    return this.take({ kind: 'jobFailed', token, attempt, reason, ...(error === undefined ? {} : { error }) });
  }

  deliver(node: string, variables: Variables = {}): this {
    const { token, message } = this.asked('subscribe', node);
    return this.take({ kind: 'messageDelivered', token, message, messageId: 'm1', variables });
  }

  returnTo(node: string, to: string, actor: Actor = { by: 'ann' }): this {
    return this.take({ kind: 'taskReturned', token: this.task(node), to, reason: 'once more', ...actor });
  }

  retry(node: string, variables?: Variables): this {
    const token = this.stuckAt(node);
    return this.take({ kind: 'incidentRetried', token, by: 'otto', ...(variables === undefined ? {} : { variables }) });
  }

  /** "kind:node" of all that is asked, sorted. */
  get waiting(): readonly string[] {
    return outstanding(this.instance)
      .map(({ kind, node }) => `${kind}:${node}`)
      .toSorted();
  }

  get variables(): Variables {
    return this.instance.variables;
  }

  /** "kind:node" or "kind:token" of what the last step said. */
  get said(): readonly string[] {
    return this.commands.map((command) => `${command.kind}:${'node' in command ? command.node : wordOf(command)}`);
  }

  task(node: string): string {
    return this.asked('openTask', node).token;
  }

  job(node: string) {
    return this.asked('runJob', node);
  }

  asked<K extends Request['kind']>(kind: K, node: string): Extract<Request, { kind: K }> {
    const found = outstanding(this.instance).find((it) => it.kind === kind && it.node === node);
    if (found === undefined) throw new Error(`no ${kind} of ${node}; there is ${this.waiting.join(', ')}`);
    return found as Extract<Request, { kind: K }>;
  }

  tasks(node: string) {
    return openTasks(this.instance).filter((it) => it.node === node);
  }

  stuckAt(node: string): string {
    const found = Object.entries(this.instance.incidents).find(([, incident]) => incident.node === node);
    if (found === undefined) throw new Error(`no incident at ${node}`);
    return found[0];
  }

  get incidents(): readonly string[] {
    return Object.values(this.instance.incidents).map(({ node, reason }) => `${node}: ${reason}`);
  }
}

function wordOf(command: Command): string {
  if (command.kind === 'ended') return command.outcome;
  return 'token' in command ? command.token : command.kind;
}
