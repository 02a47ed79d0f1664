import type { Process } from '../model.ts';
import { readDocument } from './document.ts';
import { Findings } from './findings.ts';
import { lintProcess, lintReferences } from './lint.ts';
import { processOf } from './parse.ts';
import type { Problem } from './problem.ts';
import type { References } from './references.ts';
import { processesOf } from './source.ts';

export type { Problem } from './problem.ts';
export type { References } from './references.ts';

export type Compiled = {
  /** One for each process that is meant to run; none when there is an error. */
  readonly processes: readonly Process[];
  readonly problems: readonly Problem[];
};

export type CompileOptions = {
  /** Proves, when given, that what the model refers to exists and that somebody can lawfully do each task. */
  readonly references?: References;
  /** A process to run even though it is not marked executable. */
  readonly process?: string;
};

/** Reads a BPMN file, judges it and compiles its processes. What is refused here is what deployment refuses. */
export async function compile(xml: string, options: CompileOptions = {}): Promise<Compiled> {
  const document = await readDocument(xml);
  if (document.definitions === undefined) return { processes: [], problems: document.problems };

  const findings = new Findings();
  const sources = processesOf(document.definitions, findings, options.process);
  const processes = sources.map((source) => {
    lintProcess(findings, source);
    return processOf(findings, source);
  });
  if (options.references !== undefined) lintReferences(findings, processes, options.references);

  const problems = [...document.problems, ...findings.problems];
  const isRefused = problems.some((problem) => problem.severity === 'error');
  return { processes: isRefused ? [] : processes, problems };
}
