/** Runs errands, so many at a time; the rest wait their turn, and new ones while the gate is shut. */
export class Window {
  private readonly limit: number;
  private readonly isOpen: () => boolean;
  private readonly waiting: (() => Promise<void>)[] = [];
  private running = 0;

  constructor(limit: number, isOpen: () => boolean) {
    this.limit = limit;
    this.isOpen = isOpen;
  }

  get isIdle(): boolean {
    return this.running === 0;
  }

  run(errand: () => Promise<void>): void {
    this.waiting.push(errand);
    this.pump();
  }

  private pump(): void {
    while (this.running < this.limit && this.isOpen()) {
      const errand = this.waiting.shift();
      if (!errand) return;
      this.running += 1;
      void this.follow(errand);
    }
  }

  private async follow(errand: () => Promise<void>): Promise<void> {
    await errand();
    this.running -= 1;
    this.pump();
  }
}
