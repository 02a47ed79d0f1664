import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { importKinds } from '../../../contract/imports.ts';
import { useMe } from '../../app/me.ts';
import { useAsk } from '../../app/queries.ts';
import { Nothing } from '../../ui/Nothing.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { ImportForm } from './ImportForm.tsx';
import { PastImports } from './PastImports.tsx';
import { Views } from './Views.tsx';
import './imports.css';

/** Takes in files of records: what kind, what is wrong, and then in earnest; below, what came in before. */
export function ImportsPage() {
  const { t } = useTranslation();
  useTitle(t('imports.title'));
  const me = useMe();
  const kinds = useAsk('listImportKinds', {});
  const [search, setSearch] = useSearchParams();
  const mine = (kinds.data?.items ?? []).filter(({ mayImport }) => mayImport);
  const chosen = mine.find(({ kind }) => kind === search.get('kind')) ?? mine[0];
  return (
    <>
      <h1>{t('imports.title')}</h1>
      <Views />
      {kinds.error && <ProblemNotice error={kinds.error} onRetry={() => void kinds.refetch()} />}
      {kinds.data && !chosen && <Nothing title={t('imports.notYours')} hint={t('imports.notYoursHint')} />}
      {chosen && (
        <>
          <nav className="import-kinds" aria-label={t('imports.kind')}>
            {importKinds
              .filter((kind) => mine.some((it) => it.kind === kind))
              .map((kind) => (
                <button
                  key={kind}
                  type="button"
                  aria-pressed={kind === chosen.kind}
                  onClick={() => setSearch({ kind }, { replace: true })}
                >
                  {t(`imports.kinds.${kind}`)}
                </button>
              ))}
          </nav>
          <ImportForm key={chosen.kind} kind={chosen.kind} columns={chosen.columns} />
        </>
      )}
      {me.roles.some((role) => ['officer', 'ops', 'administrator'].includes(role)) && <PastImports />}
    </>
  );
}
