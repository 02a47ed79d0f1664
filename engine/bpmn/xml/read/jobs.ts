import type { Job } from '../../model.ts';
import { childrenOf, type Element, textOf } from '../element.ts';
import { attributeOf, extensionOf, partsOf } from '../extensions.ts';
import type { Findings } from '../findings.ts';
import { feelIn, isFeel } from './expressions.ts';
import { present } from './present.ts';

/** The job that a task asks for, by zhidu:job, a Zeebe job type or the topic of an external task. */
export function jobOf(findings: Findings, task: Element): Job | undefined {
  const zhidu = extensionOf(task, 'zhidu', 'job');
  const zeebe = extensionOf(task, 'zeebe', 'taskDefinition');
  const definition = zhidu ?? zeebe;
  const type = definition === undefined ? topicOf(task) : textOf(definition, 'type');
  if (type === undefined) return undefined;
  const headers = zhidu ? childrenOf(zhidu, 'headers') : partsOf(extensionOf(task, 'zeebe', 'taskHeaders'), 'header');
  return {
    type,
    ...present({ retries: definition && retriesOf(findings, task, textOf(definition, 'retries')) }),
    headers: Object.fromEntries(headers.map((header) => [textOf(header, 'key') ?? '', textOf(header, 'value') ?? ''])),
  };
}

function topicOf(task: Element): string | undefined {
  return attributeOf(task, 'camunda', 'type') === 'external' ? attributeOf(task, 'camunda', 'topic') : undefined;
}

function retriesOf(findings: Findings, task: Element, text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  if (/^\d{1,3}$/.test(text)) return Number(text);
  findings.error(task, 'retries-invalid', { text });
  return undefined;
}

/** The decision that a business rule task asks for, and the variable that takes its result. */
export function decisionOf(
  task: Element,
  id: string,
): { readonly decision: string; readonly result: string } | undefined {
  const zhidu = extensionOf(task, 'zhidu', 'decision');
  const zeebe = extensionOf(task, 'zeebe', 'calledDecision');
  const decision = textOf(zhidu, 'ref') ?? textOf(zeebe, 'decisionId') ?? attributeOf(task, 'camunda', 'decisionRef');
  if (decision === undefined) return undefined;
  const result =
    textOf(zhidu, 'result') ?? textOf(zeebe, 'resultVariable') ?? attributeOf(task, 'camunda', 'resultVariable');
  return { decision, result: result ?? id };
}

/** The FEEL of a script task, and the variable that takes its result. */
export function scriptOf(
  findings: Findings,
  task: Element,
  id: string,
): { readonly script: string; readonly result: string } | undefined {
  const extension = extensionOf(task, 'zhidu', 'script') ?? extensionOf(task, 'zeebe', 'script');
  const written = textOf(extension, 'expression') ?? textOf(task, 'script');
  if (written === undefined) {
    findings.error(task, 'script-missing');
    return undefined;
  }
  if (extension === undefined && !isFeelScript(task)) {
    const language = textOf(task, 'scriptFormat');
    findings.error(task, 'script-language', language === undefined ? { case: 'none' } : { case: 'other', language });
    return undefined;
  }
  const script = feelIn(findings, task, written, 'feel', 'job');
  return script === undefined ? undefined : { script, result: resultOf(task, extension) ?? id };
}

function isFeelScript(task: Element): boolean {
  const language = textOf(task, 'scriptFormat');
  return language !== undefined && isFeel(language);
}

function resultOf(task: Element, extension: Element | undefined): string | undefined {
  return (
    textOf(extension, 'result') ?? textOf(extension, 'resultVariable') ?? attributeOf(task, 'camunda', 'resultVariable')
  );
}
