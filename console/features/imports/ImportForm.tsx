import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Input, Output } from '../../../contract/address.ts';
import type { ImportKind } from '../../../contract/imports.ts';
import { valueOf } from '../../app/queries.ts';
import { call, newRequestId, upload } from '../../client.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { type Columns, ColumnsTable } from './ColumnsTable.tsx';
import { Imported } from './Imported.tsx';
import { nothingOfParties, PartyFields, type PartyVersion } from './PartyFields.tsx';

type Props = { readonly kind: ImportKind; readonly columns: Columns };
type Body = Omit<Input<'importRecords'>['body'], 'requestId'>;

/** One file of one kind: checked first, then taken in; a file with errors only as far as it is right, and only if asked. */
export function ImportForm({ kind, columns }: Props) {
  const { t } = useTranslation();
  const [file, setFile] = useState<File>();
  const [version, setVersion] = useState<PartyVersion>(nothingOfParties);
  const imported = useImport(file);
  const isParties = kind === 'parties';
  const isReady = file !== undefined && (!isParties || Object.values(version).every((it) => it !== ''));
  const body = { kind, ...(isParties ? version : {}) };
  const result = imported.data;
  return (
    <>
      <section className="card import-form" aria-label={t(`imports.kinds.${kind}`)}>
        <ColumnsTable kind={kind} columns={columns} />
        {isParties && <PartyFields version={version} onChange={setVersion} />}
        <FileChoice
          file={file}
          onChange={(chosen) => {
            setFile(chosen);
            imported.reset();
          }}
        />
        {imported.error && <ProblemNotice error={imported.error} />}
        <p className="import-acts">
          <Button
            size="large"
            disabled={!isReady}
            loading={imported.isPending}
            onClick={() => imported.run({ ...body, dryRun: true })}
          >
            {t('imports.check')}
          </Button>
          <Takes
            result={result}
            isPending={imported.isPending}
            run={(take) => imported.run({ ...body, dryRun: false, take })}
          />
        </p>
      </section>
      {result && <Imported result={result} />}
    </>
  );
}

type TakesProps = {
  readonly result: Output<'importRecords'> | undefined;
  readonly isPending: boolean;
  readonly run: (take: 'all' | 'valid') => void;
};

/** What may be done with a file that was checked. */
function Takes({ result, isPending, run }: TakesProps) {
  const { t } = useTranslation();
  if (!result?.dryRun || result.fresh + result.repeated === 0) return null;
  const take = result.errorCount === 0 ? 'all' : 'valid';
  return (
    <Button type={take === 'all' ? 'primary' : 'default'} size="large" loading={isPending} onClick={() => run(take)}>
      {take === 'all' ? t('imports.take') : t('imports.takeValid', { fresh: result.fresh })}
    </Button>
  );
}

type ChoiceProps = { readonly file: File | undefined; readonly onChange: (file: File | undefined) => void };

function FileChoice({ file, onChange }: ChoiceProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="import-file">
      <label htmlFor={id}>{t('imports.file')}</label>
      <input
        id={id}
        type="file"
        className="spoken-only"
        accept=".csv,.xlsx,text/csv,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
        onChange={(event) => onChange(event.target.files?.[0])}
      />
      <span className="import-chosen" aria-hidden>
        <label htmlFor={id} className="button">
          {file ? t('evidence.replace') : t('evidence.choose')}
        </label>
        <span className="quiet">{file?.name}</span>
      </span>
    </div>
  );
}

/** The file goes up once; checking and taking it in name it by its id. */
function useImport(file: File | undefined) {
  const queries = useQueryClient();
  const [kept, setKept] = useState<{ readonly file: File; readonly id: string }>();
  const { mutate, ...state } = useMutation({
    mutationFn: async ({ requestId, ...body }: Omit<Body, 'file'> & { readonly requestId: string }) => {
      const id = await idOf();
      return valueOf(await call('importRecords', { body: { ...body, requestId, file: id } }));
    },
    onSuccess: (answer) => (answer.dryRun ? undefined : queries.invalidateQueries()),
  });
  async function idOf(): Promise<string> {
    if (file === undefined) throw new Error('no file is chosen');
    if (kept?.file === file) return kept.id;
    const { id } = valueOf(await upload(file, newRequestId()));
    setKept({ file, id });
    return id;
  }
  const run = (body: Omit<Body, 'file'>) => mutate({ ...body, requestId: newRequestId() });
  return { run, ...state };
}
