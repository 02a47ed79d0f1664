import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import type { VersionSummary } from '../../../contract/policies.ts';
import { camel } from '../../ui/camel.ts';

type Props = {
  readonly label: string;
  readonly version: number;
  readonly versions: readonly VersionSummary[];
  readonly onChange: (version: number) => void;
};

/** One of the versions of a policy. */
export function VersionChoice({ label, version, versions, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <span className="policy-choice">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="select" value={version} onChange={(event) => onChange(Number(event.target.value))}>
        {versions.map((it) => (
          <option key={it.version} value={it.version}>
            {t('policies.version', { version: it.version })} · {t(`policies.status.${camel(it.status)}`)}
          </option>
        ))}
      </select>
    </span>
  );
}
