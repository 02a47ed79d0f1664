/** Namespace of what a policy says about a process. */
const ZHIDU_NAMESPACE = 'http://zhidu.dev/schema/bpmn/1';

type Property = { readonly name: string; readonly type: string; readonly isAttr?: boolean; readonly isMany?: boolean };

function element(name: string, attributes: readonly string[], children: readonly Property[] = []) {
  const own: readonly Property[] = attributes.map((attribute) => ({ name: attribute, type: 'String', isAttr: true }));
  return { name, superClass: ['Element'], properties: [...own, ...children] };
}

/** The zhidu: extensions, in the form in which bpmn-moddle and the modeller learn of them. docs/interpreter.md explains each. */
export const zhiduDescriptor = {
  name: 'zhidu',
  prefix: 'zhidu',
  uri: ZHIDU_NAMESPACE,
  xml: { tagAlias: 'lowerCase' },
  types: [
    element('Assignment', ['duty', 'department', 'person']),
    element('Due', ['duration', 'calendar', 'remindBefore', 'escalate']),
    element('Clause', ['ref']),
    element('Approval', ['result', 'notBy']),
    element('Permission', ['ref']),
    element('Credential', ['ref']),
    element('Form', ['ref']),
    element('Header', ['key', 'value']),
    element('Job', ['type', 'retries'], [{ name: 'headers', type: 'Header', isMany: true }]),
    element('Input', ['target', 'source']),
    element('Output', ['target', 'source']),
    element('Decision', ['ref', 'result']),
    element('Script', ['expression', 'result']),
    element('Calls', ['process', 'businessKey']),
    element('Subscription', ['key']),
    element('Loop', ['collection', 'element', 'outputCollection', 'outputElement', 'cardinality']),
    element('Starter', ['duty']),
    element('BusinessKey', ['expression']),
    element('Title', ['expression']),
    {
      name: 'CalendarTimer',
      extends: ['bpmn:TimerEventDefinition'],
      properties: [{ name: 'calendar', type: 'String', isAttr: true }],
    },
  ],
} as const;
