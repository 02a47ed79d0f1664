import type { MultiInstance } from '../../model.ts';
import { childOf, type Element, flagOf, textOf, typeOf } from '../element.ts';
import { attributeOf, extensionOf } from '../extensions.ts';
import type { Findings } from '../findings.ts';
import { feelIn, feelOf } from './expressions.ts';
import { variableIn } from './mappings.ts';
import { present } from './present.ts';

/** How often an activity is done at once; undefined when it is done one time. */
export function multiInstanceOf(findings: Findings, activity: Element): MultiInstance | undefined {
  const loop = childOf(activity, 'loopCharacteristics');
  if (loop === undefined) return undefined;
  if (!isSupported(findings, activity, loop)) return undefined;
  const cardinality = cardinalityOf(findings, activity, loop);
  const collection = feelIn(findings, activity, collectionOf(loop), 'feel');
  if (cardinality === undefined && collection === undefined) {
    findings.error(activity, 'loop-invalid', { case: 'number' });
    return undefined;
  }
  return present({
    cardinality,
    collection,
    element: elementVariableOf(loop),
    output: outputOf(findings, activity, loop),
    completion: feelOf(findings, activity, childOf(loop, 'completionCondition')),
  });
}

function isSupported(findings: Findings, activity: Element, loop: Element): boolean {
  if (typeOf(loop) !== 'MultiInstanceLoopCharacteristics') {
    findings.error(activity, 'loop-unsupported', { case: 'standard' });
    return false;
  }
  if (flagOf(loop, 'isSequential')) {
    findings.error(activity, 'loop-unsupported', { case: 'sequential' });
    return false;
  }
  const behavior = textOf(loop, 'behavior');
  if (behavior !== undefined && behavior !== 'All') {
    findings.error(activity, 'loop-unsupported', { case: 'behavior', behavior });
    return false;
  }
  return true;
}

function cardinalityOf(findings: Findings, activity: Element, loop: Element): string | undefined {
  const zhidu = extensionOf(loop, 'zhidu', 'loop');
  const given = textOf(zhidu, 'cardinality');
  if (given !== undefined) return feelIn(findings, activity, given, 'feel');
  return feelOf(findings, activity, childOf(loop, 'loopCardinality'));
}

function collectionOf(loop: Element): string | undefined {
  const zhidu = extensionOf(loop, 'zhidu', 'loop');
  const zeebe = extensionOf(loop, 'zeebe', 'loopCharacteristics');
  return textOf(zhidu, 'collection') ?? textOf(zeebe, 'inputCollection') ?? variableIn(loop, 'collection');
}

function elementVariableOf(loop: Element): string | undefined {
  const zhidu = extensionOf(loop, 'zhidu', 'loop');
  const zeebe = extensionOf(loop, 'zeebe', 'loopCharacteristics');
  return textOf(zhidu, 'element') ?? textOf(zeebe, 'inputElement') ?? attributeOf(loop, 'camunda', 'elementVariable');
}

function outputOf(findings: Findings, activity: Element, loop: Element): MultiInstance['output'] {
  const extension = extensionOf(loop, 'zhidu', 'loop') ?? extensionOf(loop, 'zeebe', 'loopCharacteristics');
  if (extension === undefined) return undefined;
  const collection = textOf(extension, 'outputCollection');
  const element = feelIn(findings, activity, textOf(extension, 'outputElement'), 'feel');
  if (collection === undefined && element === undefined) return undefined;
  if (collection !== undefined && element !== undefined) return { collection, element };
  findings.error(activity, 'loop-invalid', { case: 'output' });
  return undefined;
}
