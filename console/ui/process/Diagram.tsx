import { AimOutlined, CompressOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer';
import 'bpmn-js/dist/assets/bpmn-js.css';
import 'bpmn-js/dist/assets/diagram-js.css';
import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Progress } from '../../../contract/history.ts';
import { ProblemNotice } from '../ProblemNotice.tsx';
import { center, type Drawing, mark } from './drawing.ts';

type Props = { readonly xml: string; readonly progress: Progress; readonly here?: string };

const STEP = 1.3;

/** The process as a picture with a mark at every step that is open. Whatever dragging does, a button does too. */
export function Diagram({ xml, progress, here }: Props) {
  const { t } = useTranslation();
  const frame = useRef<HTMLDivElement>(null);
  const { drawing, error } = useDrawing(frame, { xml, progress, ...(here === undefined ? {} : { here }) });
  const zoom = (factor: number) => drawing?.canvas.zoom(drawing.canvas.zoom() * factor);
  const focus = here ?? progress.active[0];
  if (error) return <ProblemNotice error={error} />;
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

function useDrawing(frame: React.RefObject<HTMLDivElement | null>, { xml, progress, here }: Props) {
  const { t } = useTranslation();
  const [drawing, setDrawing] = useState<Drawing>();
  const [error, setError] = useState<Error>();
  const hereText = t('process.hereMark');
  const activeText = t('process.active');
  useEffect(() => {
    if (!frame.current) return;
    const viewer = new NavigatedViewer({ container: frame.current, zoomScroll: { enabled: false } });
    const draw = async () => {
      await viewer.importXML(xml);
      const drawn: Drawing = {
        canvas: viewer.get('canvas'),
        overlays: viewer.get('overlays'),
        registry: viewer.get('elementRegistry'),
      };
      mark(drawn, progress, here, { here: hereText, active: activeText });
      drawn.canvas.zoom('fit-viewport', 'auto');
      const focus = here ?? progress.active[0];
      if (focus !== undefined) center(drawn, focus);
      setDrawing(drawn);
    };
    let isGone = false;
    draw().catch((reason: unknown) => {
      if (!isGone) setError(reason instanceof Error ? reason : new Error(String(reason)));
    });
    return () => {
      isGone = true;
      viewer.destroy();
    };
  }, [frame, xml, progress, here, hereText, activeText]);
  return { drawing, error };
}
