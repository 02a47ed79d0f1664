import { z } from 'zod';
import { decideFile } from '../models/decideFile.ts';
import { lintFile } from '../models/lintFile.ts';
import { simulateFile } from '../models/simulateFile.ts';

/** What can be done with a case of a batch: each takes what one line says and gives what is printed for it. */
export const tasks = {
  lint: async (line: unknown) => {
    const { file } = z.object({ file: z.string() }).parse(line);
    return lintFile(file);
  },
  decide: async (line: unknown) => {
    const { file, ...question } = z
      .object({
        file: z.string(),
        decision: z.string().optional(),
        service: z.string().optional(),
        inputs: z.unknown().optional(),
      })
      .parse(line);
    return decideFile(file, question);
  },
  simulate: async (line: unknown) => {
    const { file, process, script } = z
      .object({ file: z.string(), process: z.string().nullish(), script: z.unknown().optional() })
      .parse(line);
    return simulateFile(file, { process: process ?? undefined, script });
  },
} satisfies Record<string, (line: unknown) => Promise<object>>;

export type TaskName = keyof typeof tasks;
