import type { SearchAttributePair } from '@temporalio/common';
import { condition } from '@temporalio/workflow';
import { type Missing, mayGoOn, type Phase, type Rollout, type Standing } from '../domain/rollout.ts';
import type { Variables } from '../engine/bpmn/instance.ts';
import type { Chronicle, News } from './chronicle.ts';
import type { Procedures } from './procedures.ts';
import { phaseKey, policyKey } from './rolloutBulletin.ts';
import type { RolloutInput } from './rolloutState.ts';

/** The phase was taken back, or the rollout is over: whoever works for it stops. */
export class TakenBack extends Error {}

/** Work of a phase came to nothing. */
export class Trouble extends Error {
  readonly missing: readonly Missing[];

  constructor(missing: readonly Missing[]) {
    super(missing.map(({ id }) => id).join(', '));
    this.missing = missing;
  }
}

/** Waits for all of these, then says of all of them together what came to nothing. */
export async function together(works: readonly Promise<unknown>[]): Promise<void> {
  const ended = await Promise.allSettled(works);
  const failures: readonly unknown[] = ended.flatMap((it) => (it.status === 'rejected' ? [it.reason] : []));
  const missing = failures.flatMap((failure) => {
    if (failure instanceof Trouble) return failure.missing;
    throw failure;
  });
  if (missing.length > 0) throw new Trouble(missing);
}

/** What a phase reaches the rollout through. */
export type Ground = {
  readonly input: RolloutInput;
  readonly chronicle: Chronicle;
  readonly procedures: Procedures;
  /** What the waves of this attempt have told, by id. */
  readonly reports: ReadonlyMap<string, 'ready' | 'due'>;
  /** What is done of the attempts that are under way, and not to be done again in the next run. */
  readonly marks: Set<string>;
  /** A text of the company's language. */
  readonly say: (key: string, params?: Record<string, string>) => string;
  /** What is waited for that a clock decides, by name; ms since the epoch. */
  readonly moments: Map<string, () => number>;
  /** Makes sure that the workflow wakes when the next of these moments has come. */
  readonly rouse: () => void;
  /** Counts work that a new run would lose. */
  readonly during: <T>(work: Promise<T>) => Promise<T>;
};

export type Errand = {
  readonly process: string;
  /** Names it within the phase's attempt. */
  readonly name: string;
  /** Without the number of the launch. */
  readonly businessKey: string;
  readonly title: string;
  readonly variables?: Variables;
  readonly keep?: readonly string[];
  /** Absent: the number of the launch, from the second on. */
  readonly turn?: number;
};

/** One launch of a phase, for whatever carries it out: it waits while the phase is held, and stops when it is taken back. */
export class Course {
  readonly phase: Phase;
  readonly ground: Ground;
  private readonly launch: number;

  constructor(phase: Phase, ground: Ground) {
    this.phase = phase;
    this.ground = ground;
    this.launch = ground.chronicle.rollout.phases[phase].launches;
  }

  get rollout(): Rollout {
    return this.ground.chronicle.rollout;
  }

  get standing(): Standing {
    return this.rollout.phases[this.phase];
  }

  /** "POL-01@v2": what business keys begin with. */
  get key(): string {
    const { policy, version } = this.ground.input;
    return `${policy}@v${version}`;
  }

  /** What the tokens of this attempt begin with. */
  get prefix(): string {
    return `${this.phase}/${this.standing.attempt}/`;
  }

  /** The business key of this turn: the first one bare, later ones counted. */
  turned(key: string, turn = this.launch): string {
    return turn > 1 ? `${key}~${turn}` : key;
  }

  /** Whoever stands for the phase: the owner, the officer who launched it, and those who sign its gate. */
  get circle(): readonly string[] {
    const { owner } = this.ground.input;
    const { launchedBy } = this.standing;
    return [owner, ...(launchedBy === undefined ? [] : [launchedBy]), ...this.rollout.signers[this.phase]];
  }

  /** Waits until something has come about and the phase may go on. */
  async until(ready: () => boolean = () => true): Promise<void> {
    await condition(() => !this.isCurrent || (ready() && mayGoOn(this.rollout, this.phase)));
    this.check();
  }

  /** Waits for a moment, which comes as much later as the phase stood still. */
  async untilDue(name: string, dueAt: () => number): Promise<void> {
    const { moments, rouse } = this.ground;
    moments.set(`${this.prefix}${name}`, dueAt);
    rouse();
    await this.until(() => Date.now() >= dueAt());
    moments.delete(`${this.prefix}${name}`);
  }

  /** Has a process carried out to its end; what ends otherwise is trouble. Asked again, it is the same process. */
  async run(errand: Errand): Promise<Variables> {
    await this.until();
    const { process, name, title, variables = {}, keep = [] } = errand;
    const report = await this.ground.procedures.run({
      token: `${this.prefix}${name}`,
      process,
      businessKey: this.turned(errand.businessKey, errand.turn),
      title,
      variables: { ...this.common, ...variables },
      startedBy: { by: this.standing.launchedBy ?? this.ground.input.createdBy },
      keep,
      search: this.search,
    });
    this.check();
    if (report.kind === 'failed') throw new Trouble([{ kind: 'work', id: name }]);
    return report.variables;
  }

  /** Does something that this attempt does once, however many runs and launches it takes. */
  async once(name: string, work: () => Promise<void>): Promise<void> {
    const mark = `${this.prefix}${name}`;
    if (this.ground.marks.has(mark)) return;
    await work();
    this.ground.marks.add(mark);
  }

  /** Puts on record what happened in this phase. */
  async note(change: (rollout: Rollout) => Rollout, news: News): Promise<void> {
    this.check();
    await this.ground.chronicle.note(change, { phase: this.phase, ...news });
    this.check();
  }

  /** Work that is lost when a new run begins in the middle of it. */
  async during<T>(work: Promise<T>): Promise<T> {
    const result = await this.ground.during(work);
    this.check();
    return result;
  }

  private get common(): Variables {
    const { rollout, policy, version, owner } = this.ground.input;
    return { rollout, policy, version, phase: this.phase, owner };
  }

  private get search(): readonly SearchAttributePair[] {
    return [
      { key: policyKey, value: this.key },
      { key: phaseKey, value: this.phase },
    ];
  }

  private get isCurrent(): boolean {
    const { state } = this.rollout;
    if (state === 'cancelled' || state === 'completed') return false;
    return this.standing.launches === this.launch && this.standing.state !== 'regressed';
  }

  private check(): void {
    if (!this.isCurrent) throw new TakenBack(this.phase);
  }
}
