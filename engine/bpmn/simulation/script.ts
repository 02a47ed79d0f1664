import type { Variables, Verdict } from '../instance.ts';

/** What a simulation is told to do. */
export type Script = {
  readonly variables?: Variables;
  /** By job type: a job that is bound here is done by itself. */
  readonly handlers?: Readonly<Record<string, Handler>>;
  readonly steps?: readonly Operation[];
  /** Processes that are started first, in this order. */
  readonly start?: readonly string[];
  /** "timers": time goes by until nothing but people is waited for. */
  readonly auto?: 'none' | 'timers';
};

export type Handler = {
  readonly trace?: string;
  /** A text that starts with "=" is FEEL. */
  readonly set?: Variables;
  readonly throw?: string;
  readonly fail?: string;
};

/** "advance", "message", or an entry of what is waiting, such as "task:approve". */
export type Operation = {
  readonly op: string;
  readonly variables?: Variables;
  readonly verdict?: Verdict;
  readonly error?: string;
  readonly failure?: string;
  readonly by?: string;
  readonly name?: string;
  readonly key?: string;
};

export type Simulated = {
  readonly steps: readonly { readonly op: string; readonly waiting: readonly string[]; readonly ended: boolean }[];
  readonly counts: Readonly<Record<string, readonly [completed: number, cancelled: number, active: number]>>;
  readonly trace: readonly string[];
  readonly incidents: readonly { readonly element: string; readonly reason: string }[];
  readonly error: string | null;
  readonly variables: Variables;
};

/** What a script can ask for that cannot be done, with what the sentence about it is told. */
export type SimulationParams = {
  readonly 'process-unknown': { readonly id: string; readonly known: string };
  /** `waiting` names what is waited for, with commas; empty when nothing is. */
  readonly 'nothing-waits': { readonly op: string; readonly waiting: string };
  readonly 'operation-refused': { readonly op: string; readonly refusal: string };
  readonly 'child-answers': { readonly op: string };
};

/** The script asks for what cannot be done. */
export class SimulationError<Code extends keyof SimulationParams = keyof SimulationParams> extends Error {
  readonly code: Code;
  readonly params: SimulationParams[Code];

  constructor(code: Code, params: SimulationParams[Code]) {
    super(`${code} ${JSON.stringify(params)}`);
    this.name = 'SimulationError';
    this.code = code;
    this.params = params;
  }
}
