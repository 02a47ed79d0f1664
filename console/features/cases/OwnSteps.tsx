import { useTranslation } from 'react-i18next';
import { useAsk } from '../../app/queries.ts';
import { TaskList } from '../../ui/TaskList.tsx';
import type { CaseFile } from './file.ts';

const REFRESH_MS = 5_000;
const PROCESS = 'violationCase';

/** What whoever the case is about has to do in it now: to make a statement. */
export function OwnSteps({ file }: { readonly file: CaseFile }) {
  const { t } = useTranslation();
  const tasks = useAsk('listTasks', { query: { process: PROCESS } }, { refetchInterval: REFRESH_MS });
  const own = tasks.data?.items.filter(({ businessKey }) => businessKey === file.id) ?? [];
  if (own.length === 0) return null;
  return (
    <section className="card stack own-steps">
      <h2>{t('cases.ownSteps')}</h2>
      <TaskList tasks={own} isOwn />
      <p className="quiet">{t('cases.ownStepsHint')}</p>
    </section>
  );
}
