import type { Flow, Graph } from './passed.ts';

/** Reads the graph out of a model. */
export function graphOf(xml: string): Graph {
  const model = new DOMParser().parseFromString(xml, 'application/xml');
  const flows: Flow[] = [];
  const kinds = new Map<string, string>();
  const boundary = new Map<string, readonly string[]>();
  const parents = new Map<string, string>();
  for (const element of model.querySelectorAll('[id]')) {
    const { id, localName, parentElement } = element;
    kinds.set(id, localName);
    if (localName === 'sequenceFlow')
      flows.push({ id, source: ref(element, 'source'), target: ref(element, 'target') });
    if (parentElement?.localName === 'subProcess') parents.set(id, parentElement.id);
    const host = element.getAttribute('attachedToRef');
    if (host !== null) boundary.set(host, [...(boundary.get(host) ?? []), id]);
  }
  return { flows, kinds, boundary, parents };
}

const ref = (flow: Element, end: 'source' | 'target') => flow.getAttribute(`${end}Ref`) ?? '';
