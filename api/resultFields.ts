import { type FormSchema, texts } from '../catalog/index.ts';
import type { Locale } from '../contract/shared.ts';
import type { Node, Process } from '../engine/bpmn/model.ts';
import { elementName } from './elementNames.ts';

/** What is known of a variable: what it is called, and how it is to be read where a form says so. */
export type Field = Partial<FormSchema>;

/** The variables that elements of a process write by themselves, called after the element where it writes but one. */
export function resultFields(model: Process, locale: Locale): readonly [string, Field][] {
  return Object.entries(model.nodes).flatMap(([id, node]) => {
    const title = elementName(model.id, id, node.name)[locale];
    const results = resultsOf(node);
    if (results.length > 1) return [];
    return results.map((name): [string, Field] => [name, { title, ...(isVerdict(node, name) && verdict(locale)) }]);
  });
}

function resultsOf(node: Node): readonly string[] {
  const collected = 'multi' in node && node.multi?.output ? [node.multi.output.collection] : [];
  const own = 'result' in node ? [node.result] : [];
  const approved = 'approval' in node && node.approval ? [node.approval.result] : [];
  const outputs = 'outputs' in node ? node.outputs.map(({ target }) => target) : [];
  return [...own, ...approved, ...outputs, ...collected];
}

const isVerdict = (node: Node, name: string) => 'approval' in node && node.approval?.result === name;

/** How an approval ended, as the figures call it. */
function verdict(locale: Locale): Field {
  const outcomes = (texts(locale)['facts'] as { readonly outcomes: Readonly<Record<'approved' | 'rejected', string>> })
    .outcomes;
  const choice = (it: 'approved' | 'rejected') => ({ const: it, title: outcomes[it] });
  return { type: 'string', oneOf: [choice('approved'), choice('rejected')] };
}
