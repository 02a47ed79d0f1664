import { CheckOutlined, CopyOutlined } from '@ant-design/icons';
import { Modal } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';

type Props = {
  readonly citation: string;
  /** What is cited, for whoever does not see where the button stands. */
  readonly number: string;
};

const ROWS = 5;

/** Takes a citation to the clipboard; where the browser does not let it, shows it to be copied by hand. */
export function CopyCitation({ citation, number }: Props) {
  const { t } = useTranslation();
  const [state, setState] = useState<'idle' | 'copied' | 'by-hand'>('idle');
  const copy = async () => {
    try {
      await navigator.clipboard.writeText(citation);
      setState('copied');
    } catch {
      setState('by-hand');
    }
  };
  const isCopied = state === 'copied';
  return (
    <>
      <button type="button" className="button plain" onClick={() => void copy()} onBlur={() => setState('idle')}>
        {isCopied ? <CheckOutlined aria-hidden /> : <CopyOutlined aria-hidden />}
        {isCopied ? t('policies.copied') : t('policies.copy')}
        <span className="spoken-only">{number}</span>
      </button>
      <span className="spoken-only" role="status">
        {isCopied && t('policies.copied')}
      </span>
      {state === 'by-hand' && (
        <Modal open footer={null} title={t('policies.copy')} onCancel={() => setState('idle')}>
          <textarea
            className="select policy-citation"
            aria-label={t('policies.copy')}
            rows={ROWS}
            readOnly
            value={citation}
            onFocus={(event) => event.target.select()}
          />
        </Modal>
      )}
    </>
  );
}
