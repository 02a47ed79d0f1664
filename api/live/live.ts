import { setTimeout as wait } from 'node:timers/promises';
import type { Response } from 'express';
import { Gauge } from 'prom-client';
import { Refusal } from '../../domain/refusal.ts';
import type { Log } from '../../platform/log.ts';
import { metrics } from '../../platform/metrics.ts';
import type { Db } from '../../store/db.ts';
import { type Tiding, wasMissed } from '../../store/outbox.ts';
import { liveSessions } from '../../store/sessions.ts';
import { Stream, type Watch, type Watcher } from './stream.ts';
import { Tail } from './tail.ts';

const POLL_MS = 400;
const BEAT_MS = 15_000;
/** Whoever is signed out or disabled is told nothing more after 5 seconds (SECURITY S9). */
const SESSIONS_MS = 3_000;
/** What one may watch is judged again so often, a few streams at a time. */
const JUDGED_MS = 20_000;
const JUDGED_AT_ONCE = 20;
const STREAMS_MAX = 2_000;
/** A person with many pages open; browsers keep six connections to one server over HTTP/1.1. */
const STREAMS_OF_PERSON_MAX = 20;

const open = new Gauge({
  name: 'zhidu_event_streams',
  help: 'Browsers that are told of changes',
  registers: [metrics],
});

export type LiveOptions = { readonly streamsMax?: number; readonly streamsOfPersonMax?: number };

/**
 * Tells browsers that something has changed. One reader of the outbox for all of them, only while there are any: several
 * APIs side by side each read for their own.
 */
export class Live {
  private readonly db: Db;
  private readonly log: Log;
  private readonly limits: Required<LiveOptions>;
  private readonly streams = new Set<Stream>();
  private tail: Promise<Tail> | undefined;
  private beatAt = 0;
  private sessionsAt = 0;

  constructor(
    db: Db,
    log: Log,
    { streamsMax = STREAMS_MAX, streamsOfPersonMax = STREAMS_OF_PERSON_MAX }: LiveOptions = {},
  ) {
    this.db = db;
    this.log = log;
    this.limits = { streamsMax, streamsOfPersonMax };
  }

  /** Begins to tell; of what was missed since an id, too. */
  async watch(response: Response, watcher: Watcher, watch: Watch, since: number | undefined): Promise<void> {
    this.makeRoom(watcher.person);
    const stream = new Stream(response, watcher, watch);
    this.add(stream);
    response.once('close', () => this.remove(stream));
    try {
      const tail = await this.reading();
      const isMissed = await wasMissed(this.db, { ...watch, ...(since === undefined ? {} : { since }) });
      stream.open(tail.last);
      if (isMissed) stream.tell(tail.last, 'missed');
    } catch (error) {
      this.remove(stream);
      throw error;
    }
  }

  /** Hangs up on everybody: the server stops. */
  close(): void {
    for (const stream of this.streams) this.drop(stream);
  }

  private makeRoom(person: string): void {
    const { streamsMax, streamsOfPersonMax } = this.limits;
    const theirs = [...this.streams].filter(({ watcher }) => watcher.person === person).length;
    if (theirs >= streamsOfPersonMax) throw new Refusal('too-many-streams', { limit: String(streamsOfPersonMax) });
    if (this.streams.size >= streamsMax) throw new Refusal('too-many-streams', { limit: String(streamsMax) });
  }

  private add(stream: Stream): void {
    this.streams.add(stream);
    open.set(this.streams.size);
  }

  private remove(stream: Stream): void {
    this.streams.delete(stream);
    open.set(this.streams.size);
  }

  private drop(stream: Stream): void {
    this.remove(stream);
    stream.end();
  }

  private reading(): Promise<Tail> {
    this.tail ??= this.begin();
    return this.tail;
  }

  private async begin(): Promise<Tail> {
    try {
      const tail = await Tail.begin(this.db);
      void this.keepReading(tail);
      return tail;
    } catch (error) {
      this.tail = undefined;
      throw error;
    }
  }

  /** Never fails: a database that is away for a while is asked again. */
  private async keepReading(tail: Tail): Promise<void> {
    while (this.streams.size > 0) {
      try {
        await this.round(tail);
      } catch (error) {
        this.log.warn({ err: error }, 'the outbox could not be read');
      }
      await wait(POLL_MS);
    }
    this.tail = undefined;
  }

  private async round(tail: Tail): Promise<void> {
    const now = Date.now();
    if (now - this.sessionsAt >= SESSIONS_MS) await this.endSessions(now);
    this.spread(await tail.read());
    await this.judgeAgain(now);
    if (now - this.beatAt < BEAT_MS) return;
    this.beatAt = now;
    for (const stream of this.streams) stream.beat();
  }

  /** What came together is told once. */
  private spread(tidings: readonly Tiding[]): void {
    if (tidings.length === 0) return;
    for (const stream of this.streams) {
      const theirs = tidings.filter((tiding) => concerns(tiding, stream.watch));
      const last = theirs.at(-1);
      if (last) stream.tell(last.id, new Set(theirs.map(({ kind }) => kind)).size === 1 ? last.kind : 'several');
    }
  }

  private async endSessions(now: number): Promise<void> {
    this.sessionsAt = now;
    const good = await liveSessions(this.db, [...new Set([...this.streams].map(({ watcher }) => watcher.session))]);
    for (const stream of this.streams) {
      const { session, until } = stream.watcher;
      if (!good.has(session) || now > until) this.drop(stream);
    }
  }

  private async judgeAgain(now: number): Promise<void> {
    const due = [...this.streams].filter(({ judgedAt }) => now - judgedAt >= JUDGED_MS).slice(0, JUDGED_AT_ONCE);
    for (const stream of due) {
      const watch = await stream.watcher.judge();
      if (watch === undefined) this.drop(stream);
      else Object.assign(stream, { watch, judgedAt: now });
    }
  }
}

function concerns({ instance, audience }: Tiding, watch: Watch): boolean {
  if (watch.instance !== undefined) return instance === watch.instance;
  return audience.some((key) => watch.keys.includes(key));
}
