import { useEffect, useRef } from 'react';

/** Whether what happens is told at once: not yet, now, or not until the connection is back. */
export type Live = 'connecting' | 'live' | 'reconnecting';

/** EventSource gives up when it is refused; so long later we knock again. */
const AGAIN_MS = 5_000;
/** What is told in one breath is acted upon once. */
const BREATH_MS = 150;

type Ears = { readonly onState: (state: Live) => void; readonly onTold: () => void };

/**
 * Listens to the server's events at an address while the page is in sight: a browser keeps few connections to one
 * server for all of its tabs. `onTold` is called after events, and when the connection is back, since some were missed.
 * Without an address nobody listens.
 */
export function useLine(address: string | undefined, ears: Ears): void {
  const latest = useRef(ears);
  useEffect(() => {
    latest.current = ears;
  }, [ears]);
  useEffect(() => {
    if (address === undefined) return;
    const line = new Line(address, {
      onState: (state) => latest.current.onState(state),
      onTold: () => latest.current.onTold(),
    });
    return () => line.close();
  }, [address]);
}

class Line {
  private source: EventSource | undefined;
  private knocking: ReturnType<typeof setTimeout> | undefined;
  private breath: ReturnType<typeof setTimeout> | undefined;
  private wasLost = false;
  private readonly address: string;
  private readonly ears: Ears;

  constructor(address: string, ears: Ears) {
    this.address = address;
    this.ears = ears;
    document.addEventListener('visibilitychange', this.look);
    window.addEventListener('pageshow', this.look);
    window.addEventListener('pagehide', this.hangUp);
    window.addEventListener('offline', this.renew);
    window.addEventListener('online', this.renew);
    this.look();
  }

  close(): void {
    document.removeEventListener('visibilitychange', this.look);
    window.removeEventListener('pageshow', this.look);
    window.removeEventListener('pagehide', this.hangUp);
    window.removeEventListener('offline', this.renew);
    window.removeEventListener('online', this.renew);
    clearTimeout(this.breath);
    this.hangUp();
  }

  private readonly look = (): void => {
    if (document.hidden) this.hangUp();
    else if (!this.source) this.call();
  };

  /** A line may be dead without knowing: when the network changes we call anew. The server may be in reach all the same. */
  private readonly renew = (): void => {
    this.hangUp();
    this.ears.onState('reconnecting');
    this.look();
  };

  private readonly hangUp = (): void => {
    clearTimeout(this.knocking);
    if (this.source) this.wasLost = true;
    this.source?.close();
    this.source = undefined;
  };

  private call(): void {
    const source = new EventSource(this.address);
    this.source = source;
    source.addEventListener('open', () => {
      this.ears.onState('live');
      if (this.wasLost) this.tell();
      this.wasLost = false;
    });
    source.addEventListener('message', () => this.tell());
    source.addEventListener('error', () => this.lost());
  }

  private lost(): void {
    this.wasLost = true;
    this.ears.onState('reconnecting');
    if (this.source?.readyState !== EventSource.CLOSED) return;
    this.hangUp();
    this.knocking = setTimeout(this.look, AGAIN_MS);
  }

  private tell(): void {
    this.breath ??= setTimeout(() => {
      this.breath = undefined;
      this.ears.onTold();
    }, BREATH_MS);
  }
}
