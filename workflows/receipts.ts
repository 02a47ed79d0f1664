import type { Answer, Receipt } from './messages.ts';

/** How many answers a run remembers and hands on; older ones are found in Postgres. */
const KEPT = 200;

/** The answers given, so that the same request gets the same answer, in the next run too. */
export class Receipts {
  private readonly kept: Map<string, Answer>;

  constructor(carried: readonly Receipt[] = []) {
    this.kept = new Map(carried.map(({ requestId, answer }) => [requestId, answer]));
  }

  find(requestId: string): Answer | undefined {
    return this.kept.get(requestId);
  }

  keep(requestId: string, answer: Answer): void {
    this.kept.set(requestId, answer);
    if (this.kept.size <= KEPT) return;
    const [oldest] = this.kept.keys();
    if (oldest !== undefined) this.kept.delete(oldest);
  }

  list(): readonly Receipt[] {
    return [...this.kept].map(([requestId, answer]) => ({ requestId, answer }));
  }
}
