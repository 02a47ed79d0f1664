import type { Command } from 'commander';
import { during, print } from '../print.ts';
import { say } from '../say.ts';

/** zhidu backup: both databases, files and keys of this installation, in a new folder. */
export function register(program: Command): void {
  program
    .command('backup')
    .description(say('backup.description'))
    .argument('<folder>', say('backup.folder'))
    .option('--json', say('option.json'))
    .action(async (folder: string, { json }: { readonly json?: true }) => {
      const { backUp } = await import('../backup/backup.ts');
      const { megabytes } = await import('../start/folders.ts');
      const manifest = await during(say('backup.copying'), () => backUp(folder));
      const { files } = manifest;
      if (json) return print(JSON.stringify({ ...manifest, files: files.length }));
      const size = megabytes(files.reduce((sum, { bytes }) => sum + bytes, 0));
      print(say('backup.done', { folder, files: files.length, size }));
    });
}
