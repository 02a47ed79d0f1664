import { readFile } from 'node:fs/promises';
import { type Simulated, simulate } from '../../engine/bpmn/simulate.ts';
import { compile, type Problem } from '../../engine/bpmn/xml/compile.ts';
import { scriptSchema } from './script.ts';

export type SimulateResult = Simulated & {
  readonly deployed: boolean;
  readonly refused: readonly Pick<Problem, 'element' | 'code' | 'reason'>[];
};

const NOTHING: Simulated = { steps: [], counts: {}, trace: [], incidents: [], error: null, variables: {} };

/** Plays a script on a process of a BPMN file, if it could be deployed. */
export async function simulateFile(
  file: string,
  { process, script }: { readonly process?: string | undefined; readonly script?: unknown },
): Promise<SimulateResult> {
  const played = scriptSchema.parse(script ?? {});
  const options = process === undefined ? {} : { process };
  const { processes, problems } = await compile(await readFile(file, 'utf8'), options);
  const refused = problems
    .filter(({ severity }) => severity === 'error')
    .map(({ element, code, reason }) => ({ element, code, reason }));
  if (refused.length > 0) return { deployed: false, refused, ...NOTHING };
  return { deployed: true, refused, ...simulate(processes, played, process) };
}
