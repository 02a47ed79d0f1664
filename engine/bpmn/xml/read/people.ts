import type { Approval, Assignment, Due } from '../../model.ts';
import { bodyOf, childOf, childrenOf, type Element, textOf } from '../element.ts';
import { attributeOf, extensionOf } from '../extensions.ts';
import type { Findings } from '../findings.ts';
import { feelIn, isMarked } from './expressions.ts';
import { present } from './present.ts';
import { isDuration } from './timers.ts';

/** Who may do a user task. */
export function assignmentOf(findings: Findings, task: Element): Assignment {
  const given = extensionOf(task, 'zhidu', 'assignment');
  if (given !== undefined) {
    return present({
      duty: textOf(given, 'duty'),
      department: feelIn(findings, task, textOf(given, 'department')),
      person: feelIn(findings, task, textOf(given, 'person')),
    });
  }
  return foreignAssignment(findings, task);
}

/** A group of other vendors is a duty here. A second group or user cannot be kept: the modeller is told. */
function foreignAssignment(findings: Findings, task: Element): Assignment {
  const zeebe = extensionOf(task, 'zeebe', 'assignmentDefinition');
  const read = (name: string) => textOf(zeebe, name) ?? attributeOf(task, 'camunda', name);
  const [duty, ...moreGroups] = [...listIn(read('candidateGroups')), ...ownersOf(task)];
  const [person, ...morePeople] = [...listIn(read('assignee')), ...listIn(read('candidateUsers'))];
  if (moreGroups.length + morePeople.length > 0) {
    findings.warning(task, 'assignment-partial', { case: 'several' });
  }
  if (duty !== undefined && isMarked(duty)) {
    findings.warning(task, 'assignment-partial', { case: 'computed', text: duty });
  }
  return present({
    duty: duty === undefined || isMarked(duty) ? undefined : duty,
    person: feelIn(findings, task, person),
  });
}

function ownersOf(task: Element): readonly string[] {
  return childrenOf(task, 'resources').flatMap((role) => {
    const assignment = childOf(role, 'resourceAssignmentExpression');
    const text = assignment && bodyOf(childOf(assignment, 'expression'));
    return listIn(text).map((entry) => /^group\((.*)\)$/.exec(entry)?.[1] ?? entry);
  });
}

function listIn(text: string | undefined): readonly string[] {
  if (text === undefined) return [];
  if (isMarked(text)) return [text];
  return text.split(',').map((entry) => entry.trim());
}

/** What makes a user task an approval. */
export function approvalOf(task: Element, id: string): Approval | undefined {
  const given = extensionOf(task, 'zhidu', 'approval');
  if (given === undefined) return undefined;
  return { result: textOf(given, 'result') ?? id, notBy: listIn(textOf(given, 'notBy')) };
}

/** When a user task is due, and what happens then. */
export function dueOf(findings: Findings, task: Element): Due | undefined {
  const given = extensionOf(task, 'zhidu', 'due');
  if (given === undefined) return undefined;
  const remindBefore = textOf(given, 'remindBefore');
  if (remindBefore !== undefined && !isDuration(remindBefore)) {
    findings.error(task, 'due-invalid', { case: 'remindBefore', text: remindBefore });
  }
  return {
    ...lengthOf(findings, task, textOf(given, 'duration') ?? ''),
    ...present({ calendar: textOf(given, 'calendar'), remindBefore, escalate: escalationOf(findings, task, given) }),
  };
}

function lengthOf(findings: Findings, task: Element, text: string): Pick<Due, 'duration' | 'feel'> {
  if (isMarked(text)) return { duration: feelIn(findings, task, text) ?? '', feel: true };
  if (!isDuration(text)) findings.error(task, 'due-invalid', { case: 'duration', text });
  return { duration: text };
}

function escalationOf(findings: Findings, task: Element, due: Element): Due['escalate'] {
  const escalate = textOf(due, 'escalate');
  if (escalate === undefined || escalate === 'superior') return escalate;
  findings.error(task, 'due-invalid', { case: 'escalate', text: escalate });
  return undefined;
}

/** The form of a user task or a start event. */
export function formOf(element: Element): string | undefined {
  const zhidu = extensionOf(element, 'zhidu', 'form');
  const zeebe = extensionOf(element, 'zeebe', 'formDefinition');
  return (
    textOf(zhidu, 'ref') ??
    textOf(zeebe, 'formId') ??
    textOf(zeebe, 'formKey') ??
    attributeOf(element, 'camunda', 'formRef') ??
    attributeOf(element, 'camunda', 'formKey')
  );
}
