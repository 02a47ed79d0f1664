import { FileOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../app/queries.ts';
import { downloadAddress } from '../client.ts';
import './form/form.css';
import { useLocal } from './local.ts';

const KIBIBYTE = 1024;
const SHOWN_OF_HASH = 16;

/** A file that was given as evidence: its name, who gave it, and the hash of its content. */
export function Evidence({ file }: { readonly file: string }) {
  const { t } = useTranslation();
  const local = useLocal();
  const known = useAsk('getFile', { params: { file } }, { staleTime: Number.POSITIVE_INFINITY });
  if (!known.data) return <span className="quiet">{known.error ? t('evidence.unknown') : t('common.loading')}</span>;
  const { name, bytes, sha256, uploadedBy } = known.data;
  return (
    <span className="evidence">
      <a href={downloadAddress(file)} download>
        <FileOutlined aria-hidden /> {name}
      </a>
      <small className="quiet">
        {t('evidence.size', { kilobytes: Math.ceil(bytes / KIBIBYTE) })}
        {uploadedBy && ` · ${local(uploadedBy.name)}`} · SHA-256{' '}
        <code title={sha256}>{sha256.slice(0, SHOWN_OF_HASH)}…</code>
      </small>
    </span>
  );
}
