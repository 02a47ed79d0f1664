import type { EventDefinition } from '../../model.ts';
import { childOf, childrenOf, type Element, textOf, typeOf } from '../element.ts';
import { extensionOf } from '../extensions.ts';
import type { Findings } from '../findings.ts';
import type { FlowNode } from '../source.ts';
import { feelIn } from './expressions.ts';
import { present } from './present.ts';
import { timerOf } from './timers.ts';

export type EventPosition = 'startEvent' | 'endEvent' | 'intermediateCatchEvent' | 'boundaryEvent';

/** Which triggers the interpreter knows in which position. */
const TRIGGERS: Readonly<Record<EventPosition, readonly EventDefinition['kind'][]>> = {
  startEvent: ['none', 'message', 'timer'],
  endEvent: ['none', 'terminate', 'error'],
  intermediateCatchEvent: ['message', 'timer'],
  boundaryEvent: ['timer', 'error', 'message'],
};

/** What an event waits for or does; undefined, with a finding, when the interpreter cannot do it. */
export function eventOf(findings: Findings, node: FlowNode, position: EventPosition): EventDefinition | undefined {
  const definitions = [
    ...childrenOf(node.element, 'eventDefinitions'),
    ...childrenOf(node.element, 'eventDefinitionRef'),
  ];
  if (definitions.length > 1) {
    findings.error(node.element, 'event-many');
    return undefined;
  }
  const kind = kindOf(definitions[0]);
  const supported = TRIGGERS[position].find((trigger) => trigger === kind);
  if (supported === undefined) {
    findings.error(node.element, 'event-unsupported', { type: node.type, trigger: kind });
    return undefined;
  }
  return definitions[0] === undefined
    ? { kind: 'none' }
    : definitionOf(findings, node.element, definitions[0], supported);
}

function kindOf(definition: Element | undefined): string {
  if (definition === undefined) return 'none';
  return typeOf(definition).replace('EventDefinition', '').toLowerCase();
}

function definitionOf(
  findings: Findings,
  owner: Element,
  definition: Element,
  kind: EventDefinition['kind'],
): EventDefinition | undefined {
  switch (kind) {
    case 'none':
    case 'terminate':
      return { kind };
    case 'error':
      return errorOf(findings, owner, definition);
    case 'timer': {
      const timer = timerOf(findings, owner, definition);
      return timer && { kind, timer };
    }
    case 'message': {
      const message = messageOf(findings, owner, definition);
      if (message === undefined) {
        findings.error(owner, 'message-missing');
        return undefined;
      }
      return { kind, ...present({ message: message.name, key: message.key }) };
    }
    default:
      return kind satisfies never;
  }
}

/** An error that is thrown must say which; one that is caught may be any. */
function errorOf(findings: Findings, owner: Element, definition: Element): EventDefinition | undefined {
  const error = childOf(definition, 'errorRef');
  const code = textOf(error, 'errorCode') ?? textOf(error, 'id');
  if (code !== undefined || typeOf(owner) !== 'EndEvent') return { kind: 'error', ...present({ code }) };
  findings.error(owner, 'error-missing');
  return undefined;
}

/** The message that an element names, and the key by which it is correlated. */
export function messageOf(
  findings: Findings,
  owner: Element,
  holder: Element,
): { readonly name: string; readonly key?: string } | undefined {
  const message = childOf(holder, 'messageRef');
  const name = textOf(message, 'name') ?? textOf(message, 'id');
  if (message === undefined || name === undefined) return undefined;
  const zhidu = extensionOf(owner, 'zhidu', 'subscription') ?? extensionOf(message, 'zhidu', 'subscription');
  const zeebe = extensionOf(message, 'zeebe', 'subscription');
  const key = textOf(zhidu, 'key') ?? textOf(zeebe, 'correlationKey');
  return { name, ...present({ key: feelIn(findings, owner, key) }) };
}
