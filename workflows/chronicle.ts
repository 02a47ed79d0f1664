import type { Activities } from '../activities/index.ts';
import { phaseDue, type Rollout } from '../domain/rollout.ts';
import { digest } from '../engine/bpmn/digest.ts';
import { rollouts } from './proxies.ts';
import type { RolloutAnswer, RolloutInput } from './rolloutState.ts';

type RolloutRecord = Parameters<Activities['rollouts']['recordRollout']>[0];
type Entry = RolloutRecord['entries'][number];

/** Something that happened to a rollout, to be put on record. */
export type News = Pick<Entry, 'kind'> &
  Partial<Omit<Entry, 'kind' | 'sequence' | 'at'>> & {
    /** The plan as it was signed, the courses that were found: kept with the rollout. */
    readonly plan?: unknown;
    readonly courses?: readonly string[];
    /** What whoever asked for it is answered. */
    readonly answer?: RolloutAnswer;
  };

type Pending = { readonly entry: Entry; readonly news: News; readonly settle: () => void };

/** Entries taken into one record. */
const BATCH = 50;

/** How a rollout stands and what happened to it: decided here, recorded before anything follows from it. */
export class Chronicle {
  rollout: Rollout;
  private readonly input: RolloutInput;
  private sequence: number;
  private readonly pending: Pending[] = [];

  constructor(input: RolloutInput, rollout: Rollout, sequence: number) {
    this.input = input;
    this.rollout = rollout;
    this.sequence = sequence;
  }

  get hasNews(): boolean {
    return this.pending.length > 0;
  }

  get last(): number {
    return this.sequence;
  }

  /** Changes the rollout, and resolves once that is recorded. A Refusal of the change changes nothing. */
  note(change: (rollout: Rollout) => Rollout, news: News): Promise<void> {
    this.rollout = change(this.rollout);
    this.sequence += 1;
    const { plan: _plan, courses: _courses, answer: _answer, ...line } = news;
    const entry: Entry = { params: {}, tell: [], ...line, sequence: this.sequence, at: Date.now() };
    const recorded = new Promise<void>((settle) => {
      this.pending.push({ entry, news, settle });
    });
    return recorded;
  }

  /** One record of what has happened; those who wait for it go on. */
  async write(summary: string): Promise<void> {
    const taken = this.pending.slice(0, BATCH);
    const record = this.recordOf(taken);
    const kept = await rollouts(summary).recordRollout(record);
    if (kept.digest !== record.digest) {
      throw new Error(
        `entry ${record.entries.at(-1)?.sequence ?? 0} of ${record.rollout} was recorded as ${kept.digest}, now it comes out as ${record.digest}`,
      );
    }
    this.pending.splice(0, taken.length);
    for (const { settle } of taken) settle();
  }

  private recordOf(taken: readonly Pending[]): RolloutRecord {
    const { rollout: id, title } = this.input;
    const entries = taken.map(({ entry }) => entry);
    const phase = phaseDue(this.rollout);
    const plan = taken.findLast(({ news }) => news.plan !== undefined)?.news.plan;
    const courses = taken.findLast(({ news }) => news.courses !== undefined)?.news.courses;
    return {
      rollout: id,
      title,
      ...(entries[0]?.sequence === 1 ? { creation: creationOf(this.input) } : {}),
      standing: this.rollout,
      ...(phase === undefined ? {} : { phase }),
      ...(plan === undefined ? {} : { plan }),
      ...(courses === undefined ? {} : { courses }),
      entries,
      receipts: taken.flatMap(({ entry: { requestId }, news: { answer } }) =>
        requestId === undefined || answer === undefined ? [] : [{ requestId, answer }],
      ),
      digest: digest({ entries, standing: this.rollout }),
    };
  }
}

function creationOf(input: RolloutInput): NonNullable<RolloutRecord['creation']> {
  const { policy, version, owner, createdBy, createdAt, thresholds, waves } = input;
  return { policy, version, owner, createdBy, createdAt, thresholds, waves };
}
