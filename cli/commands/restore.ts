import type { Command } from 'commander';
import type { Difference } from '../backup/reconcile.ts';
import { during, print } from '../print.ts';
import { say } from '../say.ts';

type Options = { readonly json?: true };

/** zhidu restore and zhidu reconcile: both end by saying where the two databases disagree, which the exit code tells. */
export function register(program: Command): void {
  program
    .command('restore')
    .description(say('restore.description'))
    .argument('<folder>', say('restore.folder'))
    .option('--json', say('option.json'))
    .action(async (folder: string, options: Options) => {
      const { restore } = await import('../backup/restore.ts');
      tell(await during(say('restore.restoring'), () => restore(folder)), options);
    });
  program
    .command('reconcile')
    .description(say('reconcile.description'))
    .option('--json', say('option.json'))
    .action(async (options: Options) => {
      const { compareHere } = await import('../backup/restore.ts');
      tell(await compareHere(), options);
    });
}

function tell(differences: readonly Difference[], { json }: Options): void {
  if (json) print(JSON.stringify({ differences }));
  else {
    for (const difference of differences) print(sentence(difference));
    print(differences.length === 0 ? say('reconcile.none') : say('reconcile.some', { count: differences.length }));
  }
  if (differences.length > 0) process.exitCode = 1;
}

function sentence({ kind, ...where }: Difference): string {
  return say(`reconcile.${kind}`, where);
}
