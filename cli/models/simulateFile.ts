import { readFile } from 'node:fs/promises';
import type { Process } from '../../engine/bpmn/model.ts';
import { type Simulated, simulate } from '../../engine/bpmn/simulate.ts';
import { type Script, SimulationError } from '../../engine/bpmn/simulation/script.ts';
import { compile, type Problem } from '../../engine/bpmn/xml/compile.ts';
import { say } from '../say.ts';
import { scriptSchema } from './script.ts';
import { shaped } from './shaped.ts';
import { type Worded, worded } from './worded.ts';

export type SimulateResult = Simulated & {
  readonly deployed: boolean;
  readonly refused: readonly Pick<Worded<Problem>, 'element' | 'code' | 'reason'>[];
};

const NOTHING: Simulated = { steps: [], counts: {}, trace: [], incidents: [], error: null, variables: {} };

/** Plays a script on a process of a BPMN file, if it could be deployed. */
export async function simulateFile(
  file: string,
  { process, script }: { readonly process?: string | undefined; readonly script?: unknown },
): Promise<SimulateResult> {
  const played = shaped(scriptSchema, script ?? {}, say('simulate.theScript'));
  const options = process === undefined ? {} : { process };
  const { processes, problems } = await compile(await readFile(file, 'utf8'), options);
  const refused = problems
    .filter(({ severity }) => severity === 'error')
    .map(({ element, code, params }) => worded({ element, code, params }));
  if (refused.length > 0) return { deployed: false, refused, ...NOTHING };
  return { deployed: true, refused, ...play(processes, played, process) };
}

function play(processes: readonly Process[], script: Script, process: string | undefined): Simulated {
  try {
    return simulate(processes, script, process);
  } catch (error) {
    if (!(error instanceof SimulationError)) throw error;
    const { code, params }: SimulationError = error;
    throw new Error(say(`simulate.${code}`, params), { cause: error });
  }
}
