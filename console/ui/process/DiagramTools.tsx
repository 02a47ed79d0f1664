import { AimOutlined, CompressOutlined, FullscreenOutlined, ZoomInOutlined, ZoomOutOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import { type RefObject, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { center, type Drawing, moves } from './drawing.ts';

type Props = {
  readonly drawing: Drawing | undefined;
  readonly figure: RefObject<HTMLElement | null>;
  readonly focus: string | undefined;
};

/** Buttons for all that one can do with a picture. */
export function DiagramTools({ drawing, figure, focus }: Props) {
  const { t } = useTranslation();
  const isFull = useFull(drawing, figure);
  const move = (key: string) => () => drawing && moves[key]?.(drawing);
  const turn = () => void (isFull ? document.exitFullscreen() : figure.current?.requestFullscreen());
  return (
    <div className="diagram-tools no-print">
      <Button icon={<ZoomInOutlined />} aria-label={t('process.zoomIn')} onClick={move('+')} />
      <Button icon={<ZoomOutOutlined />} aria-label={t('process.zoomOut')} onClick={move('-')} />
      <Button icon={<CompressOutlined />} aria-label={t('process.whole')} onClick={move('0')} />
      {document.fullscreenEnabled && (
        <Button icon={<FullscreenOutlined />} aria-label={t('process.full')} aria-pressed={isFull} onClick={turn} />
      )}
      {focus !== undefined && (
        <Button icon={<AimOutlined />} onClick={() => drawing && center(drawing, focus)}>
          {t('process.toHere')}
        </Button>
      )}
    </div>
  );
}

/** Whether the picture fills the screen; it is told of its new size. */
function useFull(drawing: Drawing | undefined, figure: Props['figure']): boolean {
  const [isFull, setFull] = useState(false);
  useEffect(() => {
    const look = () => {
      setFull(figure.current !== null && document.fullscreenElement === figure.current);
      drawing?.canvas.resized();
    };
    document.addEventListener('fullscreenchange', look);
    return () => document.removeEventListener('fullscreenchange', look);
  }, [drawing, figure]);
  return isFull;
}
