import type { Command } from 'commander';
import { print } from '../print.ts';

/** zhidu lint: what deployment would refuse in a BPMN file. */
export function register(program: Command): void {
  program
    .command('lint')
    .description('say what deployment would refuse in a BPMN file')
    .argument('[file]', 'a .bpmn file')
    .option('--json', 'print one JSON object')
    .option('--batch <cases>', 'a .jsonl file with one {"file": …} a line; prints one result a line')
    .action(async (file: string | undefined, options: { json?: boolean; batch?: string }) => {
      if (options.batch !== undefined) return lintBatch(options.batch);
      if (file === undefined) throw new Error('Name a .bpmn file, or --batch with a .jsonl file.');
      return lintOne(file, options.json === true);
    });
}

async function lintBatch(cases: string): Promise<void> {
  const { runBatch } = await import('../batch/runBatch.ts');
  await runBatch('lint', cases, print);
}

async function lintOne(file: string, isJson: boolean): Promise<void> {
  const { lintFile } = await import('../models/lintFile.ts');
  const result = await lintFile(file);
  if (isJson) print(JSON.stringify(result));
  else {
    for (const { severity, element, code, reason } of result.problems)
      print(`${severity} ${element} ${code}: ${reason}`);
    print(result.ok ? `${file} can be deployed.` : `${file} would be refused.`);
  }
  if (!result.ok) process.exitCode = 1;
}
