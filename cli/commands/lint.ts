import type { Command } from 'commander';
import { print } from '../print.ts';
import { say } from '../say.ts';

/** zhidu lint: what deployment would refuse in a BPMN file. */
export function register(program: Command): void {
  program
    .command('lint')
    .description(say('lint.description'))
    .argument('[file]', say('argument.bpmn'))
    .option('--json', say('option.json'))
    .option('--batch <cases>', say('lint.batch'))
    .action(async (file: string | undefined, options: { json?: boolean; batch?: string }) => {
      if (options.batch !== undefined) return lintBatch(options.batch);
      if (file === undefined) throw new Error(say('argument.bpmnMissing'));
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
    for (const problem of result.problems) print(say(`lint.${problem.severity}`, problem));
    print(say(result.ok ? 'lint.ok' : 'lint.refused', { file }));
  }
  if (!result.ok) process.exitCode = 1;
}
