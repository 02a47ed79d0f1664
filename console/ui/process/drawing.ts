import type { Progress } from '../../../contract/history.ts';
import { standingOf } from './standing.ts';

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** What we use of bpmn-js, which types its services loosely. */
export type Drawing = {
  readonly canvas: {
    zoom(): number;
    zoom(level: number | 'fit-viewport', center?: 'auto'): number;
    viewbox(): { readonly outer: { readonly width: number; readonly height: number } };
    viewbox(box: Box): unknown;
    addMarker(element: string, marker: string): void;
  };
  readonly overlays: {
    add(element: string, overlay: { readonly position: object; readonly html: HTMLElement }): string;
  };
  readonly registry: { get(element: string): Box | undefined };
};

type Words = { readonly here: string; readonly active: string };

/** Marks what is done and what is open; a step that is open carries a flag with words. */
export function mark(drawing: Drawing, progress: Progress, here: string | undefined, words: Words): void {
  const nodes = new Set([...progress.visited, ...progress.active, ...progress.incidents]);
  for (const node of nodes) {
    if (!drawing.registry.get(node)) continue;
    const standing = standingOf(node, progress, here);
    drawing.canvas.addMarker(node, standing);
    if (standing === 'here' || standing === 'active') {
      drawing.overlays.add(node, { position: { top: -30, left: 0 }, html: flag(words[standing], standing) });
    }
  }
}

function flag(text: string, standing: string): HTMLElement {
  const element = document.createElement('div');
  element.className = `diagram-flag ${standing}`;
  element.textContent = text;
  return element;
}

const READABLE = 0.85;

/** Brings a step to the middle at a scale one can read. */
export function center({ canvas, registry }: Drawing, node: string): void {
  const shape = registry.get(node);
  if (!shape) return;
  const { outer } = canvas.viewbox();
  const width = outer.width / READABLE;
  const height = outer.height / READABLE;
  canvas.viewbox({
    x: shape.x + (shape.width - width) / 2,
    y: shape.y + (shape.height - height) / 2,
    width,
    height,
  });
}
