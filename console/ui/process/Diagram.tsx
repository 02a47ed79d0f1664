import { AimOutlined, CompressOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import { Button } from 'antd';
import { type RefObject, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { center, type Drawing, follow, type Marks, mark } from './drawing.ts';

type Props = { readonly xml: string; readonly marks: Marks };

const STEP = 1.3;

/** The process as a picture with a mark at every step that is open. Whatever dragging does, a button does too. */
export function Diagram({ xml, marks }: Props) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const { drawing, isUndrawn } = useDrawing(frame, xml);
  const focus = marks.here ?? marks.progress.incidents[0] ?? marks.progress.active[0];
  useMarks(drawing, marks);
  useFocus(drawing, focus);
  const zoom = (factor: number) => drawing?.canvas.zoom(drawing.canvas.zoom() * factor);
  if (isUndrawn) return <p className="quiet">{t('process.undrawn')}</p>;
  return (
    <figure className="diagram" aria-label={t('process.picture')}>
      <div className="diagram-tools no-print">
        <Button icon={<ZoomInOutlined />} aria-label={t('process.zoomIn')} onClick={() => zoom(STEP)} />
        <Button icon={<ZoomOutOutlined />} aria-label={t('process.zoomOut')} onClick={() => zoom(1 / STEP)} />
        <Button
          icon={<CompressOutlined />}
          aria-label={t('process.whole')}
          onClick={() => drawing?.canvas.zoom('fit-viewport', 'auto')}
        />
        {focus !== undefined && (
          <Button icon={<AimOutlined />} onClick={() => drawing && center(drawing, focus)}>
            {t('process.toHere')}
          </Button>
        )}
      </div>
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

function useFocus(drawing: Drawing | undefined, focus: string | undefined): void {
  const shown = useRef<Drawing>(undefined);
  useEffect(() => {
    if (!drawing) return;
    if (shown.current !== drawing) {
      shown.current = drawing;
      drawing.canvas.zoom('fit-viewport', 'auto');
      if (focus !== undefined) center(drawing, focus);
    } else if (focus !== undefined) follow(drawing, focus);
  }, [drawing, focus]);
}
