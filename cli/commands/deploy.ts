import type { Command } from 'commander';
import { print } from '../print.ts';

/** zhidu deploy: all files or, when one is refused, none. The same content again makes no new version. */
export function register(program: Command): void {
  program
    .command('deploy')
    .description('lint, compile and deploy BPMN files; new instances begin with them')
    .argument('<files...>', '.bpmn files')
    .option('--json', 'print one JSON list')
    .action(async (files: string[], { json }: { readonly json?: boolean }) => {
      const { databaseUrl } = await import('../databaseUrl.ts');
      const { withDatabase } = await import('../start/database.ts');
      const { deployProcesses } = await import('../deployment.ts');
      const deployed = await withDatabase(databaseUrl(), (db) => deployProcesses(db, files));
      if (json) return print(JSON.stringify(deployed));
      for (const { key, version, isNew } of deployed) print(`${key} v${version}${isNew ? '' : ' (as it was)'}`);
    });
}
