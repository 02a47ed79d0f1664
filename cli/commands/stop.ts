import type { Command } from 'commander';
import { say } from '../say.ts';

/** zhidu stop: the counterpart of start --detach. */
export function register(program: Command): void {
  program
    .command('stop')
    .description(say('stop.description'))
    .action(async () => {
      const { stop } = await import('../start/start.ts');
      await stop();
    });
}
