import type { Db } from '../../store/db.ts';
import { READ_MAX, type Tide, type Tiding, tideOf, tidingsAfter } from '../../store/outbox.ts';

/** A transaction that takes longer than this no longer holds up the reading. */
const PATIENCE_MS = 30_000;

/** Ids given out so recently may still belong to transactions under way. */
const RECENT = 500;

/** Ids up to `last` were given to transactions before `xmax`, seen at `at`. */
type Mark = { readonly last: number; readonly xmax: bigint; readonly at: number };

/**
 * Reads the outbox to its end, each row once. Ids are given out before their transactions commit, and those may commit in
 * another order: so it begins each time behind the last id up to which all is settled, and leaves out what it has read.
 */
export class Tail {
  private readonly db: Db;
  private floor: number;
  private before: Tide;
  private marks: Mark[] = [];
  private readonly seen = new Set<number>();

  private constructor(db: Db, tide: Tide) {
    this.db = db;
    this.floor = Math.max(0, tide.last - RECENT);
    this.before = tide;
  }

  /** Begins now: what is committed is past, what is under way is still to come. */
  static async begin(db: Db): Promise<Tail> {
    const tail = new Tail(db, await tideOf(db));
    await tail.read();
    return tail;
  }

  /** The last id given out, as far as is known. */
  get last(): number {
    return this.before.last;
  }

  async read(): Promise<readonly Tiding[]> {
    const tide = await tideOf(this.db);
    const found = await tidingsAfter(this.db, this.floor);
    const fresh = found.filter(({ id }) => !this.seen.has(id));
    for (const { id } of fresh) this.seen.add(id);
    this.settle(tide, found.length === READ_MAX ? found.at(-1)?.id : undefined);
    return fresh;
  }

  /** The ids known the time before belong to transactions older than this snapshot: once those have ended, they are settled. */
  private settle(tide: Tide, readUpTo = Number.POSITIVE_INFINITY): void {
    const now = Date.now();
    this.marks.push({ last: this.before.last, xmax: tide.xmax, at: now });
    this.before = tide;
    const isDone = ({ xmax, at }: Mark) => tide.xmin >= xmax || now - at > PATIENCE_MS;
    const done = this.marks.filter(isDone);
    this.marks = this.marks.filter((mark) => !isDone(mark));
    const floor = Math.max(this.floor, ...done.map(({ last }) => Math.min(last, readUpTo)));
    if (floor === this.floor) return;
    this.floor = floor;
    for (const id of this.seen) if (id <= floor) this.seen.delete(id);
  }
}
