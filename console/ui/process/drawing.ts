import type { Progress } from '../../../contract/history.ts';
import { standingOf } from './standing.ts';

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number };

/** What we use of bpmn-js, which types its services loosely. */
export type Drawing = {
  readonly canvas: {
    zoom(): number;
    zoom(level: number | 'fit-viewport', center?: 'auto'): number;
    viewbox(): Box & { readonly outer: { readonly width: number; readonly height: number } };
    viewbox(box: Box): unknown;
    scroll(by: { readonly dx: number; readonly dy: number }): unknown;
    resized(): void;
    addMarker(element: string, marker: string): void;
    removeMarker(element: string, marker: string): void;
  };
  readonly overlays: {
    add(
      element: string,
      overlay: { readonly position: object; readonly html: HTMLElement; readonly scale?: object },
    ): string;
    remove(overlay: string): void;
  };
  readonly registry: { get(element: string): Box | undefined };
};

/** How many instances stand at a node, and how many of them have an incident there. */
export type Count = { readonly tokens: number; readonly incidents: number };

/** What is shown over a drawing. */
export type Marks = {
  readonly progress: Progress;
  /** The step the reader stands at. */
  readonly here?: string;
  /** Sequence flows, gateways and events that were passed. */
  readonly flows: readonly string[];
  /** By node; empty when it is about one instance. */
  readonly counts: Readonly<Record<string, Count>>;
};

export type Words = { readonly here: string; readonly active: string; readonly incident: string };

type Lay = { readonly marker: (element: string, name: string) => void; readonly overlay: (...it: Overlay) => void };
type Overlay = readonly [element: string, position: object, html: HTMLElement, scale?: object];

/** Marks what is done and what is open; a step that is open carries a flag with words. Gives what takes it all off again. */
export function mark(drawing: Drawing, marks: Marks, words: Words): () => void {
  const undo: (() => void)[] = [];
  const lay: Lay = {
    marker: (element, name) => {
      if (!drawing.registry.get(element)) return;
      drawing.canvas.addMarker(element, name);
      undo.push(() => drawing.canvas.removeMarker(element, name));
    },
    overlay: (element, position, html, scale) => {
      if (!drawing.registry.get(element)) return;
      const id = drawing.overlays.add(element, { position, html, ...(scale ? { scale } : {}) });
      undo.push(() => drawing.overlays.remove(id));
    },
  };
  for (const flow of marks.flows) lay.marker(flow, 'passed');
  markNodes(marks, words, lay);
  for (const [node, count] of Object.entries(marks.counts)) {
    lay.marker(node, count.incidents > 0 ? 'incident' : 'active');
    lay.overlay(node, { bottom: 12, right: 14 }, badge(count), READ_FROM_AFAR);
  }
  return () => {
    for (const each of undo) each();
  };
}

function markNodes({ progress, here }: Marks, words: Words, { marker, overlay }: Lay): void {
  for (const node of new Set([...progress.visited, ...progress.active, ...progress.incidents])) {
    const standing = standingOf(node, progress, here);
    marker(node, standing);
    if (standing === 'visited' || standing === 'ahead') continue;
    overlay(node, { top: -30, left: 0 }, text(words[standing], `diagram-flag ${standing}`));
  }
}

/** A count is read at any distance: it does not shrink with the drawing. */
const READ_FROM_AFAR = { min: 0.9 };

const badge = ({ tokens, incidents }: Count) =>
  text(
    incidents > 0 ? `${tokens} · !${incidents}` : String(tokens),
    incidents > 0 ? 'diagram-count late' : 'diagram-count',
  );

function text(words: string, className: string): HTMLElement {
  const element = document.createElement('div');
  element.className = className;
  element.textContent = words;
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

/** The same for a step that is out of sight; what the reader looks at is not taken away otherwise. */
export function follow(drawing: Drawing, node: string): void {
  const shape = drawing.registry.get(node);
  if (!shape) return;
  const { x, y, width, height } = drawing.canvas.viewbox();
  const isInSight =
    shape.x >= x && shape.y >= y && shape.x + shape.width <= x + width && shape.y + shape.height <= y + height;
  if (!isInSight) center(drawing, node);
}

/** Smaller than this nobody reads a word. */
const LEGIBLE = 0.35;

/** The whole picture, if it can be read; else from the step that matters, or from where one begins to read. */
export function open(drawing: Drawing, { focus, anchor }: Sight): void {
  const scale = drawing.canvas.zoom('fit-viewport', 'auto');
  const from = focus ?? (scale < LEGIBLE ? anchor : undefined);
  if (from !== undefined) center(drawing, from);
}

/** The step that a reader looks for, and the one to begin with when there is none such. */
export type Sight = { readonly focus: string | undefined; readonly anchor: string | undefined };

const PAN = 90;
const STEP = 1.3;

/** What the keys do to a picture, and its buttons. */
export const moves: Readonly<Record<string, (drawing: Drawing) => void>> = {
  ArrowLeft: ({ canvas }) => canvas.scroll({ dx: PAN, dy: 0 }),
  ArrowRight: ({ canvas }) => canvas.scroll({ dx: -PAN, dy: 0 }),
  ArrowUp: ({ canvas }) => canvas.scroll({ dx: 0, dy: PAN }),
  ArrowDown: ({ canvas }) => canvas.scroll({ dx: 0, dy: -PAN }),
  '+': ({ canvas }) => canvas.zoom(canvas.zoom() * STEP),
  '=': ({ canvas }) => canvas.zoom(canvas.zoom() * STEP),
  '-': ({ canvas }) => canvas.zoom(canvas.zoom() / STEP),
  '0': ({ canvas }) => canvas.zoom('fit-viewport', 'auto'),
};
