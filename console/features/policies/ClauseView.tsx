import { EditOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { ClauseUse } from '../../../contract/clauseUses.ts';
import type { PolicyVersion } from '../../../contract/policies.ts';
import { languages } from '../../ui/language.ts';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { Tag } from '../../ui/Tag.tsx';
import { editAddress } from './addresses.ts';
import { CopyCitation } from './CopyCitation.tsx';
import { LawList } from './LawList.tsx';
import { Marked } from './Marked.tsx';
import type { Clause } from './reading.ts';
import { isSettled } from './StatusTag.tsx';
import { Uses } from './Uses.tsx';

type Props = {
  readonly clause: Clause;
  readonly version: PolicyVersion;
  readonly use: ClauseUse | undefined;
  readonly q: string;
  readonly isBoth: boolean;
  readonly isHere: boolean;
};

/** A clause: its lasting number, what it asks, why it was changed, what it rests on. */
export function ClauseView({ clause, version, use, q, isBoth, isHere }: Props) {
  const { t } = useTranslation();
  const { search } = useLocation();
  const cite = useCitation(version);
  return (
    <article
      id={clause.anchor}
      tabIndex={-1}
      className={isHere ? 'policy-clause here' : 'policy-clause'}
      aria-labelledby={`${clause.anchor}-number`}
    >
      <header>
        <h3 id={`${clause.anchor}-number`}>
          <Link to={{ search, hash: clause.anchor }} title={t('policies.permalink')}>
            {clause.number}
          </Link>
        </h3>
        <ClauseTags clause={clause} />
        <span className="policy-clause-acts no-print">
          <CopyCitation citation={cite(clause)} number={clause.number} />
          {version.mayEdit && (
            <Link className="button plain" to={editAddress(version, clause.number)}>
              <EditOutlined aria-hidden /> {t('policies.edit')}
              <span className="spoken-only">{clause.number}</span>
            </Link>
          )}
        </span>
      </header>
      <ClauseText clause={clause} q={q} isBoth={isBoth} />
      <ChangeReason clause={clause} />
      <LawList laws={clause.laws} />
      <Uses use={use} />
    </article>
  );
}

function ClauseTags({ clause: { kind, binding, vitalInterest, change } }: { readonly clause: Clause }) {
  const { t } = useTranslation();
  return (
    <span className="policy-tags">
      <Tag>{t(`policies.binding.${binding}`)}</Tag>
      <Tag>{t(`policies.kind.${kind}`)}</Tag>
      {vitalInterest && <Tag tone="soon">{t('policies.vital')}</Tag>}
      {change && <Tag tone="accent">{t(`policies.change.${change.kind}`)}</Tag>}
      {change?.class && <Tag tone="accent">{t(`policies.class.${change.class}`)}</Tag>}
    </span>
  );
}

function ClauseText({ clause, q, isBoth }: Pick<Props, 'clause' | 'q' | 'isBoth'>) {
  const language = useLanguage();
  const shown = isBoth ? [...languages].sort((one) => (one === language ? -1 : 1)) : [language];
  return (
    <div className={isBoth ? 'policy-both' : undefined}>
      {shown.map((it) => (
        <p key={it} lang={it}>
          <Marked text={clause.text[it]} q={q} />
        </p>
      ))}
    </div>
  );
}

function ChangeReason({ clause: { change } }: { readonly clause: Clause }) {
  const { t } = useTranslation();
  const local = useLocal();
  if (!change?.reason || local(change.reason) === '') return null;
  return <p className="quiet policy-reason">{t('policies.reason', { reason: local(change.reason) })}</p>;
}

/** How a clause of this version is quoted elsewhere: text, place, and an address that lasts. */
function useCitation(version: PolicyVersion): (clause: Clause) => string {
  const { t } = useTranslation();
  const local = useLocal();
  return ({ number, text, anchor }) => {
    const values = {
      title: local(version.title),
      version: version.version,
      number,
      text: local(text),
      address: `${window.location.origin}/policies/${version.policy}/${version.version}#${anchor}`,
    };
    return isSettled(version.status) ? t('policies.citation', values) : t('policies.citationOfDraft', values);
  };
}
