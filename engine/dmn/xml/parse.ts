import { DmnModdle } from 'dmn-moddle';
import { brokenAt } from '../../xml/broken.ts';
import { guard } from '../../xml/guard.ts';
import type { Decision, DecisionModel, DecisionProblem } from '../model.ts';
import { childOf, childrenOf, type Element, targetOf, textOf } from './element.ts';
import { logicOf } from './logic.ts';

export type ParsedDecisions = {
  /** Absent when the file cannot be read. A decision whose logic is not supported is not in it. */
  readonly model?: DecisionModel;
  /** Any refuses the deployment. */
  readonly problems: readonly DecisionProblem[];
};

/** Versions of the standard whose tables and expressions are written alike; the library knows the one in the middle. */
const NAMESPACES =
  /https?:\/\/www\.omg\.org\/spec\/DMN\/(20151101\/dmn\.xsd|20180521\/MODEL\/|20230324\/MODEL\/|20240513\/MODEL\/)/g;
const NAMESPACE = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

/** Large tables have many cells, but they are flat. */
const MAX_ELEMENTS = 50_000;

/** Reads a DMN file. What cannot be decided is a problem, with the decision that it concerns. */
export async function parseDecisions(xml: string): Promise<ParsedDecisions> {
  const objection = guard(xml, MAX_ELEMENTS);
  if (objection !== undefined) return { problems: [{ decision: '', ...objection }] };
  try {
    const { rootElement } = await new DmnModdle().fromXML(xml.replace(NAMESPACES, NAMESPACE), 'dmn:Definitions');
    return modelOf(rootElement);
  } catch (cause) {
    const params = brokenAt(cause instanceof Error ? cause.message : String(cause));
    return { problems: [{ decision: '', code: 'xml-broken', params }] };
  }
}

function modelOf(definitions: Element): ParsedDecisions {
  const elements = childrenOf(definitions, 'drgElement');
  const decisions = elements.filter((element) => element.$type === 'dmn:Decision');
  const inputs = elements.filter((element) => element.$type === 'dmn:InputData');
  const names = [...inputs, ...decisions].map(variableOf);
  const problems: DecisionProblem[] = [];
  const read = decisions.flatMap((decision) => decisionOf(decision, names, problems) ?? []);
  problems.push(...unresolved(read), ...circular(read));
  return {
    model: {
      name: textOf(definitions, 'name') ?? '',
      decisions: Object.fromEntries(read.map((decision) => [decision.id, decision])),
      inputTypes: Object.fromEntries(inputs.map((input) => [variableOf(input), typeOf(input, definitions)])),
    },
    problems,
  };
}

function decisionOf(element: Element, names: readonly string[], problems: DecisionProblem[]): Decision | undefined {
  const id = textOf(element, 'id') ?? variableOf(element);
  const logic = logicOf({ decision: id, names, problems }, element);
  const requires = childrenOf(element, 'informationRequirement').flatMap(
    (requirement) => targetOf(childOf(requirement, 'requiredDecision')) ?? [],
  );
  return logic && { id, name: textOf(element, 'name') ?? id, variable: variableOf(element), requires, logic };
}

/** The name under which the value of an input or a decision is known to others. */
function variableOf(element: Element): string {
  return textOf(childOf(element, 'variable'), 'name') ?? textOf(element, 'name') ?? textOf(element, 'id') ?? '';
}

/** The FEEL type of an input; an item definition that only renames a type is looked through. */
function typeOf(input: Element, definitions: Element): string {
  const written = textOf(childOf(input, 'variable'), 'typeRef') ?? 'Any';
  const renamed = childrenOf(definitions, 'itemDefinition').find((item) => textOf(item, 'name') === written);
  return (textOf(renamed, 'typeRef') ?? written).replace(/^\w+:/, '');
}

function unresolved(decisions: readonly Decision[]): readonly DecisionProblem[] {
  const ids = new Set(decisions.map(({ id }) => id));
  return decisions.flatMap(({ id, requires }) =>
    requires
      .filter((required) => !ids.has(required))
      .map((required) => ({
        decision: id,
        code: 'requirement-unresolved' as const,
        params: { id: required },
      })),
  );
}

/** Decisions that, by way of others, need themselves: what is left when those that need nothing left are taken away. */
function circular(decisions: readonly Decision[]): readonly DecisionProblem[] {
  let left = decisions;
  for (let before = Number.POSITIVE_INFINITY; left.length < before; ) {
    before = left.length;
    const ids = new Set(left.map(({ id }) => id));
    left = left.filter(({ requires }) => requires.some((required) => ids.has(required)));
  }
  return left.map(({ id }) => ({ decision: id, code: 'requirement-cycle', params: {} }));
}
