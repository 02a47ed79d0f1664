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
  { id, key, variables }: { readonly id: string; readonly key: string; readonly variables: Variables },
): string | undefined {
  if (businessKey === undefined) return key || id;
  const value = attempt(businessKey, variables);
  if (typeof value === 'number') return String(value);
  return typeof value === 'string' && value !== '' ? value : undefined;
}

/** What a process calls an instance with these variables; undefined when it says nothing, or nothing that can be read. */
export function titleFor(title: Feel | undefined, businessKey: string, variables: Variables): string | undefined {
  const made = title === undefined ? undefined : attempt(title, { ...variables, businessKey });
  return typeof made === 'string' && made !== '' ? made : undefined;
}

function attempt(expression: string, variables: Variables): unknown {
  try {
    return evaluate(expression, variables);
  } catch (error) {
    if (error instanceof FeelFault) return undefined;
    throw error;
  }
}
