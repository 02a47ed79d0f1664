import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import { type KeyboardEvent, type RefObject, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DiagramTools } from './DiagramTools.tsx';
import { center, type Drawing, follow, type Marks, mark, moves, open, type Sight } from './drawing.ts';

type Props = {
  readonly xml: string;
  readonly marks: Marks;
  readonly sight: Sight;
  /** A step that was asked for; each time anew. */
  readonly asked: { readonly node: string } | undefined;
};

/** The process as a picture with a mark at every step that is open. Whatever dragging does, a button and a key do too. */
export function Diagram({ xml, marks, sight, asked }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const figure = useRef<HTMLElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const { drawing, isUndrawn } = useDrawing(frame, xml);
  useMarks(drawing, marks);
  useSight(drawing, sight);
  useAsked(drawing, asked, figure);
  const press = (event: KeyboardEvent) => {
    const isOurs = event.target === event.currentTarget && !event.ctrlKey && !event.metaKey && !event.altKey;
    const move = isOurs ? moves[event.key] : undefined;
    if (!move || !drawing) return;
    event.preventDefault();
    move(drawing);
  };
  if (isUndrawn) return <p className="quiet">{t('process.undrawn')}</p>;
  return (
    <figure
      ref={figure}
      className="diagram"
      aria-label={t('process.picture')}
      aria-describedby={id}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: the keys move the picture
      tabIndex={0}
      onKeyDown={press}
    >
      <p id={id} className="spoken-only">
        {t('process.keys')}
      </p>
      <DiagramTools drawing={drawing} figure={figure} focus={sight.focus} />
      <div ref={frame} className="diagram-canvas" />
    </figure>
  );
}

/** A model may come without a drawing: it runs all the same. */
function useDrawing(frame: RefObject<HTMLDivElement | null>, xml: string) {
  const [drawing, setDrawing] = useState<Drawing>();
  const [isUndrawn, setUndrawn] = useState(false);
  useEffect(() => {
    if (!frame.current) return;
    const viewer = new NavigatedViewer({ container: frame.current, zoomScroll: { enabled: false } });
    let isGone = false;
    const draw = async () => {
      await viewer.importXML(xml);
      if (isGone) return;
      setDrawing({
        canvas: viewer.get('canvas'),
        overlays: viewer.get('overlays'),
        registry: viewer.get('elementRegistry'),
      });
    };
    draw().catch(() => {
      if (!isGone) setUndrawn(true);
    });
    return () => {
      isGone = true;
      setDrawing(undefined);
      viewer.destroy();
    };
  }, [frame, xml]);
  return { drawing, isUndrawn };
}

/** The marks change with the process; the picture stays as the reader has turned it. */
function useMarks(drawing: Drawing | undefined, marks: Marks): void {
  const { t } = useTranslation();
  const here = t('process.hereMark');
  const active = t('process.active');
  const incident = t('process.incident');
  useEffect(() => {
    if (!drawing) return;
    return mark(drawing, marks, { here, active, incident });
  }, [drawing, marks, here, active, incident]);
}

function useSight(drawing: Drawing | undefined, { focus, anchor }: Sight): void {
  const shown = useRef<Drawing>(undefined);
  useEffect(() => {
    if (!drawing) return;
    if (shown.current !== drawing) {
      shown.current = drawing;
      open(drawing, { focus, anchor });
    } else if (focus !== undefined) follow(drawing, focus);
  }, [drawing, focus, anchor]);
}

/** Whoever asks for a step in the list below is brought to it in the picture. */
function useAsked(drawing: Drawing | undefined, asked: Props['asked'], figure: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    if (!drawing || !asked) return;
    center(drawing, asked.node);
    figure.current?.focus({ preventScroll: true });
    figure.current?.scrollIntoView({ block: 'center' });
  }, [drawing, asked, figure]);
}
