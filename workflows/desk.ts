import type { UpdateDefinition } from '@temporalio/common';
import { condition, setHandler } from '@temporalio/workflow';
import type { Event } from '../engine/bpmn/instance.ts';
import type { Inbox } from './inbox.ts';
import {
  type Answer,
  cancelUpdate,
  claimUpdate,
  completeUpdate,
  deliverUpdate,
  type Grounds,
  retryUpdate,
  returnUpdate,
  signOffUpdate,
  transferUpdate,
  unclaimUpdate,
} from './messages.ts';
import type { Receipts } from './receipts.ts';
import { postpone, type Refused, refuse } from './refusing.ts';
import { cancel, claim, complete, deliver, giveBack, retry, signOff, transfer, unclaim, type Wish } from './verbs.ts';

/** What the desk asks of the process behind it. */
export type Office = {
  /** The definition is loaded: there is something to judge by. */
  readonly isReady: () => boolean;
  /** A new run is due after the record that is being written, and only further messages would hold it up. */
  readonly isClosing: () => boolean;
  readonly judge: (event: Event) => Refused | undefined;
  readonly openedAt: (token: string) => number | undefined;
};

/** What the desk needs of any message. A delivery is its own request. */
type Message = {
  readonly requestId?: string;
  readonly messageId?: string;
  readonly answeredAt?: number;
  readonly grounds?: Grounds;
};

/** Takes what people and other instances ask for, and answers with what the step of each decided. */
export class Desk {
  private readonly office: Office;
  private readonly inbox: Inbox;
  private readonly receipts: Receipts;
  private readonly pending = new Map<string, Promise<Answer>>();

  constructor(office: Office, inbox: Inbox, receipts: Receipts) {
    this.office = office;
    this.inbox = inbox;
    this.receipts = receipts;
  }

  open(): void {
    this.serve(claimUpdate, claim);
    this.serve(unclaimUpdate, unclaim);
    this.serve(completeUpdate, complete);
    this.serve(signOffUpdate, signOff);
    this.serve(returnUpdate, giveBack);
    this.serve(transferUpdate, transfer);
    this.serve(retryUpdate, retry);
    this.serve(cancelUpdate, cancel);
    this.serve(deliverUpdate, deliver);
  }

  private serve<M extends Message>(update: UpdateDefinition<Answer, [M]>, wishOf: (message: M) => Wish): void {
    setHandler(update, (message) => this.take(message, wishOf), {
      validator: (message) => this.check(message, wishOf(message)),
    });
  }

  /** Says no before anything is kept. Without I/O, and without the last word: that is the step's. */
  private check(message: Message, wish: Wish): void {
    const requestId = idOf(message);
    if (this.receipts.find(requestId) || this.pending.has(requestId)) return;
    if (this.office.isClosing()) postpone();
    const refused = this.office.isReady() ? this.office.judge(this.date(message, wish)) : undefined;
    if (refused) refuse(refused);
  }

  /** Each promise costs the sandbox a stack trace: here there is one, the answer. */
  private take<M extends Message>(message: M, wishOf: (message: M) => Wish): Answer | Promise<Answer> {
    if (!this.office.isReady()) return this.takeLater(message, wishOf);
    const requestId = idOf(message);
    const known = this.receipts.find(requestId) ?? this.pending.get(requestId);
    if (known) return known;
    const answer = this.queue(requestId, message, this.date(message, wishOf(message)));
    this.pending.set(requestId, answer);
    return answer;
  }

  private async takeLater<M extends Message>(message: M, wishOf: (message: M) => Wish): Promise<Answer> {
    await condition(this.office.isReady);
    return this.take(message, wishOf);
  }

  private queue(requestId: string, { grounds }: Message, event: Event): Promise<Answer> {
    return new Promise((resolve) => {
      const settle = (answer: Answer) => {
        this.pending.delete(requestId);
        resolve(answer);
      };
      this.inbox.put({ event, requestId, settle, ...(grounds === undefined ? {} : { grounds }) });
    });
  }

  /** An answer to a task counts from the moment the API received it, not before the task opened and not after now. */
  private date({ answeredAt }: Message, wish: Wish): Event {
    const now = Date.now();
    const openedAt = 'token' in wish ? this.office.openedAt(wish.token) : undefined;
    if (openedAt === undefined || answeredAt === undefined) return { ...wish, at: now };
    return { ...wish, at: Math.min(now, Math.max(openedAt, answeredAt)) };
  }
}

function idOf({ requestId, messageId, answeredAt = 0 }: Message): string {
  const id = requestId ?? messageId;
  if (typeof id !== 'string' || !Number.isFinite(answeredAt)) refuse({ code: 'malformed', params: {} });
  return id;
}
