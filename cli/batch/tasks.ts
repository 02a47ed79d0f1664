import { z } from 'zod';
import { decideFile } from '../models/decideFile.ts';
import { lintFile } from '../models/lintFile.ts';
import { shaped } from '../models/shaped.ts';
import { simulateFile } from '../models/simulateFile.ts';
import { say } from '../say.ts';

const lintCase = z.object({ file: z.string() });

const decideCase = z.object({
  file: z.string(),
  decision: z.string().optional(),
  service: z.string().optional(),
  inputs: z.unknown().optional(),
});

const simulateCase = z.object({
  file: z.string(),
  process: z.string().nullish(),
  script: z.unknown().optional(),
});

/** What can be done with a case of a batch: each takes what one line says and gives what is printed for it. */
export const tasks = {
  lint: async (line: unknown) => lintFile(shaped(lintCase, line, say('wrong.line')).file),
  decide: async (line: unknown) => {
    const { file, ...question } = shaped(decideCase, line, say('wrong.line'));
    return decideFile(file, question);
  },
  simulate: async (line: unknown) => {
    const { file, process, script } = shaped(simulateCase, line, say('wrong.line'));
    return simulateFile(file, { process: process ?? undefined, script });
  },
} satisfies Record<string, (line: unknown) => Promise<object>>;

export type TaskName = keyof typeof tasks;
