import { readFile } from 'node:fs/promises';
import { compile, type Problem } from '../../engine/bpmn/xml/compile.ts';
import { type Worded, worded } from './worded.ts';

export type LintResult = { readonly ok: boolean; readonly problems: readonly Worded<Problem>[] };

/** What is wrong with a BPMN file. What is not ok here is refused at deployment. */
export async function lintFile(file: string): Promise<LintResult> {
  const { problems } = await compile(await readFile(file, 'utf8'));
  return { ok: problems.every((problem) => problem.severity !== 'error'), problems: problems.map(worded) };
}
