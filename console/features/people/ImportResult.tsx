import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { NAMED_MAX, type StaffImport } from '../../../contract/people.ts';

/** What a list would change, has changed, or what is wrong with it, line by line. */
export function ImportResult({ result }: { readonly result: StaffImport }) {
  const { t } = useTranslation();
  const { errors, ...counts } = result.counts;
  return (
    <section className="people-result" aria-live="polite">
      <div className={errors > 0 ? 'notice' : 'notice good'}>
        <strong>{headline(result)}</strong>
        <p>{t('people.counts', counts)}</p>
        {!result.dryRun && <p>{t('people.handedOver', { count: result.handedOver })}</p>}
      </div>
      {errors > 0 ? <Errors result={result} /> : <Changes result={result} />}
    </section>
  );

  function headline({ dryRun }: StaffImport): string {
    if (errors > 0) return t('people.hasErrors', { count: errors });
    return dryRun ? t('people.willChange') : t('people.written');
  }
}

function Errors({ result: { errors, counts } }: { readonly result: StaffImport }) {
  const { t } = useTranslation();
  return (
    <>
      <table className="people-table card" aria-label={t('people.errorsTable')}>
        <thead>
          <tr>
            <th scope="col">{t('people.row')}</th>
            <th scope="col">{t('people.column')}</th>
            <th scope="col">{t('people.value')}</th>
            <th scope="col">{t('people.problem')}</th>
          </tr>
        </thead>
        <tbody>
          {errors.map(({ row, column, code, value, text }) => (
            <tr key={`${row} ${column} ${code} ${value}`}>
              <th scope="row">{row}</th>
              <td>{column}</td>
              <td>{value}</td>
              <td>{text}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {counts.errors > errors.length && <p className="quiet">{t('people.first', { count: NAMED_MAX })}</p>}
    </>
  );
}

function Changes({ result: { changes } }: { readonly result: StaffImport }) {
  const { t } = useTranslation();
  if (changes.length === 0) return null;
  return (
    <>
      <table className="people-table card" aria-label={t('people.changesTable')}>
        <thead>
          <tr>
            <th scope="col">{t('people.row')}</th>
            <th scope="col">{t('people.name')}</th>
            <th scope="col">{t('people.change')}</th>
          </tr>
        </thead>
        <tbody>
          {changes.map(({ row, person, name, kind }) => (
            <tr key={row}>
              <th scope="row">{row}</th>
              <td>
                <Link to={`/people/${person}`}>{name}</Link> <span className="quiet">{person}</span>
              </td>
              <td>{t(`people.kind.${kind}`)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      {changes.length === NAMED_MAX && <p className="quiet">{t('people.first', { count: NAMED_MAX })}</p>}
    </>
  );
}
