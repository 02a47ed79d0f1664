import { readFile } from 'node:fs/promises';
import type { Command } from 'commander';
import { fromJson } from '../models/shaped.ts';
import { print } from '../print.ts';
import { say } from '../say.ts';

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
    .description(say('decide.description'))
    .argument('[file]', say('argument.dmn'))
    .option('--decision <name>', say('decide.decision'))
    .option('--service <name>', say('decide.service'))
    .option('--input <inputs>', say('decide.input'))
    .option('--json', say('option.json'))
    .option('--batch <cases>', say('decide.batch'))
    .action(async (file: string | undefined, options: Options) => {
      if (options.batch !== undefined) return decideBatch(options.batch);
      if (file === undefined || (options.decision ?? options.service) === undefined) {
        throw new Error(say('decide.missing'));
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
  const inputs: unknown =
    options.input === undefined ? {} : fromJson(await readFile(options.input, 'utf8'), options.input);
  const result = await decideFile(file, { decision: options.decision, service: options.service, inputs });
  if (options.json === true) print(JSON.stringify(result));
  else {
    print(JSON.stringify(result.value));
    for (const matched of result.matched) print(say('decide.matched', matched));
    for (const problem of result.problems) print(say('decide.problem', problem));
  }
  if (result.problems.length > 0) process.exitCode = 1;
}
