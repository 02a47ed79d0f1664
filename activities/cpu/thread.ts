import { parentPort } from 'node:worker_threads';
import { problemText } from '../../catalog/problemText.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { decide } from '../../engine/dmn/decide.ts';
import type { DecisionModel } from '../../engine/dmn/model.ts';
import { evaluate, parse } from '../../engine/feel/index.ts';
import type { Task, Verdict } from './evaluator.ts';

/** The thread: says that it is ready, then takes a task at a time and answers with a verdict. */
parentPort?.on('message', (task: Task) => parentPort?.postMessage(verdictOn(task)));
parentPort?.postMessage('ready');

function verdictOn(task: Task): Verdict {
  try {
    return { value: valueOf(task) ?? null };
  } catch (error) {
    return { fault: error instanceof Error ? error.message : String(error) };
  }
}

function valueOf(task: Task): unknown {
  switch (task.kind) {
    case 'script':
      return evaluate(parse(task.source), task.variables);
    case 'decision':
      return decided(task.model, task.decision, task.variables);
    default:
      return task satisfies never;
  }
}

function decided(model: DecisionModel, decision: string, variables: Variables): unknown {
  const { value, problems } = decide(model, decision, variables);
  const [problem] = problems;
  if (problem) throw new Error(`${problem.decision}: ${problemText('en', problem)}`);
  return value;
}
