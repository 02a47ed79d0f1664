import type { Element, Elements, Settings } from './compare.ts';

/** Parts of an element that say nothing of their own: the flows say where they lead. */
const unsaid = new Set(['incoming', 'outgoing']);
const containers = /^(process|subProcess)$/;

/** The elements of a model, in the order in which they stand in it. */
export function elementsOf(xml: string): Elements {
  const model = new DOMParser().parseFromString(xml, 'application/xml');
  const found = new Map<string, Element>();
  for (const node of model.querySelectorAll('[id]')) {
    const isPart = containers.test(node.parentElement?.localName ?? '');
    if (isPart) found.set(node.id, { id: node.id, kind: node.localName, settings: settingsOf(node) });
  }
  return found;
}

type Note = (setting: string, value: string) => void;

function settingsOf(node: globalThis.Element): Settings {
  const settings = new Map<string, string>();
  readInto(node, '', (setting, value) => {
    if (value === '') return;
    const known = settings.get(setting);
    settings.set(setting, known === undefined ? value : `${known}, ${value}`);
  });
  return settings;
}

function readInto(element: globalThis.Element, path: string, note: Note): void {
  for (const { localName, value } of element.attributes) {
    if (localName !== 'id' && !localName.startsWith('xmlns')) note(path + localName, value);
  }
  for (const child of element.children) {
    if (isOfItsOwn(child, element)) continue;
    note(path + child.localName, textIn(child));
    readInto(child, child.localName === 'extensionElements' ? path : `${path}${child.localName}/`, note);
  }
}

const textIn = (element: globalThis.Element) => (element.childElementCount === 0 ? element.textContent.trim() : '');

/** Steps inside a subprocess are told of by themselves. */
const isOfItsOwn = (child: globalThis.Element, parent: globalThis.Element) =>
  unsaid.has(child.localName) || (child.hasAttribute('id') && containers.test(parent.localName));
