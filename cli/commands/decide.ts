import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { print } from '../print.ts';

type Options = {
  readonly decision?: string;
  readonly service?: string;
  readonly input?: string;
  readonly json?: boolean;
  readonly batch?: string;
};

/** zhidu decide: take a decision of a DMN file. */
export function register(program: Command): void {
  program
    .command('decide')
    .description('take a decision of a DMN file')
    .argument('[file]', 'a .dmn file')
    .option('--decision <name>', 'the decision, by name or id')
    .option('--service <name>', 'the decision service')
    .option('--input <inputs>', 'a JSON file with the inputs, by name')
    .option('--json', 'print one JSON object')
    .option('--batch <cases>', 'a .jsonl file with one {"file", "decision", "inputs"} a line')
    .action(async (file: string | undefined, options: Options) => {
      if (options.batch !== undefined) return decideBatch(options.batch);
      if (file === undefined || (options.decision ?? options.service) === undefined) {
        throw new Error('Name a .dmn file and --decision or --service, or --batch with a .jsonl file.');
      }
      return decideOne(file, options);
    });
}

async function decideBatch(cases: string): Promise<void> {
  const { runBatch } = await import('../batch/runBatch.ts');
  await runBatch('decide', cases, print);
}

async function decideOne(file: string, options: Options): Promise<void> {
  const { decideFile } = await import('../models/decideFile.ts');
  const inputs: unknown = options.input === undefined ? {} : JSON.parse(await readFile(options.input, 'utf8'));
  const result = await decideFile(file, { decision: options.decision, service: options.service, inputs });
  if (options.json === true) print(JSON.stringify(result));
  else {
    print(JSON.stringify(result.value));
    for (const { decision, rule } of result.matched) print(`matched ${decision} ${rule}`);
    for (const { decision, code, reason } of result.problems) print(`problem ${decision} ${code}: ${reason}`);
  }
  if (result.problems.length > 0) process.exitCode = 1;
}
