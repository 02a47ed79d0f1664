import type { Command } from 'commander';
import { say } from '../say.ts';

/** zhidu reset: back to the first start. */
export function register(program: Command): void {
  program
    .command('reset')
    .description(say('reset.description'))
    .option('--yes', say('reset.yes'))
    .action(async ({ yes }: { readonly yes?: true }) => {
      const { reset } = await import('../start/reset.ts');
      await reset({ asks: yes !== true });
    });
}
