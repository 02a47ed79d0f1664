import { PaperClipOutlined } from '@ant-design/icons';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { FILE_MAX_BYTES } from '../../../contract/files.ts';
import { valueOf } from '../../app/queries.ts';
import { newRequestId, upload } from '../../client.ts';
import { Evidence } from '../Evidence.tsx';
import { ProblemNotice } from '../ProblemNotice.tsx';
import './form.css';

const MEBIBYTE = 1024 * 1024;

type Props = {
  readonly id: string;
  readonly label: string;
  readonly file: string | undefined;
  readonly isClosed?: boolean;
  readonly describedBy?: string;
  readonly onChange: (file: string) => void;
};

/** A file as evidence: sent at once, kept by the hash of its content, which is shown. */
export function FileField({ id, label, file, isClosed = false, describedBy, onChange }: Props) {
  const { t } = useTranslation();
  const picker = useRef<HTMLInputElement>(null);
  const { choose, isPending, error } = useUpload(onChange);
  const action = file ? t('evidence.replace') : t('evidence.choose');
  return (
    <div className="evidence-field">
      {file && <Evidence file={file} />}
      {!isClosed && (
        <>
          <input
            ref={picker}
            type="file"
            className="spoken-only"
            tabIndex={-1}
            aria-hidden
            aria-label={label}
            onChange={(event) => choose(event.target.files?.[0])}
          />
          <Button
            id={id}
            icon={<PaperClipOutlined />}
            loading={isPending}
            onClick={() => picker.current?.click()}
            aria-label={`${label} ${action}`}
            aria-describedby={describedBy}
          >
            {action}
          </Button>
          <small className="quiet">{t('evidence.limit', { megabytes: FILE_MAX_BYTES / MEBIBYTE })}</small>
        </>
      )}
      {error && <ProblemNotice error={error} />}
    </div>
  );
}

function useUpload(onChange: (file: string) => void) {
  const queries = useQueryClient();
  const { mutate, isPending, error } = useMutation({
    mutationFn: async ({ file, requestId }: { readonly file: File; readonly requestId: string }) =>
      valueOf(await upload(file, requestId)),
    onSuccess: (kept) => {
      queries.setQueryData(['getFile', { params: { file: kept.id } }], kept);
      onChange(kept.id);
    },
  });
  const choose = (file: File | undefined) => {
    if (file) mutate({ file, requestId: newRequestId() });
  };
  return { choose, isPending, error };
}
