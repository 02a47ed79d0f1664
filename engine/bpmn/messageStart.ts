import { evaluate, FeelFault } from '../feel/index.ts';
import type { Variables } from './instance.ts';
import type { Feel, NodeOf, Process } from './model.ts';
import { own } from './table.ts';

/** The start event that a message of this name triggers; undefined when the process has none. */
export function messageStart(process: Process, message: string): NodeOf<'startEvent'> | undefined {
  for (const id of own(process.scopes, process.id)?.starts ?? []) {
    const node = own(process.nodes, id);
    if (node?.kind === 'startEvent' && node.event.kind === 'message' && node.event.message === message) return node;
  }
  return undefined;
}

/**
 * The business key of what a message begins: as the start event says over the message's variables, else the message's
 * key, else its id. Undefined when the start event says something that is no key: then the message begins nothing.
 */
export function businessKeyFor(
  { businessKey }: NodeOf<'startEvent'>,
  { id, key, variables }: Letter,
): string | undefined {
  if (businessKey === undefined) return key || id;
  const value = attempt(businessKey, variables);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** Longer names of instances are cut. */
const TITLE_MAX = 120;

/** What an instance with these variables is called: what its process says, else the name of the process and the key. */
export function titleOf(
  { name, title }: { readonly name: string; readonly title?: Feel | null | undefined },
  businessKey: string,
  variables: Variables,
): string {
  const made = title ? attempt(title, { ...variables, businessKey }) : undefined;
  const text = typeof made === 'string' && made !== '' ? made : `${name} ${businessKey}`;
  return Array.from(text).slice(0, TITLE_MAX).join('');
}

/** A process that a message begins, as it is deployed. */
export type Begun = {
  readonly key: string;
  readonly hash: string;
  readonly name: string;
  readonly title: Feel | null;
  readonly start: NodeOf<'startEvent'>;
};

type Letter = { readonly id: string; readonly key: string; readonly variables: Variables };

/** Id of the instance that a message begins, "<process key>/<business key>"; undefined when it begins nothing. */
export function instanceBegunBy({ key, start }: Begun, letter: Letter): string | undefined {
  const businessKey = businessKeyFor(start, letter);
  return businessKey === undefined ? undefined : `${key}/${businessKey}`;
}

/** What the instance that a message begins is given; `name` is what its process is called in the company's language. */
export function beginningOf(
  { key, hash, title, start }: Begun,
  { id, variables }: Pick<Letter, 'id' | 'variables'>,
  instance: string,
  name: string,
) {
  const businessKey = instance.slice(key.length + 1);
  return {
    process: key,
    definition: hash,
    businessKey,
    title: titleOf({ name, title }, businessKey, variables),
    variables,
    start: start.id,
    message: id,
  };
}

function attempt(expression: string, variables: Variables): unknown {
  try {
    return evaluate(expression, variables);
  } catch (error) {
    if (error instanceof FeelFault) return undefined;
    throw error;
  }
}
