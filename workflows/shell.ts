import { condition, setCurrentDetails, setHandler, workflowInfo } from '@temporalio/workflow';
import type { Loaded } from '../activities/definitions.ts';
import { clockOf } from '../domain/calendar.ts';
import type { Clock, Command, Event, Instance, Step } from '../engine/bpmn/instance.ts';
import { alarm, outstanding, step, unborn } from '../engine/bpmn/step.ts';
import { upgrade } from '../engine/bpmn/upgrade.ts';
import { Alarm } from './alarm.ts';
import { Bulletin } from './bulletin.ts';
import { Desk } from './desk.ts';
import { Fingerprints } from './fingerprint.ts';
import { Hands } from './hands.ts';
import { type Entry, Inbox, type Work } from './inbox.ts';
import {
  childReportSignal,
  instanceQuery,
  moveOnSignal,
  type Outcome,
  type ProcessInput,
  withdrawSignal,
} from './messages.ts';
import { definitions } from './proxies.ts';
import { Receipts } from './receipts.ts';
import {
  answerOf,
  commandsAfter,
  type Drained,
  type Kept,
  recordOf,
  started,
  type Taken,
  verify,
  write,
} from './recording.ts';
import type { Refused } from './refusing.ts';
import { isOutdated } from './renewal.ts';
import { apart } from './separation.ts';
import { Signboard } from './signboard.ts';
import { taskOf, tasksOf } from './tasks.ts';

/** What a run has once its definition is loaded. */
type Desktop = Loaded & { readonly clock: Clock; readonly bulletin: Bulletin; readonly hands: Hands };

/** The step that an event would make, as it was worked out to judge it. */
type Foreseen = { readonly from: Instance; readonly event: string; readonly step: Step };

/** One running process within one run of its workflow: its state, what has come in, and what is being done about it. */
export class Shell {
  private readonly input: ProcessInput;
  private readonly inbox = new Inbox();
  private readonly fingerprints = new Fingerprints();
  private readonly receipts: Receipts;
  private readonly signboard: Signboard;
  private readonly alarm = new Alarm(() => this.ring());
  private instance: Instance;
  private error: string | undefined;
  private desktop: Desktop | undefined;
  private isWriting = false;
  private foreseen: Foreseen | undefined;

  constructor(input: ProcessInput) {
    const { carried } = input;
    this.input = input;
    this.instance = carried ? upgrade(carried.instance) : unborn;
    this.receipts = new Receipts(carried?.receipts);
    this.signboard = new Signboard(carried?.notices);
    this.listen();
  }

  get hasMail(): boolean {
    return !this.inbox.isEmpty;
  }

  /** It is over, and everybody has been told who had to be. */
  get hasEnded(): boolean {
    return this.isOver && this.ready.hands.hasTold;
  }

  get outcome(): Outcome {
    const { status } = this.instance;
    return this.error === undefined ? { status } : { status, error: this.error };
  }

  /** Nothing more is to come, in this run at least. */
  get isClosing(): boolean {
    return this.isOver || this.isLong;
  }

  /** A new run is due and nothing is under way that it would lose. */
  get mayRenew(): boolean {
    return this.isLong && this.ready.hands.isIdle;
  }

  /** What the next run begins with. */
  successor(): ProcessInput {
    const carried = {
      instance: this.instance,
      receipts: this.receipts.list(),
      notices: this.signboard.notices,
    };
    return { ...this.input, variables: {}, carried };
  }

  async load(): Promise<void> {
    const loaded = await definitions.loadDefinition(this.input.definition);
    const bulletin = new Bulletin(loaded, this.input.title);
    this.desktop = {
      ...loaded,
      bulletin,
      clock: clockOf(loaded.calendars, this.input.timeScale),
      hands: this.handsFor(loaded, bulletin),
    };
    if (this.instance.status === 'unborn') this.put(started(this.input));
    else this.resume();
  }

  /** Steps through what has come in. */
  drain(): Drained {
    const taken = this.inbox.take().map((entry) => this.take(entry));
    return {
      taken,
      record: recordOf({ input: this.input, process: this.ready.process }, taken, this.instance, this.fingerprints),
    };
  }

  /** One record of all the steps. */
  write(drained: Drained): Promise<Kept> {
    this.isWriting = true;
    return write(drained, this.ready.bulletin.recording(drained.taken.map(({ entry }) => entry.event)));
  }

  /** What is recorded is answered, and has its consequences. */
  conclude(drained: Drained, kept: Kept): void {
    this.isWriting = false;
    verify(drained, kept);
    for (const it of drained.taken) this.settle(it);
    for (const command of commandsAfter(drained, kept)) this.carryOut(command);
    this.show();
  }

  arrival(): Promise<void> {
    return this.inbox.arrival();
  }

  private get ready(): Desktop {
    if (!this.desktop) throw new Error('the definition is not loaded yet');
    return this.desktop;
  }

  private get isOver(): boolean {
    return this.instance.status !== 'unborn' && this.instance.status !== 'running';
  }

  private get isLong(): boolean {
    const { historyLength, continueAsNewSuggested } = workflowInfo();
    const { renewAfter } = this.input;
    return continueAsNewSuggested || isOutdated() || (renewAfter !== undefined && historyLength >= renewAfter);
  }

  private listen(): void {
    setHandler(instanceQuery, () => this.instance);
    setHandler(childReportSignal, async (report) => {
      await condition(() => this.desktop !== undefined);
      const event = this.ready.hands.hear(report);
      if (event) this.put(event);
    });
    setHandler(moveOnSignal, () => this.inbox.wake());
    setHandler(withdrawSignal, ({ by, reason }) => this.put({ kind: 'cancelled', at: Date.now(), by, reason }));
    const office = {
      isReady: () => this.desktop !== undefined,
      isClosing: () => this.isWriting && !this.isOver && this.mayRenew,
      judge: (event: Event) => this.judge(event),
      openedAt: (token: string) => taskOf(this.instance, token)?.openedAt,
    };
    new Desk(office, this.inbox, this.receipts).open();
  }

  private handsFor({ process }: Loaded, bulletin: Bulletin): Hands {
    return new Hands({
      input: this.input,
      process,
      bulletin,
      instance: () => this.instance,
      isClosing: () => this.isLong,
      put: (event, work) => this.put(event, work),
    });
  }

  private put(event: Event, work?: Work): void {
    this.inbox.put({ event, ...(work && { work }) });
  }

  /** Asks again for what the run before had asked and not been answered. */
  private resume(): void {
    for (const request of outstanding(this.instance)) {
      if (request.kind !== 'openTask' && request.kind !== 'subscribe') this.ready.hands.carryOut(request);
    }
    this.show();
  }

  private ring(): void {
    const dueAt = alarm(this.instance);
    const now = Date.now();
    if (dueAt !== undefined && dueAt <= now) this.put({ kind: 'clockAdvanced', at: now });
    else this.rouse();
  }

  private rouse(): void {
    const dueAt = alarm(this.instance);
    this.alarm.rouse(dueAt, this.ready.bulletin.alarm(dueAt));
  }

  /** What is judged now is mostly taken next: the step is kept for then. */
  private judge(event: Event): Refused | undefined {
    const { process, clock } = this.ready;
    const done = step(process, this.instance, event, clock);
    this.foreseen = { from: this.instance, event: JSON.stringify(event), step: done };
    return done.refused ?? this.apart(event);
  }

  private stepFor(event: Event): Step {
    const { process, clock } = this.ready;
    const { foreseen } = this;
    const isForeseen = foreseen?.from === this.instance && foreseen.event === JSON.stringify(event);
    return isForeseen ? foreseen.step : step(process, this.instance, event, clock);
  }

  private apart(event: Event): Refused | undefined {
    const task = 'token' in event ? taskOf(this.instance, event.token) : undefined;
    return apart(this.ready.process, this.instance, task, event);
  }

  /** Who may not decide changes nothing; time goes on all the same. */
  private take(entry: Entry): Taken {
    const { event } = entry;
    const barred = this.apart(event);
    const done = this.stepFor(barred ? { kind: 'clockAdvanced', at: event.at } : event);
    this.instance = done.instance;
    return { entry, step: done, refused: barred ?? done.refused };
  }

  private settle(taken: Taken): void {
    const { requestId, settle } = taken.entry;
    for (const command of taken.step.commands) if (command.kind === 'ended') this.error = command.error;
    if (requestId === undefined) return;
    const answer = answerOf(taken);
    this.receipts.keep(requestId, answer);
    settle?.(answer);
  }

  private carryOut(command: Command): void {
    this.signboard.note(command);
    this.ready.hands.carryOut(command);
  }

  private show(): void {
    const tasks = tasksOf(this.instance);
    this.signboard.show(this.instance, tasks);
    setCurrentDetails(this.ready.bulletin.details(tasks, Object.keys(this.instance.incidents).length));
    if (!this.isOver) this.rouse();
  }
}
