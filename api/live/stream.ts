import type { Response } from 'express';

/** A client that takes nothing any more is cut off: it comes back and asks what it has missed. */
const UNSENT_BYTES_MAX = 64 * 1024;
/** How soon a browser comes back. */
const RETRY_MS = 2_000;

/** Whose stream it is and what it is about; found anew when it is judged again, undefined when it is over. */
export type Watch = {
  readonly instance?: string;
  /** Candidate keys that are told. */
  readonly keys: readonly string[];
};

export type Watcher = {
  readonly person: string;
  readonly session: string;
  /** When the session has lasted as long as it may, ms since the epoch. */
  readonly until: number;
  /** What the person may watch now. */
  readonly judge: () => Promise<Watch | undefined>;
  /** What is said of a tiding of this kind. */
  readonly say: (kind: string) => unknown;
};

/** One browser that is told: server-sent events over one response. */
export class Stream {
  readonly watcher: Watcher;
  watch: Watch;
  judgedAt: number;
  private readonly response: Response;
  private isOpen = false;
  /** What came before the stream was open. */
  private owed: { readonly id: number; readonly kind: string } | undefined;

  constructor(response: Response, watcher: Watcher, watch: Watch) {
    this.response = response;
    this.watcher = watcher;
    this.watch = watch;
    this.judgedAt = Date.now();
  }

  open(last: number): void {
    if (this.response.destroyed) return;
    this.isOpen = true;
    this.response.status(200).set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // A proxy that collects answers would keep this one for ever.
      'x-accel-buffering': 'no',
    });
    this.response.flushHeaders();
    this.write(`retry: ${RETRY_MS}\nid: ${last}\n\n`);
    if (this.owed) this.tell(this.owed.id, this.owed.kind);
    this.owed = undefined;
  }

  tell(id: number, kind: string): void {
    if (this.isOpen) this.write(`id: ${id}\ndata: ${JSON.stringify(this.watcher.say(kind))}\n\n`);
    else this.owed = { id, kind: this.owed && this.owed.kind !== kind ? 'several' : kind };
  }

  beat(): void {
    if (this.isOpen) this.write(': beat\n\n');
  }

  /** An answer that ends before it has begun would be an empty one of no type. */
  end(): void {
    if (this.isOpen) this.response.end();
    else this.response.destroy();
  }

  private write(text: string): void {
    if (this.response.writableLength > UNSENT_BYTES_MAX) this.response.destroy();
    else this.response.write(text);
  }
}
