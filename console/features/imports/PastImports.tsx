import { useTranslation } from 'react-i18next';
import { usePages } from '../../app/pages.ts';
import { At } from '../../ui/At.tsx';
import { LoadMore } from '../../ui/LoadMore.tsx';
import { useLocal } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

const PAGE = 20;

/** What came in before, newest first. */
export function PastImports() {
  const { t } = useTranslation();
  const local = useLocal();
  const pages = usePages('listImports', { query: { limit: PAGE } });
  if (pages.error) return <ProblemNotice error={pages.error} onRetry={() => void pages.refetch()} />;
  if (pages.isPending) return <p role="status">{t('common.loading')}</p>;
  return (
    <section className="import-past">
      <h2>{t('imports.past')}</h2>
      {pages.rows.length === 0 && <p className="quiet">{t('imports.none')}</p>}
      {pages.rows.length > 0 && (
        <table className="ledger card" aria-label={t('imports.past')}>
          <thead>
            <tr>
              <th scope="col">{t('imports.at')}</th>
              <th scope="col">{t('imports.kind')}</th>
              <th scope="col">{t('imports.file')}</th>
              <th scope="col">{t('imports.outcome')}</th>
              <th scope="col">{t('imports.by')}</th>
            </tr>
          </thead>
          <tbody>
            {pages.rows.map(({ id, kind, fileName, importedBy, importedAt, rows, fresh, repeated, faulty }) => (
              <tr key={id}>
                <th scope="row">
                  <At at={importedAt} />
                </th>
                <td data-label={t('imports.kind')}>{t(`imports.kinds.${kind}`)}</td>
                <td data-label={t('imports.file')}>{fileName}</td>
                <td data-label={t('imports.outcome')}>{t('imports.counts', { rows, fresh, repeated, faulty })}</td>
                <td data-label={t('imports.by')}>{importedBy && local(importedBy.name)}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <LoadMore shown={pages.rows.length} pages={pages} />
    </section>
  );
}
