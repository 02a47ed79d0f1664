import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { NAMED_ERRORS_MAX } from '../../../contract/imports.ts';

type Result = Output<'importRecords'>;

/** What a file would bring, or has brought, and all that is wrong in it, row by row. */
export function Imported({ result }: { readonly result: Result }) {
  const { t } = useTranslation();
  const { dryRun, rows, fresh, repeated, faulty, errorCount } = result;
  const isGood = errorCount === 0;
  return (
    <section className="import-result" aria-live="polite">
      <div className={isGood ? 'notice good' : 'notice'}>
        <strong>{headline()}</strong>
        <p>{t('imports.counts', { rows, fresh, repeated, faulty })}</p>
      </div>
      {!isGood && <Errors result={result} />}
    </section>
  );

  function headline(): string {
    if (!dryRun) return t('imports.taken', { fresh });
    return isGood ? t('imports.good') : t('imports.hasErrors', { count: errorCount });
  }
}

function Errors({ result: { errors, errorCount } }: { readonly result: Result }) {
  const { t } = useTranslation();
  return (
    <>
      <table className="ledger card compact" aria-label={t('imports.errors')}>
        <thead>
          <tr>
            <th scope="col">{t('imports.row')}</th>
            <th scope="col">{t('imports.column')}</th>
            <th scope="col">{t('imports.value')}</th>
            <th scope="col">{t('imports.problem')}</th>
          </tr>
        </thead>
        <tbody>
          {errors.map(({ row, column, code, value, text }) => (
            <tr key={`${row} ${column} ${code}`}>
              <th scope="row">{row}</th>
              <td data-label={t('imports.column')}>
                <code>{column}</code>
              </td>
              <td data-label={t('imports.value')}>{value}</td>
              <td data-label={t('imports.problem')}>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {errorCount > errors.length && <p className="quiet">{t('imports.first', { count: NAMED_ERRORS_MAX })}</p>}
    </>
  );
}
