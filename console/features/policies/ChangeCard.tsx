import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ClauseDiff } from '../../../contract/policies.ts';
import { clauseAddress } from '../../ui/clauseAddress.ts';
import { type Language, languages } from '../../ui/language.ts';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { Tag } from '../../ui/Tag.tsx';

type Props = {
  readonly change: ClauseDiff;
  /** The newer of the two versions. */
  readonly to: number;
  readonly isBoth: boolean;
};

/** How one clause differs: what was put in and taken out, of what weight, and why. */
export function ChangeCard({ change, to, isBoth }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const language = useLanguage();
  const { clause, number, chapter, kind, vitalInterest, reason } = change;
  const shown = isBoth ? [...languages].sort((one) => (one === language ? -1 : 1)) : [language];
  return (
    <article className="card diff-card" aria-labelledby={`diff-${number}`}>
      <header className="diff-head">
        <h3 id={`diff-${number}`}>
          {kind === 'removed' ? number : <Link to={clauseAddress(clause, to)}>{number}</Link>}{' '}
          <span className="quiet">{local(chapter)}</span>
        </h3>
        <span className="policy-tags">
          <Tag tone="accent">{t(`policies.change.${kind}`)}</Tag>
          {change.class && <Tag tone="accent">{t(`policies.class.${change.class}`)}</Tag>}
          {vitalInterest && <Tag tone="soon">{t('policies.vital')}</Tag>}
        </span>
      </header>
      <div className={isBoth ? 'policy-both' : undefined}>
        {shown.map((it) => (
          <Segments key={it} change={change} language={it} />
        ))}
      </div>
      <OtherFields change={change} />
      {reason && local(reason) !== '' && (
        <p className="quiet policy-reason">{t('policies.reason', { reason: local(reason) })}</p>
      )}
    </article>
  );
}

function Segments({ change: { segments }, language }: { readonly change: ClauseDiff; readonly language: Language }) {
  return (
    <p lang={language} className="diff-text">
      {segments[language].map(({ kind, text }, at) => {
        // A stretch has no name but its place, and stays there.
        const key = `${at} ${kind}`;
        if (kind === 'added') return <ins key={key}>{text}</ins>;
        return kind === 'removed' ? <del key={key}>{text}</del> : <span key={key}>{text}</span>;
      })}
    </p>
  );
}

/** What changed besides the wording: before and after, in words. */
function OtherFields({ change: { before, after, fields } }: { readonly change: ClauseDiff }) {
  const { t } = useTranslation();
  const say = useFieldNames();
  const others = fields.filter((it) => it !== 'text');
  if (!before || !after || others.length === 0) return null;
  return (
    <ul className="diff-fields">
      {others.map((field) => (
        <li key={field}>
          {t(`policies.diff.field.${field}`)}
          {t('common.colon')}
          <del>{say(before, field)}</del> → <ins>{say(after, field)}</ins>
        </li>
      ))}
    </ul>
  );
}

type State = NonNullable<ClauseDiff['after']>;

function useFieldNames(): (state: State, field: Exclude<ClauseDiff['fields'][number], 'text'>) => string {
  const { t } = useTranslation();
  const local = useLocal();
  return (state, field) => {
    switch (field) {
      case 'kind':
        return t(`policies.kind.${state.kind}`);
      case 'binding':
        return t(`policies.binding.${state.binding}`);
      case 'vitalInterest':
        return state.vitalInterest ? t('form.yes') : t('form.no');
      case 'laws':
        return state.laws.map(({ citation }) => local(citation)).join(t('common.comma')) || t('policies.nothing');
      default:
        return field satisfies never;
    }
  };
}
