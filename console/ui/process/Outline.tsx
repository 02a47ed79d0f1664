import {
  CheckCircleFilled,
  EnvironmentFilled,
  ExclamationCircleFilled,
  MinusCircleOutlined,
  PlayCircleFilled,
} from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Progress } from '../../../contract/history.ts';
import type { OutlineEntry } from '../../../contract/processes.ts';
import { useLocal } from '../local.ts';
import { type Standing, standingOf } from './standing.ts';
import { isStep } from './steps.ts';

const icon: Record<Standing, React.ReactNode> = {
  here: <EnvironmentFilled aria-hidden />,
  active: <PlayCircleFilled aria-hidden />,
  incident: <ExclamationCircleFilled aria-hidden />,
  visited: <CheckCircleFilled aria-hidden />,
  ahead: <MinusCircleOutlined aria-hidden />,
};

type Props = {
  readonly entries: readonly OutlineEntry[];
  readonly progress: Progress;
  readonly here?: string;
  /** What else is said of a step. */
  readonly note?: (entry: OutlineEntry) => React.ReactNode;
  /** Shows a step in the picture. */
  readonly onAsk: (node: string) => void;
};

/** The diagram's twin in words: every step in the order of the flow, and where the process stands. */
export function Outline({ entries, progress, here, note, onAsk }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const steps = entries.filter(isStep);
  const isUnderWay = progress.active.length + progress.visited.length + progress.incidents.length > 0;
  return (
    <ol className="outline">
      {steps.map((entry) => {
        const standing = standingOf(entry.node, progress, here);
        return (
          <li
            key={entry.node}
            className={`${standing} depth-${Math.min(entry.depth, 2)}`}
            aria-current={standing === 'here' || (here === undefined && standing === 'active') ? 'step' : undefined}
          >
            {icon[standing]}
            <button
              type="button"
              className="outline-name"
              title={t('process.inPicture')}
              onClick={() => onAsk(entry.node)}
            >
              {local(entry.name)}
            </button>
            {entry.duty && <span className="quiet">{local(entry.duty.name)}</span>}
            {isUnderWay && (
              <span className={standing === 'ahead' ? 'spoken-only' : 'outline-standing'}>
                {t(`process.${standing}`)}
              </span>
            )}
            {note?.(entry)}
            {entry.clauses.length > 0 && (
              <span className="quiet">{entry.clauses.map((it) => it.replace('#', ' § ')).join(t('common.comma'))}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
