import type { UpdateDefinition } from '@temporalio/common';
import { condition, setHandler } from '@temporalio/workflow';
import { Refusal } from '../domain/refusal.ts';
import { launch, type Phase, phaseDue, type Rollout } from '../domain/rollout.ts';
import { cancel, meetCondition, pause, regress, resume } from '../domain/rolloutCourse.ts';
import type { Chronicle, News } from './chronicle.ts';
import {
  cancelRolloutUpdate,
  launchPhaseUpdate,
  meetConditionUpdate,
  pauseRolloutUpdate,
  regressPhaseUpdate,
  resumeRolloutUpdate,
  rolloutQuery,
} from './messages.ts';
import { postpone, refuse } from './refusing.ts';
import type {
  CarriedRollout,
  MeetCondition,
  OfPhase,
  RolloutAnswer,
  RolloutRequest,
  WithReason,
} from './rolloutState.ts';

/** How many answers a run remembers and hands on; older ones are found in Postgres. */
const KEPT = 200;

/** What somebody asks for: the change, what the journal says of it, and what follows once that is recorded. */
type Wish = {
  readonly change: (rollout: Rollout) => Rollout;
  readonly news: Pick<News, 'kind' | 'phase' | 'params' | 'tell'>;
  readonly then?: () => void;
};

/** What follows from what people ask for. */
export type Consequences = {
  readonly begin: (phase: Phase) => void;
  /** The phase and what was launched after it were taken back: their work is withdrawn. */
  readonly takeBack: (before: Rollout, phase: Phase) => void;
  readonly abandon: (before: Rollout) => void;
  /** A new run is due and only waits for a moment without messages. */
  readonly isClosing: () => boolean;
  readonly owner: string;
  /** Who signs the gates of the waves. */
  readonly managers: readonly string[];
};

/** Takes what people ask of a rollout, and answers once it is recorded. */
export class RolloutOffice {
  private readonly chronicle: Chronicle;
  private readonly consequences: Consequences;
  private readonly receipts: Map<string, RolloutAnswer>;
  private readonly pending = new Map<string, Promise<RolloutAnswer>>();
  private isReady = false;

  constructor(chronicle: Chronicle, consequences: Consequences, receipts: CarriedRollout['receipts'] = []) {
    this.chronicle = chronicle;
    this.consequences = consequences;
    this.receipts = new Map(receipts.map(({ requestId, answer }) => [requestId, answer]));
  }

  list(): CarriedRollout['receipts'] {
    return [...this.receipts].map(([requestId, answer]) => ({ requestId, answer }));
  }

  /** Messages are heard from the start, and taken once the rollout itself is on record. */
  open(): void {
    setHandler(rolloutQuery, () => this.chronicle.rollout);
    this.serve(launchPhaseUpdate, (message) => this.launch(message));
    this.serve(pauseRolloutUpdate, (message) => this.pause(message));
    this.serve(resumeRolloutUpdate, () => this.resume());
    this.serve(cancelRolloutUpdate, (message) => this.cancel(message));
    this.serve(regressPhaseUpdate, (message) => this.regress(message));
    this.serve(meetConditionUpdate, (message) => this.meet(message));
  }

  ready(): void {
    this.isReady = true;
  }

  private launch({ phase, actor }: OfPhase): Wish {
    const at = Date.now();
    return {
      change: (rollout) => launch(rollout, phase, actor.by, at, phase === 'train' ? this.consequences.managers : []),
      news: { kind: 'phase-launched', phase, tell: this.signersOf(phase) },
      then: () => this.consequences.begin(phase),
    };
  }

  private pause({ reason }: WithReason): Wish {
    const at = Date.now();
    return {
      change: (rollout) => pause(rollout, at),
      news: { kind: 'paused', params: { reason }, tell: [this.owner] },
    };
  }

  private resume(): Wish {
    const at = Date.now();
    return { change: (rollout) => resume(rollout, at), news: { kind: 'resumed', tell: [this.owner] } };
  }

  private cancel({ reason }: WithReason): Wish {
    const before = this.chronicle.rollout;
    return {
      change: cancel,
      news: { kind: 'cancelled', params: { reason }, tell: [this.owner] },
      then: () => this.consequences.abandon(before),
    };
  }

  private regress({ phase, reason }: OfPhase & WithReason): Wish {
    const before = this.chronicle.rollout;
    return {
      change: (rollout) => regress(rollout, phase),
      news: { kind: 'phase-regressed', phase, params: { reason }, tell: [this.owner, ...this.signersOf(phase)] },
      then: () => this.consequences.takeBack(before, phase),
    };
  }

  private meet({ phase, condition: id, comment, evidence, actor }: MeetCondition): Wish {
    const met = { by: actor.by, at: Date.now(), comment, ...(evidence === undefined ? {} : { evidence }) };
    return {
      change: (rollout) => meetCondition(rollout, phase, id, met),
      news: { kind: 'condition-met', phase, params: { condition: id, comment }, tell: [this.owner] },
    };
  }

  private get owner(): string {
    return this.consequences.owner;
  }

  private signersOf(phase: Phase): readonly string[] {
    return this.chronicle.rollout.signers[phase];
  }

  private serve<M extends RolloutRequest>(update: UpdateDefinition<RolloutAnswer, [M]>, wishOf: (message: M) => Wish) {
    setHandler(update, (message) => this.take(message, wishOf), {
      validator: (message) => this.check(message, wishOf(message)),
    });
  }

  /** Says no before anything is kept. */
  private check({ requestId }: RolloutRequest, { change }: Wish): void {
    if (typeof requestId !== 'string') refuse({ code: 'malformed', params: {} });
    if (this.receipts.has(requestId) || this.pending.has(requestId)) return;
    if (this.consequences.isClosing()) postpone();
    const refused = refusalOf(() => change(this.chronicle.rollout));
    if (refused) refuse(refused);
  }

  private async take<M extends RolloutRequest>(message: M, wishOf: (message: M) => Wish): Promise<RolloutAnswer> {
    await condition(() => this.isReady);
    const { requestId } = message;
    const known = this.receipts.get(requestId) ?? this.pending.get(requestId);
    if (known) return known;
    const answer = this.carryOut(message, wishOf(message));
    this.pending.set(requestId, answer);
    return answer;
  }

  /** Between the validator and now something else may have happened: then the "no" is an answer, and in the journal. */
  private async carryOut({ requestId, actor }: RolloutRequest, { change, news, then }: Wish): Promise<RolloutAnswer> {
    const refused = refusalOf(() => change(this.chronicle.rollout));
    const answer = refused ? refusedAnswer(refused) : doneAnswer(change(this.chronicle.rollout));
    const about = { by: actor.by, requestId, answer };
    await (refused
      ? this.chronicle.note((rollout) => rollout, { ...about, ...refusalNews(news, refused) })
      : this.chronicle.note(change, { ...about, ...news }));
    this.keep(requestId, answer);
    if (!refused) then?.();
    return answer;
  }

  private keep(requestId: string, answer: RolloutAnswer): void {
    this.pending.delete(requestId);
    this.receipts.set(requestId, answer);
    const [oldest] = this.receipts.keys();
    if (this.receipts.size > KEPT && oldest !== undefined) this.receipts.delete(oldest);
  }
}

function refusalOf(rule: () => unknown): Refusal | undefined {
  try {
    rule();
    return undefined;
  } catch (error) {
    if (error instanceof Refusal) return error;
    throw error;
  }
}

/** What the journal says of something that was asked for too late. */
const refusalNews = ({ kind, phase }: Wish['news'], { code }: Refusal): News => ({
  kind: 'refused',
  ...(phase === undefined ? {} : { phase }),
  params: { asked: kind, code },
  refused: code,
});

const refusedAnswer = ({ code, params }: Refusal): RolloutAnswer => ({ kind: 'refused', code, params });

function doneAnswer(rollout: Rollout): RolloutAnswer {
  const phase = phaseDue(rollout);
  const { state, phases } = rollout;
  return { kind: 'done', state, ...(phase === undefined ? {} : { phase: { id: phase, state: phases[phase].state } }) };
}
