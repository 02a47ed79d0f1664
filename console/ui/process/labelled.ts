import { wordRoom } from './wordRoom.ts';

/** The model with its labels in the reader's language, and room for their words; what has none keeps its own. */
export function labelled(xml: string, labels: Readonly<Record<string, string>>): string {
  const model = new DOMParser().parseFromString(xml, 'application/xml');
  for (const element of model.querySelectorAll('[id][name]')) {
    const label = labels[element.id];
    if (label !== undefined) element.setAttribute('name', label);
  }
  for (const drawn of model.querySelectorAll('[bpmnElement]')) {
    const label = labels[drawn.getAttribute('bpmnElement') ?? ''];
    const bounds = drawn.querySelector(':scope > BPMNLabel > Bounds');
    if (label !== undefined && bounds) widen(bounds, wordRoom(label));
  }
  return new XMLSerializer().serializeToString(model);
}

/** A label that was drawn for another language stays where its middle is. */
function widen(bounds: Element, room: number): void {
  const width = Number(bounds.getAttribute('width'));
  if (width >= room) return;
  bounds.setAttribute('x', String(Number(bounds.getAttribute('x')) - (room - width) / 2));
  bounds.setAttribute('width', String(room));
}
