import { Runtime } from '@temporalio/worker';
import type { Log } from '../platform/log.ts';

const levels = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/** Has Temporal's runtime log through ours, and show what it measures at this address. Once, before the first worker. */
export function installRuntime(log: Log, metricsAddress: string | undefined): void {
  const write = (level: keyof typeof levels) => (message: string, meta?: Readonly<Record<string, unknown>>) =>
    log[levels[level]](meta ?? {}, message);
  Runtime.install({
    logger: {
      log: (level, message, meta) => write(level)(message, meta),
      trace: write('TRACE'),
      debug: write('DEBUG'),
      info: write('INFO'),
      warn: write('WARN'),
      error: write('ERROR'),
    },
    telemetryOptions: {
      logging: { filter: { core: 'WARN', other: 'WARN' }, forward: {} },
      ...(metricsAddress === undefined
        ? {}
        : { metrics: { prometheus: { bindAddress: metricsAddress, countersTotalSuffix: true, unitSuffix: true } } }),
    },
  });
}
