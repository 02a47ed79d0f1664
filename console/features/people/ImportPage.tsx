import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { StaffImport } from '../../../contract/people.ts';
import { valueOf } from '../../app/queries.ts';
import { call, newRequestId } from '../../client.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { ImportResult } from './ImportResult.tsx';
import './people.css';

const ROWS = 8;

/** Takes in the company's list: first to look at, then, when no line is wrong, in earnest. */
export function ImportPage() {
  const { t } = useTranslation();
  useTitle(t('people.importTitle'));
  const [csv, setCsv] = useState('');
  const imported = useImport();
  const change = (text: string) => {
    setCsv(text);
    imported.reset();
  };
  const checked = imported.data;
  const mayWrite = checked?.dryRun === true && checked.counts.errors === 0;
  return (
    <>
      <p>
        <Link to="/people">{t('people.back')}</Link>
      </p>
      <h1>{t('people.importTitle')}</h1>
      <section className="card people-import" aria-label={t('people.importTitle')}>
        <p className="quiet">{t('people.importHint')}</p>
        <ListField csv={csv} onChange={change} />
        {imported.error && <ProblemNotice error={imported.error} />}
        <p className="people-acts">
          <Button
            size="large"
            disabled={csv === ''}
            loading={imported.isPending}
            onClick={() => imported.take(csv, true)}
          >
            {t('people.check')}
          </Button>
          {mayWrite && (
            <Button type="primary" size="large" loading={imported.isPending} onClick={() => imported.take(csv, false)}>
              {t('people.write')}
            </Button>
          )}
        </p>
      </section>
      {checked && <ImportResult result={checked} />}
    </>
  );
}

function ListField({ csv, onChange }: { readonly csv: string; readonly onChange: (csv: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <label htmlFor={`${id}-file`}>{t('people.file')}</label>
      <input
        id={`${id}-file`}
        type="file"
        accept=".csv,text/csv"
        onChange={(event) => void event.target.files?.[0]?.text().then(onChange)}
      />
      <label htmlFor={`${id}-text`}>{t('people.text')}</label>
      <textarea
        id={`${id}-text`}
        className="select"
        rows={ROWS}
        spellCheck={false}
        value={csv}
        onChange={(event) => onChange(event.target.value)}
      />
    </>
  );
}

function useImport() {
  const queries = useQueryClient();
  const { mutate, ...state } = useMutation({
    mutationFn: async (body: { readonly requestId: string; readonly csv: string; readonly dryRun: boolean }) =>
      valueOf(await call('importStaff', { body })),
    onSuccess: (answer: StaffImport) => (answer.dryRun ? undefined : queries.invalidateQueries()),
  });
  const take = (csv: string, dryRun: boolean) => mutate({ requestId: newRequestId(), csv, dryRun });
  return { take, ...state };
}
