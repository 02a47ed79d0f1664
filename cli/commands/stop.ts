import type { Command } from 'commander';

/** zhidu stop: the counterpart of start --detach. */
export function register(program: Command): void {
  program
    .command('stop')
    .description('stop what start has running, also in the background; all data are kept')
    .action(async () => {
      const { stop } = await import('../start/start.ts');
      await stop();
    });
}
