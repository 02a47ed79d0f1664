import { check } from '../../../feel/index.ts';
import type { Feel } from '../../model.ts';
import { bodyOf, type Element, textOf } from '../element.ts';
import type { Findings } from '../findings.ts';
import { toFeel } from '../unifiedExpression.ts';

/** How a text without a mark is taken: as FEEL, or as the text that it is. */
type Bare = 'feel' | 'text';

/** Where an expression is evaluated: within a step, which must be cheap, or by a job. */
type Place = 'step' | 'job';

const MARKED = /^=(?!=)\s*/;
const UNIFIED = /^[$#]\{([^{}]*)\}$/;

/** The FEEL that an attribute means: "=…" is FEEL, "${…}" is translated, the rest is as `bare` says. */
export function feelIn(
  findings: Findings,
  element: Element,
  text: string | undefined,
  bare: Bare = 'text',
  place: Place = 'step',
): Feel | undefined {
  if (text === undefined) return undefined;
  const source = sourceOf(text, bare);
  if (source === undefined) {
    findings.error(element, 'expression-language', { case: 'unified', text });
    return undefined;
  }
  if (!findings.admitsExpression(element, source)) return undefined;
  for (const problem of check(source, { routing: place === 'step' })) {
    findings.error(element, problem.code, problem.params);
  }
  return source;
}

/** The FEEL of an expression element such as a condition. */
export function feelOf(findings: Findings, owner: Element, expression: Element | undefined): Feel | undefined {
  if (expression === undefined) return undefined;
  const body = bodyOf(expression);
  if (body === undefined) {
    findings.error(owner, 'feel-syntax', { case: 'empty' });
    return undefined;
  }
  const language = textOf(expression, 'language');
  if (language !== undefined && !isMarked(body) && !isFeel(language)) {
    findings.error(owner, 'expression-language', { case: 'other', language });
    return undefined;
  }
  return feelIn(findings, owner, body, 'feel');
}

/** Whether a text says itself that it is an expression. */
export function isMarked(text: string): boolean {
  return MARKED.test(text) || UNIFIED.test(text);
}

/** Whether the name of an expression or script language means FEEL; none means it too. */
export function isFeel(language: string | undefined): boolean {
  return language === undefined || /feel/i.test(language);
}

function sourceOf(text: string, bare: Bare): string | undefined {
  if (MARKED.test(text)) return text.replace(MARKED, '').trim();
  const unified = UNIFIED.exec(text)?.[1];
  if (unified !== undefined) return toFeel(unified);
  if (/[$#]\{/.test(text)) return undefined;
  return bare === 'feel' ? text : JSON.stringify(text);
}
