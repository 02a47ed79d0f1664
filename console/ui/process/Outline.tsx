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

const icon: Record<Standing, React.ReactNode> = {
  here: <EnvironmentFilled aria-hidden />,
  active: <PlayCircleFilled aria-hidden />,
  incident: <ExclamationCircleFilled aria-hidden />,
  visited: <CheckCircleFilled aria-hidden />,
  ahead: <MinusCircleOutlined aria-hidden />,
};

/** What a reader wants to know of; gateways and the like only join the steps. */
const stepKinds = /task|callActivity|subProcess|startEvent|endEvent/i;

type Props = { readonly entries: readonly OutlineEntry[]; readonly progress: Progress; readonly here?: string };

/** The diagram's twin in words: every step in the order of the flow, and where the process stands. */
export function Outline({ entries, progress, here }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const steps = entries.filter(({ kind, node, name }) => stepKinds.test(kind) && local(name) !== node);
  return (
    <ol className="outline">
      {steps.map((entry) => {
        const standing = standingOf(entry.node, progress, here);
        return (
          <li
            key={entry.node}
            className={`${standing} depth-${Math.min(entry.depth, 2)}`}
            aria-current={standing === 'here' ? 'step' : undefined}
          >
            {icon[standing]}
            <span className="outline-name">{local(entry.name)}</span>
            <span className={standing === 'ahead' ? 'spoken-only' : 'outline-standing'}>
              {t(`process.${standing}`)}
            </span>
            {entry.clauses.length > 0 && (
              <span className="quiet">{entry.clauses.map((it) => it.replace('#', ' § ')).join(t('common.comma'))}</span>
            )}
          </li>
        );
      })}
    </ol>
  );
}
