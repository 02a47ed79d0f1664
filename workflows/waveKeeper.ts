import { getExternalWorkflowHandle, TemporalFailure, workflowInfo } from '@temporalio/workflow';
import type { Activities } from '../activities/index.ts';
import { defaultThresholds, nextRung, rungBetween, sanctionsOf } from '../domain/training.ts';
import {
  type CarriedWave,
  type RemindWave,
  type WaveClosing,
  type WaveInput,
  type WaveReport,
  waveReportSignal,
} from './messages.ts';
import { waves } from './proxies.ts';
import { isOutdated } from './renewal.ts';
import { brief, say } from './telling.ts';
import { WaveBoard } from './waveBoard.ts';

/** Real lengths of time; the demo's scale shortens them, but nothing happens more often than once a second. */
const COUNT_MS = 600_000;
const SWEEP_MS = 3_600_000;
const MONTH_MS = 30 * 86_400_000;
/** How long those go on learning who were not done when the gate was decided. */
const TAIL_MS = 90 * 86_400_000;
const LEAST_MS = 1_000;
/** The rung before all rungs. */
const UNBEGUN = -10_000;
/** Requests for a reminder that are remembered. */
const REQUESTS = 100;

type Did<A extends keyof Activities['waves']> = Awaited<ReturnType<Activities['waves'][A]>>;

/** Everything that a wave does, and all that it remembers between two runs. */
export class WaveKeeper {
  private readonly input: WaveInput;
  private readonly bornAt = Date.now();
  private readonly board: WaveBoard;
  private texts: Did<'openWave'>['texts'] = {};
  private carried: CarriedWave;
  private counted: Did<'countWave'> | undefined;
  private hasNews = false;
  private isDirty = false;
  private mustCount: boolean;
  private requests: readonly RemindWave[] = [];

  constructor(input: WaveInput) {
    const { startedAt, carried } = input;
    this.input = input;
    this.board = new WaveBoard(input);
    this.carried = carried ?? {
      countedAt: 0,
      sweptAt: 0,
      rung: { day: UNBEGUN, at: startedAt },
      reported: [],
      asked: [],
    };
    this.mustCount = true;
  }

  /** Something was learnt. */
  touch(): void {
    this.isDirty = true;
    this.hasNews = true;
  }

  ask(request: RemindWave): void {
    const known = [...this.carried.asked, ...this.requests.map(({ requestId }) => requestId)];
    if (known.includes(request.requestId)) return;
    this.requests = [...this.requests, request];
    this.hasNews = true;
  }

  close(reason: WaveClosing): void {
    const { closing } = this.carried;
    if (closing && (closing.reason === reason || closing.reason === 'cancelled')) return;
    this.carried = { ...this.carried, closing: { reason, at: Date.now() } };
    this.mustCount = true;
    this.hasNews = true;
  }

  /** The rows of the wave are there before anything else. */
  async open(): Promise<void> {
    const { timeScale: _scale, parent: _parent, carried: _carried, renewAfter: _renew, ...wave } = this.input;
    const { thresholds = defaultThresholds } = wave;
    const { texts, consoleUrl } = await waves('').openWave({ ...wave, thresholds });
    this.texts = texts;
    this.board.speak(texts, consoleUrl);
  }

  /** Does all that is due now. */
  async tend(): Promise<void> {
    this.hasNews = false;
    if (this.carried.closing?.reason === 'cancelled') return;
    if (this.isCountDue) await this.count();
    await this.remindOfDue();
    await this.remindAsked();
    if (Date.now() >= this.input.due) await this.report('due');
  }

  /** Why the wave is over; undefined while it is not. */
  get end(): string | undefined {
    const { closing } = this.carried;
    if (!closing) return undefined;
    if (closing.reason === 'cancelled') return 'cancelled';
    if (this.counted?.funnel.open === 0) return 'completed';
    return Date.now() >= this.tailEnd ? 'lapsed' : undefined;
  }

  async finish(reason: string): Promise<{ readonly reason: string }> {
    await this.acting('wave.close').closeWave({ wave: this.input.wave, reason, at: Date.now() });
    this.board.end();
    return { reason };
  }

  /** Somebody has said something: what is due next may be due earlier. */
  get isCalled(): boolean {
    return this.hasNews;
  }

  /** How long nothing will be due, unless somebody says something. */
  get rest(): number {
    const next = nextRung(this.input.due, this.carried.rung.at, this.scale);
    const moments = [
      this.sweepAt,
      Math.max(next.at, this.carried.rung.at + LEAST_MS),
      ...(this.isDirty ? [this.countAt] : []),
      ...(this.carried.reported.includes('due') ? [] : [this.input.due]),
      ...(this.carried.closing ? [this.tailEnd] : []),
    ];
    return Math.max(1, Math.min(...moments) - Date.now());
  }

  get mayRenew(): boolean {
    const { continueAsNewSuggested, historyLength } = workflowInfo();
    const isLong = continueAsNewSuggested || historyLength >= (this.input.renewAfter ?? Number.POSITIVE_INFINITY);
    return (isLong || isOutdated() || Date.now() - this.bornAt >= MONTH_MS) && this.requests.length === 0;
  }

  successor(): WaveInput {
    return { ...this.input, carried: this.carried };
  }

  private get scale(): number {
    return this.input.timeScale;
  }

  private get sweepAt(): number {
    return this.carried.sweptAt + this.scaled(SWEEP_MS);
  }

  private get countAt(): number {
    return this.carried.countedAt + this.scaled(COUNT_MS);
  }

  private get tailEnd(): number {
    return Math.max(this.input.due, this.carried.closing?.at ?? 0) + this.scaled(TAIL_MS);
  }

  private get isCountDue(): boolean {
    const now = Date.now();
    return this.mustCount || now >= this.sweepAt || (this.isDirty && now >= this.countAt);
  }

  private scaled(ms: number): number {
    return Math.max(LEAST_MS, ms * this.scale);
  }

  /** At a sweep it follows who joins and leaves, too; who has come in is told. */
  private async count(): Promise<void> {
    const { wave, timeScale, thresholds = defaultThresholds } = this.input;
    const at = Date.now();
    const follows = at >= this.sweepAt;
    const isClosing = this.carried.closing !== undefined;
    this.isDirty = false;
    this.mustCount = false;
    const acting = this.acting(follows ? 'wave.follow' : 'wave.count');
    this.counted = await acting.countWave({ wave, at, timeScale, isClosing, follows });
    this.carried = { ...this.carried, countedAt: at, ...(follows ? { sweptAt: at } : {}) };
    this.board.show(this.counted, thresholds, isClosing);
    if (this.counted.hasJoined) {
      await this.acting('wave.assign').remindPeople({ wave, rung: 'assigned', since: at, at });
    }
    if (this.counted.isReady) await this.report('ready');
  }

  /** The last rung that has been reached; those that were missed while nobody worked are not made up for one by one. */
  private async remindOfDue(): Promise<void> {
    const { wave, due } = this.input;
    const { rung: before } = this.carried;
    const at = Date.now();
    const rung = rungBetween(due, before.at, at, this.scale);
    if (!rung) return;
    const { day } = rung;
    const { escalates, holds } = sanctionsOf(before.day, day);
    const { people } = await this.acting('wave.remind').remindPeople({
      wave,
      rung: `d${day}`,
      day,
      escalates,
      holds,
      at,
    });
    this.carried = { ...this.carried, rung: { day, at } };
    if (escalates && people > 0) this.mustCount = true;
  }

  private async remindAsked(): Promise<void> {
    const { requests } = this;
    this.requests = [];
    for (const { requestId } of requests) {
      const { wave } = this.input;
      await this.acting('wave.remind').remindPeople({ wave, rung: `asked ${requestId}`, at: Date.now() });
      this.carried = { ...this.carried, asked: [...this.carried.asked, requestId].slice(-REQUESTS) };
    }
  }

  /** A rollout that is gone is told nothing; the wave goes on for its people. */
  private async report(state: WaveReport['state']): Promise<void> {
    const { parent, wave } = this.input;
    const { reported } = this.carried;
    if (reported.includes(state)) return;
    this.carried = { ...this.carried, reported: [...reported, state] };
    if (!parent) return;
    try {
      await getExternalWorkflowHandle(parent.workflowId).signal(waveReportSignal, { wave, state });
    } catch (error) {
      if (!(error instanceof TemporalFailure)) throw error;
    }
  }

  private acting(text: string): ReturnType<typeof waves> {
    return waves(brief(say(this.texts, text)));
  }
}
