import type { Variables, Verdict } from '../../../engine/bpmn/instance.ts';

/** What somebody usually does at a step: who, which verdict, what they enter. */
export type Answer = { readonly by: string; readonly verdict?: Verdict; readonly values?: Variables };
