import type { Command } from 'commander';

/** zhidu reset: back to the first start. */
export function register(program: Command): void {
  program
    .command('reset')
    .description('delete the data of this installation: database, workflows, files')
    .option('--yes', 'do not ask')
    .action(async ({ yes }: { readonly yes?: true }) => {
      const { reset } = await import('../start/reset.ts');
      await reset({ asks: yes !== true });
    });
}
