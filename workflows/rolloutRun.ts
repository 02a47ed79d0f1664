import { setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import type { Words } from '../activities/rollouts.ts';
import { created, missedOf, type Phase, phases, type Rollout } from '../domain/rollout.ts';
import { nextDue, passTime, phasesTakenBack } from '../domain/rolloutCourse.ts';
import { Alarm } from './alarm.ts';
import { Chronicle } from './chronicle.ts';
import { Course, type Ground } from './course.ts';
import { moveOnSignal, waveReportSignal } from './messages.ts';
import { carryOut, unmark } from './phases.ts';
import { Procedures } from './procedures.ts';
import { words } from './proxies.ts';
import { isOutdated } from './renewal.ts';
import { detailsOf, show } from './rolloutBulletin.ts';
import { RolloutOffice } from './rolloutOffice.ts';
import type { CarriedRollout, RolloutInput } from './rolloutState.ts';
import { brief, say } from './telling.ts';
import { closeWave } from './waveCall.ts';

/** A rollout within one run of its workflow: how it stands, who is at work for it, what it waits for. */
export class RolloutRun {
  private readonly input: RolloutInput;
  private readonly chronicle: Chronicle;
  private readonly procedures: Procedures;
  private readonly office: RolloutOffice;
  private readonly reports: Map<string, 'ready' | 'due'>;
  private readonly marks: Set<string>;
  private readonly alarm = new Alarm(() => this.ring());
  private readonly moments = new Map<string, () => number>();
  private words: Words = { texts: {}, consoleUrl: '' };
  private shown: CarriedRollout['shown'];
  private busy = 0;
  private isWriting = false;

  constructor(input: RolloutInput) {
    const { carried = unborn(input), timeScale } = input;
    this.input = input;
    this.chronicle = new Chronicle(input, carried.rollout, carried.sequence);
    this.procedures = new Procedures({ timeScale, isClosing: () => this.isLong, carried: carried.procedures });
    this.reports = new Map(Object.entries(carried.reports));
    this.marks = new Set(carried.marks);
    this.shown = carried.shown;
    this.office = new RolloutOffice(this.chronicle, this.consequences(), carried.receipts);
    this.office.open();
    // What waits looks at `isLong` whenever anything comes.
    setHandler(moveOnSignal, () => undefined);
    setHandler(waveReportSignal, ({ wave, state }) => this.hear(wave, state));
  }

  get hasNews(): boolean {
    return this.chronicle.hasNews;
  }

  get isOver(): boolean {
    const { state } = this.chronicle.rollout;
    return state === 'completed' || state === 'cancelled';
  }

  /** Nothing is under way that a new run, or the end, would lose. */
  get isIdle(): boolean {
    return this.busy === 0 && this.procedures.isIdle && !this.hasNews;
  }

  get isLong(): boolean {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    const { renewAfter } = this.input;
    return continueAsNewSuggested || isOutdated() || (renewAfter !== undefined && historyLength >= renewAfter);
  }

  get rollout(): Rollout {
    return this.chronicle.rollout;
  }

  /** Puts a new rollout on record, or takes up what the run before was at. */
  async load(): Promise<void> {
    this.words = await words.loadWords();
    if (!this.input.carried) {
      const { createdBy, owner } = this.input;
      void this.chronicle.note((rollout) => rollout, { kind: 'created', by: createdBy, tell: [owner] });
      await this.write();
    }
    this.office.ready();
    for (const phase of phases) if (isUnderWay(this.rollout, phase)) this.begin(phase);
    this.display();
  }

  async write(): Promise<void> {
    this.isWriting = true;
    await this.chronicle.write(brief(this.say('details.record')));
    this.isWriting = false;
    this.display();
  }

  /** What the next run begins with. */
  successor(): RolloutInput {
    const carried: CarriedRollout = {
      version: 1,
      rollout: this.rollout,
      sequence: this.chronicle.last,
      receipts: this.office.list(),
      procedures: this.procedures.carried(),
      reports: Object.fromEntries(this.reports),
      marks: [...this.marks],
      ...(this.shown ? { shown: this.shown } : {}),
    };
    return { ...this.input, carried };
  }

  private consequences() {
    return {
      begin: (phase: Phase) => this.launched(phase),
      takeBack: (before: Rollout, phase: Phase) =>
        void this.during(this.withdraw(before, phasesTakenBack(before, phase), 'regressed')),
      abandon: (before: Rollout) => void this.during(this.withdraw(before, phases, 'cancelled')),
      isClosing: () => this.isWriting && this.isLong && this.busy === 0 && this.procedures.isIdle,
      owner: this.input.owner,
      managers: this.input.waves.map(({ manager }) => manager),
    };
  }

  private launched(phase: Phase): void {
    this.procedures.forgetFailures(`${phase}/`);
    this.begin(phase);
  }

  private begin(phase: Phase): void {
    void carryOut(new Course(phase, this.ground()));
  }

  private async withdraw(before: Rollout, taken: readonly Phase[], reason: 'regressed' | 'cancelled'): Promise<void> {
    const prefixes = taken.map((phase) => `${phase}/`);
    for (const prefix of prefixes) unmark(this.marks, prefix);
    if (taken.includes('train')) this.reports.clear();
    const waves = taken.includes('train') ? Object.values(before.waves) : [];
    await Promise.all([
      ...prefixes.map((prefix) => this.procedures.drop(prefix, reason)),
      ...waves.map(({ workflow }) => (workflow === undefined ? undefined : closeWave(workflow, 'cancelled'))),
    ]);
  }

  /** A wave tells by the id of its workflow. One of an earlier attempt is not listened to. */
  private hear(workflow: string, state: 'ready' | 'due'): void {
    const found = Object.entries(this.rollout.waves).find(([, wave]) => wave.workflow === workflow);
    if (found) this.reports.set(found[0], state);
  }

  private ring(): void {
    const before = this.rollout;
    const after = passTime(before, Date.now());
    if (after === before) {
      this.rouse();
      return;
    }
    for (const phase of phases) this.noteMissed(before, phase);
  }

  private noteMissed(before: Rollout, phase: Phase): void {
    const now = Date.now();
    const missed = missedOf(passTime(before, now).phases[phase].conditions);
    const known = new Set(missedOf(before.phases[phase].conditions).map(({ id }) => id));
    for (const { id } of missed.filter((it) => !known.has(it.id))) {
      const { launchedBy = this.input.createdBy } = before.phases[phase];
      const tell = [this.input.owner, launchedBy, ...before.signers[phase]];
      void this.chronicle.note((rollout) => passTime(rollout, now), {
        kind: 'condition-missed',
        phase,
        params: { condition: id },
        tell,
      });
    }
  }

  /** What is due already waits for something else than the clock. */
  private rouse(): void {
    const now = Date.now();
    const condition = nextDue(this.rollout);
    const moments = [...this.moments.values()].map((dueAt) => dueAt()).filter((dueAt) => dueAt > now);
    const next = Math.min(...moments, condition ?? Infinity);
    if (Number.isFinite(next)) this.alarm.rouse(next, brief(this.say('details.alarm')));
  }

  private ground(): Ground {
    const { input, chronicle, procedures, reports, marks } = this;
    return {
      input,
      chronicle,
      procedures,
      reports,
      marks,
      say: (key, params) => this.say(key, params),
      moments: this.moments,
      rouse: () => this.rouse(),
      during: (work) => this.during(work),
    };
  }

  private async during<T>(work: Promise<T>): Promise<T> {
    this.busy += 1;
    try {
      return await work;
    } finally {
      this.busy -= 1;
    }
  }

  private say(key: string, params: Record<string, string> = {}): string {
    return say(this.words.texts, key, params);
  }

  private display(): void {
    this.shown = show(this.rollout, this.shown);
    setCurrentDetails(
      detailsOf(this.rollout, this.input, (key, params) => this.say(key, params), this.words.consoleUrl),
    );
    if (!this.isOver) this.rouse();
  }
}

/** What the first run begins with. */
const unborn = ({ signers }: RolloutInput): CarriedRollout => ({
  version: 1,
  rollout: created(signers),
  sequence: 0,
  receipts: [],
  procedures: { asked: {}, reports: {} },
  reports: {},
  marks: [],
});

function isUnderWay(rollout: Rollout, phase: Phase): boolean {
  const { state } = rollout.phases[phase];
  return state === 'running' || state === 'gate-pending';
}
