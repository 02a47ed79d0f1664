import type { Activities } from '../activities/index.ts';
import type { Event } from '../engine/bpmn/instance.ts';
import type { Answer, Grounds } from './messages.ts';

/** A step that was finished without a person. */
export type Work = NonNullable<Parameters<Activities['records']['recordSteps']>[0]['work']>[number];

/** An event that waits to be taken, and whom to tell what its step decided. */
export type Entry = {
  readonly event: Event;
  readonly requestId?: string;
  readonly grounds?: Grounds;
  /** What a machine finished with it. */
  readonly work?: Work;
  readonly settle?: (answer: Answer) => void;
};

/** Events taken into one record: keeps its size and the time of one activation within Temporal's limits. */
const BATCH = 50;

/** What has happened and not been taken yet. */
export class Inbox {
  private readonly entries: Entry[] = [];
  private ring: (() => void) | undefined;

  get isEmpty(): boolean {
    return this.entries.length === 0;
  }

  put(entry: Entry): void {
    this.entries.push(entry);
    this.wake();
  }

  /** As if something had come. */
  wake(): void {
    this.ring?.();
  }

  /** Resolves when something comes. Cheaper than a condition, which Temporal looks at whenever anything happens. */
  arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.ring = resolve;
    });
  }

  /** Takes what happened first: an answer given before a timer's moment goes before it, however late it came. */
  take(): readonly Entry[] {
    this.entries.sort((one, other) => one.event.at - other.event.at);
    return this.entries.splice(0, BATCH);
  }
}
