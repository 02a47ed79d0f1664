import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useFilters } from '../../app/filters.ts';
import '../../ui/records.css';
import { useTitle } from '../../ui/useTitle.ts';
import { Findings } from './Findings.tsx';
import './inspections.css';
import { Plans } from './Plans.tsx';
import { Runs } from './Runs.tsx';

const views = ['runs', 'findings', 'plans'] as const;

/** What is inspected, what was inspected, and what came of it. */
export function InspectionsPage() {
  const { t } = useTranslation();
  useTitle(t('inspections.title'));
  const [{ view }] = useFilters(['view']);
  const shown = views.find((it) => it === view) ?? 'runs';
  return (
    <>
      <h1>{t('inspections.title')}</h1>
      <nav aria-label={t('inspections.views')} className="views">
        {views.map((it) => (
          <Link
            key={it}
            to={it === 'runs' ? '/inspections' : `/inspections?view=${it}`}
            aria-current={it === shown ? 'page' : undefined}
          >
            {t(`inspections.view.${it}`)}
          </Link>
        ))}
      </nav>
      {shown === 'runs' && <Runs />}
      {shown === 'findings' && <Findings />}
      {shown === 'plans' && <Plans />}
    </>
  );
}
