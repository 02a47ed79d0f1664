import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { fromJson } from '../models/shaped.ts';
import type { SimulateResult } from '../models/simulateFile.ts';
import { print } from '../print.ts';
import { say } from '../say.ts';

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
    .description(say('simulate.description'))
    .argument('[file]', say('argument.bpmn'))
    .option('--process <id>', say('simulate.process'))
    .option('--script <script>', say('simulate.script'))
    .option('--json', say('option.json'))
    .option('--batch <cases>', say('simulate.batch'))
    .action(async (file: string | undefined, options: Options) => {
      if (options.batch !== undefined) return simulateBatch(options.batch);
      if (file === undefined) throw new Error(say('argument.bpmnMissing'));
      return simulateOne(file, options);
    });
}

async function simulateBatch(cases: string): Promise<void> {
  const { runBatch } = await import('../batch/runBatch.ts');
  await runBatch('simulate', cases, print);
}

async function simulateOne(file: string, { process: id, script, json }: Options): Promise<void> {
  const { simulateFile } = await import('../models/simulateFile.ts');
  const played: unknown = script === undefined ? {} : fromJson(await readFile(script, 'utf8'), script);
  const result = await simulateFile(file, { process: id, script: played });
  if (json === true) print(JSON.stringify(result));
  else printStory(result);
  if (!result.deployed) process.exitCode = 1;
}

function printStory(result: SimulateResult): void {
  for (const refused of result.refused) print(say('simulate.refused', refused));
  for (const step of result.steps) print(told(step));
  for (const incident of result.incidents) print(say('simulate.incident', incident));
  if (result.error !== null) print(say('simulate.failed', { code: result.error }));
}

function told({ op, waiting, ended }: SimulateResult['steps'][number]): string {
  if (ended) return say('simulate.ended', { op });
  if (waiting.length === 0) return say('simulate.nothing', { op });
  return say('simulate.waiting', { op, waiting: waiting.join(', ') });
}
