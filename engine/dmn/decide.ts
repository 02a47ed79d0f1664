import { cast, evaluateTyped, FeelFault, toJson, type Variables } from '../feel/index.ts';
import { DecisionFault } from './fault.ts';
import type { Decision, DecisionModel, DecisionProblem } from './model.ts';
import { applyTable } from './table.ts';

/** A rule that matched, in the decision taken or in one that it needed. */
export type MatchedRule = { readonly decision: string; readonly rule: string };

export type Outcome = {
  /** Null also when there are problems. */
  readonly value: unknown;
  readonly matched: readonly MatchedRule[];
  /** Why the decision could not be taken. */
  readonly problems: readonly DecisionProblem[];
};

/** Takes a decision, named by id, name or variable, after those that it needs. The value is plain JSON. */
export function decide(model: DecisionModel, decision: string, inputs: Variables): Outcome {
  const outcome = decideTyped(model, decision, inputs);
  return { ...outcome, value: toJson(outcome.value, decision) };
}

/** Takes a decision; dates and durations in the value keep their type. */
export function decideTyped(model: DecisionModel, name: string, inputs: Variables): Outcome {
  const decision = find(model, name);
  if (decision === undefined) {
    const problem = { decision: name, code: 'decision-unknown', params: { id: name } } as const;
    return { value: null, matched: [], problems: [problem] };
  }
  return new Session(model, inputs).take(decision);
}

function find(model: DecisionModel, name: string): Decision | undefined {
  const all = Object.values(model.decisions);
  return model.decisions[name] ?? all.find((it) => it.name === name) ?? all.find((it) => it.variable === name);
}

/** One taking of a decision: each decision that is needed is taken once. */
class Session {
  readonly #model: DecisionModel;
  readonly #inputs: Variables;
  readonly #values = new Map<string, unknown>();
  readonly #underway = new Set<string>();
  readonly #matched: MatchedRule[] = [];

  constructor(model: DecisionModel, inputs: Variables) {
    this.#model = model;
    const declared = Object.entries(model.inputTypes).map(([name, type]) => [name, cast(inputs[name] ?? null, type)]);
    this.#inputs = { ...inputs, ...Object.fromEntries(declared) };
  }

  take(decision: Decision): Outcome {
    try {
      const value = this.#valueOf(decision);
      return { value, matched: this.#matched, problems: [] };
    } catch (cause) {
      return { value: null, matched: this.#matched, problems: [problemOf(decision.id, cause)] };
    }
  }

  #valueOf(decision: Decision): unknown {
    const { id } = decision;
    if (this.#values.has(id)) return this.#values.get(id);
    if (this.#underway.has(id)) throw new DecisionFault('requirement-cycle', {});
    this.#underway.add(id);
    const needed = decision.requires.map((required) => this.#needed(required));
    const values = needed.map((other) => [other.variable, this.#valueOf(other)]);
    const value = this.#apply(decision, { ...this.#inputs, ...Object.fromEntries(values) });
    this.#values.set(id, value);
    return value;
  }

  #needed(id: string): Decision {
    const decision = this.#model.decisions[id];
    if (decision === undefined) throw new DecisionFault('requirement-unresolved', { id });
    return decision;
  }

  #apply({ id, logic }: Decision, variables: Variables): unknown {
    if (logic.kind === 'literal') return evaluateTyped(logic.text, variables);
    const { value, matched } = applyTable(logic, variables);
    this.#matched.push(...matched.map((rule) => ({ decision: id, rule: rule.id })));
    return value;
  }
}

function problemOf(decision: string, cause: unknown): DecisionProblem {
  if (cause instanceof DecisionFault) {
    const { code, params }: DecisionFault = cause;
    return { decision, code, params };
  }
  if (!(cause instanceof FeelFault)) throw cause;
  const { kind, source, reason } = cause;
  const params = { case: kind, expression: source, ...(kind === 'failed' && { cause: reason }) };
  return { decision, code: 'feel-fault', params };
}
