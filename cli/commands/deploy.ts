import type { Command } from 'commander';
import { print } from '../print.ts';
import { say } from '../say.ts';

/** zhidu deploy: all files or, when one is refused, none. The same content again makes no new version. */
export function register(program: Command): void {
  program
    .command('deploy')
    .description(say('deploy.description'))
    .argument('<files...>', say('argument.bpmnFiles'))
    .option('--json', say('option.jsonList'))
    .action(async (files: string[], { json }: { readonly json?: boolean }) => {
      const { databaseUrl } = await import('../databaseUrl.ts');
      const { withDatabase } = await import('../start/database.ts');
      const { deployProcesses } = await import('../deployment.ts');
      const deployed = await withDatabase(databaseUrl(), (db) => deployProcesses(db, files));
      if (json) return print(JSON.stringify(deployed));
      for (const it of deployed) print(say(it.isNew ? 'deploy.version' : 'deploy.asItWas', it));
    });
}
