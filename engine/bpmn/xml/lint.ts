import type { Process } from '../model.ts';
import type { Findings } from './findings.ts';
import type { References } from './references.ts';
import { boundaries } from './rules/boundaries.ts';
import { conditions } from './rules/conditions.ts';
import { eventGateways } from './rules/eventGateways.ts';
import { extensions } from './rules/extensions.ts';
import { flows } from './rules/flows.ts';
import { knownReferences } from './rules/knownReferences.ts';
import { lawfulness } from './rules/lawfulness.ts';
import { reachability } from './rules/reachability.ts';
import { startsAndEnds } from './rules/startsAndEnds.ts';
import type { ProcessSource } from './source.ts';

type Rule = (findings: Findings, source: ProcessSource) => void;

const RULES: readonly Rule[] = [startsAndEnds, flows, boundaries, conditions, eventGateways, reachability, extensions];

/** How a process must be built, whether or not the interpreter knows all its elements. */
export function lintProcess(findings: Findings, source: ProcessSource): void {
  for (const rule of RULES) rule(findings, source);
}

/** What a process must find in the company: the things it names, and people who may do its tasks. */
export function lintReferences(findings: Findings, processes: readonly Process[], references: References): void {
  const known = withProcesses(references, processes);
  for (const process of processes) {
    knownReferences(findings, process, known);
    lawfulness(findings, process, known);
  }
}

/** Processes of one file may call each other. */
function withProcesses(references: References, processes: readonly Process[]): References {
  if (references.processes === undefined) return references;
  return { ...references, processes: [...references.processes, ...processes.map((process) => process.id)] };
}
