import type { ModdleElement } from 'dmn-moddle';

/** An element of a DMN document. The functions here are the only way its untyped properties are read. */
export type Element = ModdleElement;

/** A text attribute or property, trimmed; absent when it is empty or there is no element. */
export function textOf(element: Element | undefined, property: string): string | undefined {
  const value = element?.[property];
  if (typeof value !== 'string') return undefined;
  const text = value.trim();
  return text === '' ? undefined : text;
}

/** One child. */
export function childOf(element: Element | undefined, property: string): Element | undefined {
  const value = element?.[property];
  return isElement(value) ? value : undefined;
}

/** All children of one kind. */
export function childrenOf(element: Element | undefined, property: string): readonly Element[] {
  const value = element?.[property];
  return Array.isArray(value) ? value.filter(isElement) : [];
}

/** The element that "#id" or "file#id" refers to, by its id. */
export function targetOf(reference: Element | undefined): string | undefined {
  return textOf(reference, 'href')?.replace(/^.*#/, '');
}

function isElement(value: unknown): value is Element {
  return typeof value === 'object' && value !== null && '$type' in value;
}
