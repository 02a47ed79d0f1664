import type { DecisionModel } from '../../engine/dmn/model.ts';
import type { Db } from '../../store/db.ts';
import { currentDecision } from '../../store/definitions.ts';
import { EvaluationFault, type Evaluator, type Task } from '../cpu/evaluator.ts';
import { type CallOf, hopeless, type JobResult } from './job.ts';

/** A business rule task: the decision table that is current when the job runs. Its value is recorded with the step. */
export async function runDecision(db: Db, evaluator: Evaluator, call: CallOf<'decision'>): Promise<JobResult> {
  const { decision, result, variables } = call;
  const found = await currentDecision(db, decision);
  if (!found) throw hopeless(`no decision ${decision} is deployed`);
  const value = await valueOf(evaluator, {
    kind: 'decision',
    model: found.model as DecisionModel,
    decision,
    variables,
  });
  return { variables: { [result]: value } };
}

/** A script task: one FEEL expression. */
export async function runScript(
  evaluator: Evaluator,
  { script, result, variables }: CallOf<'script'>,
): Promise<JobResult> {
  return { variables: { [result]: await valueOf(evaluator, { kind: 'script', source: script, variables }) } };
}

async function valueOf(evaluator: Evaluator, task: Task): Promise<unknown> {
  try {
    return await evaluator.evaluate(task);
  } catch (error) {
    if (error instanceof EvaluationFault) throw hopeless(error.message);
    throw error;
  }
}
