import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import type { ImportKind } from '../../../contract/imports.ts';
import { useLocal } from '../../ui/local.ts';
import { saveText } from '../inspections/saveText.ts';

export type Columns = Output<'listImportKinds'>['items'][number]['columns'];

/** What a file of this kind has to look like, and a template of it. */
export function ColumnsTable({ kind, columns }: { readonly kind: ImportKind; readonly columns: Columns }) {
  const { t } = useTranslation();
  const local = useLocal();
  const titles = columns.map(({ title }) => local(title));
  return (
    <>
      <p className="quiet">{t(`imports.hints.${kind}`)}</p>
      <details className="import-columns">
        <summary>{t('imports.columns', { count: columns.length })}</summary>
        <table className="ledger compact" aria-label={t('imports.columns', { count: columns.length })}>
          <thead>
            <tr>
              <th scope="col">{t('imports.column')}</th>
              <th scope="col">{t('imports.name')}</th>
              <th scope="col">{t('imports.needed')}</th>
              <th scope="col">{t('imports.example')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, title, required, example }) => (
              <tr key={name}>
                <th scope="row">{local(title)}</th>
                <td data-label={t('imports.name')}>
                  <code>{name}</code>
                </td>
                <td data-label={t('imports.needed')}>{required ? t('form.yes') : t('form.no')}</td>
                <td data-label={t('imports.example')}>{example}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </details>
      <p>
        <Button onClick={() => saveText(`${kind}.csv`, csvOf([titles, columns.map(({ example }) => example)]))}>
          {t('imports.template')}
        </Button>
      </p>
    </>
  );
}

/** The mark in front has spreadsheets read it as UTF-8. */
function csvOf(rows: readonly (readonly string[])[]): string {
  return `\uFEFF${rows.map((row) => row.map(cellOf).join(',')).join('\r\n')}\r\n`;
}

const cellOf = (text: string) => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
