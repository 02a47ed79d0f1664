import { collectDefaultMetrics, Registry } from 'prom-client';

/** Everything this process measures; the API serves it at /metrics. */
export const metrics = new Registry();

/** Names the process in every series and adds memory, event loop and handles. Called once, by a main. */
export function measureProcess(name: string): void {
  metrics.setDefaultLabels({ process: name });
  collectDefaultMetrics({ register: metrics });
}
