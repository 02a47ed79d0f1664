import { setTimeout as sleep } from 'node:timers/promises';
import type { Output } from '../../contract/address.ts';
import { say } from '../say.ts';
import type { Company } from './company.ts';
import { type Move, moves, quotes, REQUESTER, request } from './moves.ts';
import { type Person, Refused, refusalOf } from './person.ts';
import type { Happening, Scene } from './scene.ts';

const POLL_MS = 100;

/** Answers to a task that somebody or something else has closed meanwhile: not an error of the story. */
const overtaken: ReadonlySet<string> = new Set(['task-closed', 'task-claimed', 'task-unknown', 'instance-ended']);

export type OpenTask = Output<'getInstance'>['tasks'][number];

/** What is wrong when a step was answered otherwise than the story needs; no code is success. */
export const unexpected = (node: string, code: string | undefined): string =>
  say('demo.unexpected', { node, answer: code ?? say('demo.success') });

/** What may happen at a step instead of the usual move; true when it took the task in hand. */
export type Twist = (story: Story, task: OpenTask) => Promise<boolean>;

export type StoryOptions = {
  /** One day of the policy's deadlines lasts this long. */
  readonly dayMs: number;
  readonly giveUpAfterMs: number;
  readonly twists: Readonly<Record<string, Twist>>;
  readonly tell: (scene: Scene) => void;
  /** Who plays; several stories may share one company. */
  readonly company: Company;
  readonly pollMs?: number;
  /** Everybody goes home when this is over, whether the purchase has ended or not. */
  readonly over?: AbortSignal;
};

/** One purchase, carried by people who only know the HTTP API. */
export class Story {
  readonly scenes: Scene[] = [];
  instanceId = '';
  private readonly company: Company;
  private readonly options: StoryOptions;

  constructor(options: StoryOptions) {
    this.options = options;
    this.company = options.company;
  }

  person(id: string): Person {
    return this.company.person(id);
  }

  tell(who: string, what: Happening, more: { readonly node?: string; readonly detail?: string } = {}): void {
    const scene: Scene = { at: new Date().toISOString(), who, what, ...more };
    this.scenes.push(scene);
    this.options.tell(scene);
  }

  /** Plays until the purchase has ended or the time is over. Returns its state; throws when it takes too long. */
  async play(): Promise<string> {
    const timeScale = this.options.dayMs / 86_400_000;
    const until = Date.now() + this.options.giveUpAfterMs;
    const started = await this.person(REQUESTER).call('startProcess', {
      params: { process: 'procurement' },
      body: { variables: request, timeScale },
    });
    this.instanceId = started.instanceId;
    this.tell(REQUESTER, 'started', { detail: started.instanceId });
    for (;;) {
      const { status, tasks } = await this.look();
      if (status !== 'running' || this.options.over?.aborted) return status;
      if (Date.now() > until)
        throw new Error(
          say('demo.unended', { instance: this.instanceId, open: tasks.map(({ node }) => node).join(', ') }),
        );
      for (const task of tasks) await this.act(task);
      await sleep(this.options.pollMs ?? POLL_MS);
    }
  }

  instance(id = this.instanceId): Promise<Output<'getInstance'>> {
    return this.person(REQUESTER).call('getInstance', { params: { instanceId: id } });
  }

  task(id: string, reader: string): Promise<Output<'getTask'>> {
    return this.person(reader).call('getTask', { params: { taskId: id } });
  }

  /** The usual move at a step, by whoever usually does it or by somebody else. */
  async usually(task: OpenTask, by?: string): Promise<void> {
    const move = moves[task.node];
    if (!move) throw new Error(say('demo.noMove', { node: task.node }));
    const who = by ?? move.by;
    const variables = await this.fill(task.node, move, who);
    const params = { taskId: task.id };
    if (move.verdict) {
      await this.person(who).call('signOffTask', { params, body: { verdict: move.verdict, variables } });
    } else {
      await this.person(who).call('completeTask', { params, body: { variables } });
    }
    this.tell(who, move.verdict ?? 'completed', { node: task.node });
  }

  private async act(task: OpenTask): Promise<void> {
    const code = await refusalOf(
      (async () => {
        const handled = await this.options.twists[task.node]?.(this, task);
        if (!handled) await this.usually(task);
      })(),
    );
    if (code !== undefined && !overtaken.has(code)) throw new Error(unexpected(task.node, code));
  }

  private async look(): Promise<{ readonly status: string; readonly tasks: readonly OpenTask[] }> {
    try {
      return await this.lookAround();
    } catch (error) {
      // It was started; under load its first step is written a little later.
      if (error instanceof Refused && error.problem.code === 'instance-unknown')
        return { status: 'running', tasks: [] };
      throw error;
    }
  }

  private async lookAround(): Promise<{ readonly status: string; readonly tasks: readonly OpenTask[] }> {
    const { status, tasks } = await this.instance();
    const called = await this.person(REQUESTER).call('listInstances', {
      query: { parent: this.instanceId, status: 'running', mine: 'true' },
    });
    const theirs = await Promise.all(called.items.map(({ id }) => this.instance(id)));
    return { status, tasks: [...tasks, ...theirs.flatMap((it) => it.tasks)] };
  }

  private async fill(node: string, move: Move, who: string): Promise<Record<string, unknown>> {
    const files = (move.evidence ?? []).map(async (field) => [field, await this.company.file(who, field)] as const);
    const values = { ...move.values, ...Object.fromEntries(await Promise.all(files)) };
    return node === 'requestQuotes' ? { ...values, quotes: quotes(await this.company.file(who, 'quotation')) } : values;
  }
}
