import type { TimerRule } from '../../model.ts';
import { bodyOf, childOf, type Element, textOf } from '../element.ts';
import type { Findings } from '../findings.ts';
import { feelIn, isMarked } from './expressions.ts';
import { present } from './present.ts';

const DURATION = /^P(?!$)(\d+Y)?(\d+M)?(\d+W)?(\d+D)?(T(?=\d)(\d+H)?(\d+M)?(\d+(\.\d+)?S)?)?$/;
const MOMENT = /^\d{4}-\d\d-\d\d(T\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:?\d\d)?)?$/;
const REPETITION = /^R(\d*)\/(?:([^/]+)\/)?([^/]+)$/;

const KINDS = ['timeDuration', 'timeDate', 'timeCycle'] as const;

/** Whether a text is a length of time that the interpreter can count, e.g. "P3D" or "PT4H30M". */
export function isDuration(text: string): boolean {
  return DURATION.test(text);
}

/** When a timer event fires; undefined, with a finding, when that cannot be known. */
export function timerOf(findings: Findings, owner: Element, definition: Element): TimerRule | undefined {
  const given = KINDS.filter((kind) => bodyOf(childOf(definition, kind)) !== undefined);
  const [kind] = given;
  if (kind === undefined || given.length > 1) {
    findings.error(owner, 'timer-missing');
    return undefined;
  }
  const text = bodyOf(childOf(definition, kind)) ?? '';
  return RULES[kind](findings, owner, text, textOf(definition, 'calendar'));
}

type Reading = (findings: Findings, owner: Element, text: string, calendar?: string) => TimerRule | undefined;

const RULES: Readonly<Record<(typeof KINDS)[number], Reading>> = {
  timeDuration: (findings, owner, text, calendar) => {
    const given = timeIn(findings, owner, text, DURATION);
    return given && { kind: 'duration', duration: given.text, ...present({ feel: given.feel, calendar }) };
  },
  timeDate: (findings, owner, text) => {
    const given = timeIn(findings, owner, text, MOMENT);
    return given && { kind: 'date', date: given.text, ...present({ feel: given.feel }) };
  },
  timeCycle: (findings, owner, text) => {
    const [, , from, every] = REPETITION.exec(text) ?? [];
    if (every !== undefined && DURATION.test(every) && (from === undefined || MOMENT.test(from))) {
      return { kind: 'cycle', cycle: text };
    }
    findings.error(owner, 'timer-invalid', { case: 'cycle', text });
    return undefined;
  },
};

function timeIn(
  findings: Findings,
  owner: Element,
  text: string,
  pattern: RegExp,
): { readonly text: string; readonly feel?: true } | undefined {
  if (isMarked(text)) {
    const feel = feelIn(findings, owner, text);
    return feel === undefined ? undefined : { text: feel, feel: true };
  }
  if (pattern.test(text)) return { text };
  findings.error(owner, 'timer-invalid', { case: 'time', text });
  return undefined;
}
