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

type Pending = {
  readonly entry: Entry;
  readonly news: News;
  /** How the rollout stood right after it. */
  readonly standing: Rollout;
  readonly settle: () => void;
};

/** Entries taken into one record. */
const BATCH = 50;
/** News of a gate that was decided, of a phase or of one of its waves. */
const verdicts: ReadonlySet<string> = new Set(
  ['passed', 'conditional', 'failed'].flatMap((verdict) => [`gate-${verdict}`, `wave-gate-${verdict}`]),
);

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
      this.pending.push({ entry, news, standing: this.rollout, settle });
    });
    return recorded;
  }

  /** One record of what has happened; those who wait for it go on. */
  async write(summary: string): Promise<void> {
    const taken = this.nextRecord();
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

  /**
   * What goes into one record. A verdict is the last thing in its record: what follows may drop the gate, and a record
   * keeps gates as they stand at its end.
   */
  private nextRecord(): readonly Pending[] {
    const verdict = this.pending.findIndex(({ entry: { kind } }) => verdicts.has(kind));
    return this.pending.slice(0, verdict < 0 ? BATCH : Math.min(BATCH, verdict + 1));
  }

  private recordOf(taken: readonly Pending[]): RolloutRecord {
    const { rollout: id, title } = this.input;
    const entries = taken.map(({ entry }) => entry);
    const standing = taken.at(-1)?.standing ?? this.rollout;
    const phase = phaseDue(standing);
    const plan = taken.findLast(({ news }) => news.plan !== undefined)?.news.plan;
    const courses = taken.findLast(({ news }) => news.courses !== undefined)?.news.courses;
    return {
      rollout: id,
      title,
      ...(entries[0]?.sequence === 1 ? { creation: creationOf(this.input) } : {}),
      standing,
      ...(phase === undefined ? {} : { phase }),
      ...(plan === undefined ? {} : { plan }),
      ...(courses === undefined ? {} : { courses }),
      entries,
      receipts: taken.flatMap(({ entry: { requestId }, news: { answer } }) =>
        requestId === undefined || answer === undefined ? [] : [{ requestId, answer }],
      ),
      digest: digest({ entries, standing }),
    };
  }
}

function creationOf(input: RolloutInput): NonNullable<RolloutRecord['creation']> {
  const { policy, version, owner, createdBy, createdAt, thresholds, waves } = input;
  return { policy, version, owner, createdBy, createdAt, thresholds, waves };
}
