const SAMPLE_MS = 250;
const MIB = 1024 * 1024;

/** Watches how much memory this process takes. */
export class Memory {
  private peak = 0;
  private readonly timer: NodeJS.Timeout;

  constructor() {
    this.timer = setInterval(() => this.sample(), SAMPLE_MS);
  }

  /** MiB now. */
  sample(): number {
    const now = Math.round(process.memoryUsage.rss() / MIB);
    this.peak = Math.max(this.peak, now);
    return now;
  }

  stop(): { readonly end: number; readonly peak: number } {
    clearInterval(this.timer);
    const end = this.sample();
    return { end, peak: this.peak };
  }
}
