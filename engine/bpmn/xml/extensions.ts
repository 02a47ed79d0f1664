import { childOf, childrenOf, type Element } from './element.ts';

/** Whose extensions are read. "camunda" stands for the family that shares its words. */
export type Vendor = 'zhidu' | 'zeebe' | 'camunda';

const NAMESPACES: Readonly<Record<string, Vendor>> = {
  'http://camunda.org/schema/zeebe/1.0': 'zeebe',
  'http://camunda.org/schema/1.0/bpmn': 'camunda',
  'http://operaton.org/schema/1.0/bpmn': 'camunda',
  'http://flowable.org/bpmn': 'camunda',
  'http://activiti.org/bpmn': 'camunda',
};

/** The extensions of one kind within an element, e.g. each <zhidu:clause>. */
export function extensionsOf(element: Element, vendor: Vendor, name: string): readonly Element[] {
  const holder = childOf(element, 'extensionElements');
  if (holder === undefined) return [];
  return childrenOf(holder, 'values').filter((value) => isNamed(value, vendor, name));
}

/** The first extension of one kind. */
export function extensionOf(element: Element, vendor: Vendor, name: string): Element | undefined {
  return extensionsOf(element, vendor, name)[0];
}

/** The children of one name within a generic extension, e.g. each <zeebe:header>. */
export function partsOf(extension: Element | undefined, name: string): readonly Element[] {
  return (extension?.$children ?? []).filter((part) => localName(part) === name);
}

/** An attribute of another vendor on a BPMN element, e.g. camunda:assignee. */
export function attributeOf(element: Element, vendor: Vendor, name: string): string | undefined {
  for (const [key, value] of Object.entries(element.$attrs ?? {})) {
    const [prefix, attribute] = key.split(':');
    if (attribute === name && prefix !== undefined && vendorOf(element, prefix) === vendor) return value.trim();
  }
  return undefined;
}

/** Every extension of a vendor within an element, by its local name. */
export function extensionNames(element: Element, vendor: Vendor): readonly string[] {
  const holder = childOf(element, 'extensionElements');
  if (holder === undefined) return [];
  return childrenOf(holder, 'values')
    .filter((value) => vendorOfExtension(value) === vendor)
    .map(localName);
}

function isNamed(value: Element, vendor: Vendor, name: string): boolean {
  return localName(value) === name && vendorOfExtension(value) === vendor;
}

function vendorOfExtension(value: Element): Vendor | undefined {
  if (value.$type.startsWith('zhidu:')) return 'zhidu';
  return NAMESPACES[value.$descriptor?.ns?.uri ?? ''];
}

function localName(value: Element): string {
  const name = value.$type.slice(value.$type.indexOf(':') + 1);
  return name.charAt(0).toLowerCase() + name.slice(1);
}

/** Which vendor a prefix stands for where it is used: declarations may stand on any element around. */
function vendorOf(element: Element, prefix: string): Vendor | undefined {
  const uri = element.$attrs?.[`xmlns:${prefix}`];
  if (uri !== undefined) return NAMESPACES[uri];
  return element.$parent === undefined ? undefined : vendorOf(element.$parent, prefix);
}
