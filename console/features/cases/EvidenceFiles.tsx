import { Button } from 'antd';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Evidence } from '../../ui/Evidence.tsx';
import { FileField } from '../../ui/form/FileField.tsx';

const FILES_MAX = 20;

type Props = { readonly files: readonly string[]; readonly onChange: (files: readonly string[]) => void };

/** Files that prove what is reported, one after the other. */
export function EvidenceFiles({ files, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const add = (file: string) => onChange(files.includes(file) ? files : [...files, file]);
  return (
    <fieldset className="report-field">
      <legend>
        {t('cases.evidence')} <span className="quiet">{t('form.isOptional')}</span>
      </legend>
      {files.length > 0 && (
        <ul className="file-list">
          {files.map((file) => (
            <li key={file}>
              <Evidence file={file} />
              <Button onClick={() => onChange(files.filter((it) => it !== file))}>{t('form.remove')}</Button>
            </li>
          ))}
        </ul>
      )}
      {files.length < FILES_MAX && (
        <FileField key={files.length} id={id} label={t('cases.evidence')} file={undefined} onChange={add} />
      )}
    </fieldset>
  );
}
