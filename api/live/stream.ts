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

  constructor(response: Response, watcher: Watcher, watch: Watch) {
    this.response = response;
    this.watcher = watcher;
    this.watch = watch;
    this.judgedAt = Date.now();
  }

  open(last: number): void {
    this.response.status(200).set({
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      // A proxy that collects answers would keep this one for ever.
      'x-accel-buffering': 'no',
    });
    this.response.flushHeaders();
    this.write(`retry: ${RETRY_MS}\nid: ${last}\n\n`);
  }

  tell(id: number, kind: string): void {
    this.write(`id: ${id}\ndata: ${JSON.stringify(this.watcher.say(kind))}\n\n`);
  }

  beat(): void {
    this.write(': beat\n\n');
  }

  end(): void {
    this.response.end();
  }

  private write(text: string): void {
    if (this.response.writableLength > UNSENT_BYTES_MAX) this.response.destroy();
    else this.response.write(text);
  }
}
