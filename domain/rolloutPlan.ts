import { type Fact, phases } from './rollout.ts';

/** The plan of a rollout, as far as it is filled in: the values of the form "rollout-plan". */
export type Plan = {
  readonly charter?: string;
  readonly timeNodes?: readonly unknown[];
  readonly publicity?: readonly unknown[];
  readonly training?: string;
  readonly assessment?: string;
  readonly owners?: readonly unknown[];
  readonly baseline?: readonly unknown[];
};

/** The plan's parts in the order of its form. */
export const planParts = [
  'charter',
  'timeNodes',
  'publicity',
  'training',
  'assessment',
  'owners',
  'baseline',
] as const satisfies readonly (keyof Plan)[];

/** What the gate of the plan phase measures: every part is there, and a time node for each phase. */
export function factsOfPlan(plan: Plan): readonly Fact[] {
  return [
    counted('plan-charter', 1, written(plan.charter)),
    counted('plan-time-nodes', phases.length, plan.timeNodes?.length ?? 0),
    counted('plan-publicity', 1, plan.publicity?.length ?? 0),
    counted('plan-training', 1, written(plan.training)),
    counted('plan-assessment', 1, written(plan.assessment)),
    counted('plan-owners', 1, plan.owners?.length ?? 0),
    counted('plan-baseline', 1, plan.baseline?.length ?? 0),
  ];
}

const written = (text = ''): number => (text.trim() === '' ? 0 : 1);

const counted = (id: string, target: number, measured: number): Fact => ({
  id,
  target,
  measured,
  unit: 'count',
  ok: measured >= target,
});
