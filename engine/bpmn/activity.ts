import { arm } from './boundary.ts';
import { valueOf } from './expressions.ts';
import { manage } from './incident.ts';
import type { Token, Variables } from './instance.ts';
import { depart } from './leave.ts';
import { markDone, visit } from './lineage.ts';
import type { Activity, Node, NodeOf } from './model.ts';
import { instanceDone, type Outcome, startMulti, weigh } from './multi.ts';
import type { Run } from './run.ts';
import { assign, localTo } from './variables.ts';

export type ActivityNode = Extract<Node, Activity>;

/** What every activity does before its own work: inputs, boundary events, instances. True when its own work is to follow. */
export function begin(node: ActivityNode, arrived: Token, run: Run): boolean {
  let token = arrived;
  if (node.kind === 'userTask' && token.index === undefined) token = visit(token, run);
  if (waits(node)) arm(node, token, run);
  if (node.multi !== undefined && token.index === undefined) {
    startMulti(node.multi, run.token(token.id), run);
    return false;
  }
  for (const { target, source } of node.inputs) {
    token = localTo(run.token(token.id), target, valueOf(source, run.token(token.id), run), run);
  }
  if (node.inputs.length > 0) run.edit(token.id, { inputs: node.inputs.map(({ target }) => target) });
  return true;
}

/** The activity's own work is done, with these results. */
export function complete(token: Token, results: Variables, run: Run): void {
  const node = activityAt(token, run);
  let outcome: Outcome | undefined;
  const isMade = manage(token, { stage: 'complete', results }, run, () => {
    outcome = settle(node, token, results, run);
  });
  if (!isMade) return;
  if (outcome === undefined) leaveActivity(token, run);
  else instanceDone(run.token(token.id), outcome, run);
}

/** The activity has all it needs; on to what follows it. */
export function leaveActivity(token: Token, run: Run): void {
  if (token.visit !== undefined) markDone(token.visit, run);
  depart(run.token(token.id), run);
}

export function activityAt(token: Token, run: Run): ActivityNode {
  const node = run.node(token.node);
  if ('boundary' in node) return node;
  throw new Error(`${node.id} is no activity`);
}

/** Everything is evaluated before anything is changed: what fails here can be tried again as a whole. */
function settle(node: ActivityNode, token: Token, results: Variables, run: Run): Outcome | undefined {
  const made = node.outputs.map(({ target, source }) => [target, valueOf(source, token, run, results)] as const);
  const kept = { ...keptOf(node, results), ...Object.fromEntries(made) };
  const outcome = token.index === undefined ? undefined : weigh(node, token, { ...results, ...kept }, run);
  assign(kept, token, run);
  return outcome;
}

/** A person's answers are kept as they are; a job's are, unless mappings say what to keep; a child's only by mappings. */
function keptOf(node: ActivityNode, results: Variables): Variables {
  if (node.kind === 'userTask') return results;
  return node.kind === 'callActivity' || node.outputs.length > 0 ? {} : results;
}

/** A boundary event can only happen to what takes time. */
function waits({ kind }: NodeOf<ActivityNode['kind']>): boolean {
  return kind !== 'task' && kind !== 'manualTask';
}
