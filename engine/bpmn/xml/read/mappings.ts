import type { Mapping } from '../../model.ts';
import { type Element, textOf } from '../element.ts';
import { attributeOf, extensionOf, extensionsOf, partsOf } from '../extensions.ts';
import type { Findings } from '../findings.ts';
import { feelIn } from './expressions.ts';

type Side = 'input' | 'output';

/** What goes into an activity's own variables, or out of them. */
export function mappingsOf(findings: Findings, element: Element, side: Side): readonly Mapping[] {
  const read = (part: Element) => mappingOf(findings, element, textOf(part, 'target'), textOf(part, 'source'));
  return [
    ...extensionsOf(element, 'zhidu', side).flatMap(read),
    ...partsOf(extensionOf(element, 'zeebe', 'ioMapping'), side).flatMap(read),
    ...partsOf(extensionOf(element, 'camunda', 'inputOutput'), `${side}Parameter`).flatMap((part) =>
      parameterOf(findings, element, part),
    ),
    ...callMappings(findings, element, side),
  ];
}

function mappingOf(
  findings: Findings,
  element: Element,
  target: string | undefined,
  source: string | undefined,
): readonly Mapping[] {
  if (target === undefined || source === undefined) {
    findings.error(element, 'mapping-invalid', { case: 'half' });
    return [];
  }
  const feel = feelIn(findings, element, source);
  return feel === undefined ? [] : [{ target, source: feel }];
}

/** <camunda:inputParameter name="x">${y}</…>; lists, maps and scripts within are not read. */
function parameterOf(findings: Findings, element: Element, part: Element): readonly Mapping[] {
  if ((part.$children ?? []).length > 0) {
    findings.error(element, 'mapping-invalid', { case: 'structured', name: textOf(part, 'name') ?? '' });
    return [];
  }
  return mappingOf(findings, element, textOf(part, 'name'), part.$body?.trim() ?? '');
}

/** <camunda:in> and <camunda:out> of a call activity. `variables="all"` is what a call does without mappings. */
function callMappings(findings: Findings, element: Element, side: Side): readonly Mapping[] {
  const parts = extensionsOf(element, 'camunda', side === 'input' ? 'in' : 'out');
  return parts
    .filter((part) => part['variables'] === undefined && part['businessKey'] === undefined)
    .flatMap((part) => {
      const source = textOf(part, 'source');
      const marked = source === undefined ? textOf(part, 'sourceExpression') : `=${source}`;
      return mappingOf(findings, element, textOf(part, 'target'), marked);
    });
}

/** The business key that <camunda:in businessKey="…"> gives a called process. */
export function businessKeyIn(element: Element): string | undefined {
  const part = extensionsOf(element, 'camunda', 'in').find((candidate) => candidate['businessKey'] !== undefined);
  return textOf(part, 'businessKey');
}

/** An attribute of the camunda family whose text without a mark is a variable's name. */
export function variableIn(element: Element, name: string): string | undefined {
  const text = attributeOf(element, 'camunda', name);
  return text === undefined || /[${}#]/.test(text) ? text : `=${text}`;
}
