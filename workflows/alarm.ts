import { sleep } from '@temporalio/workflow';

/**
 * Wakes the process when something falls due. One timer, for the earliest moment; it is never cancelled: when something
 * earlier appears a second one is set, and whoever is woken looks whether anything is due at all.
 */
export class Alarm {
  private readonly ring: () => void;
  private readonly set = new Set<number>();

  constructor(ring: () => void) {
    this.ring = ring;
  }

  /** Makes sure that it rings at `dueAt` or before. */
  rouse(dueAt: number | undefined, summary: string): void {
    if (dueAt === undefined) return;
    for (const at of this.set) if (at <= dueAt) return;
    this.set.add(dueAt);
    void this.wait(dueAt, summary);
  }

  private async wait(dueAt: number, summary: string): Promise<void> {
    await sleep(Math.max(1, dueAt - Date.now()), { summary });
    this.set.delete(dueAt);
    this.ring();
  }
}
