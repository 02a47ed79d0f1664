import { Command } from 'commander';
import { databaseUrl } from '../databaseUrl.ts';
import { deployProcesses } from '../deployment.ts';
import { print } from '../print.ts';
import { withDatabase } from '../start/database.ts';

/** `zhidu deploy FILE…`: all files or, when one is refused, none. The same content again makes no new version. */
export function deployCommand(): Command {
  return new Command('deploy')
    .description('lint, compile and deploy BPMN files; new instances begin with them')
    .argument('<files...>', 'BPMN 2.0 files')
    .option('--json', 'print the result as JSON')
    .action(async (files: string[], { json }: { readonly json?: boolean }) => {
      const deployed = await withDatabase(databaseUrl(), (db) => deployProcesses(db, files));
      if (json) return print(JSON.stringify(deployed));
      for (const { key, version, isNew } of deployed) print(`${key} v${version}${isNew ? '' : ' (as it was)'}`);
    });
}
