import { Skeleton } from 'antd';
import { lazy, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { Progress } from '../../../contract/history.ts';
import type { OutlineEntry } from '../../../contract/processes.ts';
import { Outline } from './Outline.tsx';
import './process.css';

const Diagram = lazy(async () => ({ default: (await import('./Diagram.tsx')).Diagram }));

type Props = {
  readonly xml: string;
  readonly outline: readonly OutlineEntry[];
  readonly progress?: Progress;
  /** The step the reader stands at. */
  readonly here?: string;
};

/** A process as a picture, and the same in words for those who cannot use the picture. */
export function ProcessView({ xml, outline, progress = nowhere, here }: Props) {
  const { t } = useTranslation();
  return (
    <div className="process">
      <Suspense fallback={<Skeleton.Node active className="diagram" />}>
        <Diagram xml={xml} progress={progress} {...(here === undefined ? {} : { here })} />
      </Suspense>
      <h2>{t('process.outline')}</h2>
      <Outline entries={outline} progress={progress} {...(here === undefined ? {} : { here })} />
    </div>
  );
}

const nowhere: Progress = { active: [], visited: [], incidents: [] };
