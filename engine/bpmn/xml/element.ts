import type { ModdleElement } from 'bpmn-moddle';

/** An element of the document. The functions here are the only way its untyped properties are read. */
export type Element = ModdleElement;

/** "UserTask" of <bpmn:userTask>. */
export function typeOf(element: Element): string {
  return element.$type.slice(element.$type.indexOf(':') + 1);
}

/** The element's id, or that of the nearest element around it that has one. */
export function idOf(element: Element): string {
  const id = element['id'];
  if (typeof id === 'string' && id !== '') return id;
  return element.$parent === undefined ? '' : idOf(element.$parent);
}

/** A text property or attribute, trimmed; absent when it is empty or there is no element. */
export function textOf(element: Element | undefined, property: string): string | undefined {
  const value = element?.[property];
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/** A true or false attribute; its default of the standard when it is not written. */
export function flagOf(element: Element, property: string): boolean {
  return element[property] === true;
}

/** A child or a referenced element. */
export function childOf(element: Element, property: string): Element | undefined {
  const value = element[property];
  return isElement(value) ? value : undefined;
}

/** Children or referenced elements. */
export function childrenOf(element: Element, property: string): readonly Element[] {
  const value = element[property];
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** The text of an expression element. */
export function bodyOf(element: Element | undefined): string | undefined {
  return textOf(element, 'body');
}

/** The documentation of an element, its parts joined. */
export function documentationOf(element: Element): string | undefined {
  const parts = childrenOf(element, 'documentation').flatMap((part) => textOf(part, 'text') ?? []);
  return parts.length === 0 ? undefined : parts.join('\n\n');
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && '$type' in value;
}
