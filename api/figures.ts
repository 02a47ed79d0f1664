import { Gauge } from 'prom-client';
import type { Log } from '../platform/log.ts';
import { metrics } from '../platform/metrics.ts';
import type { Db } from '../store/db.ts';
import { type Figures, figures } from '../store/views/figures.ts';

const HELD_MS = 10_000;

const gauges = {
  zhidu_incidents_open: ['Incidents that nobody has resolved', 'incidentsOpen'],
  zhidu_tasks_open: ['Tasks that wait for somebody', 'tasksOpen'],
  zhidu_tasks_overdue: ['Open tasks past their due time', 'tasksOverdue'],
  zhidu_audit_unsealed_age_seconds: ['Age of the oldest line of evidence that no seal covers', 'unsealedAge'],
} as const satisfies Readonly<Record<string, readonly [help: string, figure: keyof Figures]>>;

/** Shows at /metrics what stands in the database. Called once, by the main; a database that is away shows no new figures. */
export function measureFigures(db: Db, log: Log): void {
  let asked: Promise<Figures | undefined> = Promise.resolve(undefined);
  let askedAt = 0;
  const fresh = () => {
    if (Date.now() - askedAt > HELD_MS) {
      askedAt = Date.now();
      asked = figures(db).catch((err: unknown) => {
        log.warn({ err }, 'the figures could not be read');
        return undefined;
      });
    }
    return asked;
  };
  for (const [name, [help, figure]] of Object.entries(gauges)) {
    new Gauge({
      name,
      help,
      registers: [metrics],
      async collect() {
        const found = await fresh();
        if (found) this.set(found[figure]);
      },
    });
  }
}
