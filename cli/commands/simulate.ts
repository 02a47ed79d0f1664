import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import type { SimulateResult } from '../models/simulateFile.ts';
import { print } from '../print.ts';

type Options = {
  readonly process?: string;
  readonly script?: string;
  readonly json?: boolean;
  readonly batch?: string;
};

/** zhidu simulate: play a process on the interpreter alone, with a clock of its own. */
export function register(program: Command): void {
  program
    .command('simulate')
    .description('play a process of a BPMN file, without a server')
    .argument('[file]', 'a .bpmn file')
    .option('--process <id>', 'the process, if the file has several')
    .option('--script <script>', 'a JSON file that says what happens')
    .option('--json', 'print one JSON object')
    .option('--batch <cases>', 'a .jsonl file with one {"file", "process", "script"} a line')
    .action(async (file: string | undefined, options: Options) => {
      if (options.batch !== undefined) return simulateBatch(options.batch);
      if (file === undefined) throw new Error('Name a .bpmn file, or --batch with a .jsonl file.');
      return simulateOne(file, options);
    });
}

async function simulateBatch(cases: string): Promise<void> {
  const { runBatch } = await import('../batch/runBatch.ts');
  await runBatch('simulate', cases, print);
}

async function simulateOne(file: string, { process: id, script, json }: Options): Promise<void> {
  const { simulateFile } = await import('../models/simulateFile.ts');
  const played: unknown = script === undefined ? {} : JSON.parse(await readFile(script, 'utf8'));
  const result = await simulateFile(file, { process: id, script: played });
  if (json === true) print(JSON.stringify(result));
  else printStory(result);
  if (!result.deployed) process.exitCode = 1;
}

function printStory(result: SimulateResult): void {
  for (const { element, code, reason } of result.refused) print(`refused ${element} ${code}: ${reason}`);
  for (const { op, waiting, ended } of result.steps) {
    print(`${op} → ${ended ? 'ended' : waiting.join(', ') || 'nothing to wait for'}`);
  }
  for (const { element, reason } of result.incidents) print(`incident ${element}: ${reason}`);
  if (result.error !== null) print(`ended with error ${result.error}`);
}
