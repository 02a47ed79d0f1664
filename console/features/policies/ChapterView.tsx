import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ClauseUse } from '../../../contract/clauseUses.ts';
import type { PolicyVersion } from '../../../contract/policies.ts';
import { camel } from '../../ui/camel.ts';
import { useLocal } from '../../ui/local.ts';
import { Tag } from '../../ui/Tag.tsx';
import { editAddress } from './addresses.ts';
import { ClauseView } from './ClauseView.tsx';
import { type Chapter, nextNumber } from './reading.ts';

type Props = {
  readonly chapter: Chapter;
  readonly version: PolicyVersion;
  readonly uses: ReadonlyMap<string, ClauseUse>;
  readonly q: string;
  readonly isBoth: boolean;
  readonly mayAdd: boolean;
  /** Of the clause or chapter that the address names. */
  readonly anchor: string;
};

/** A chapter with its clauses, and what it has lost. */
export function ChapterView({ chapter, version, uses, q, isBoth, mayAdd, anchor }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <section className="card policy-chapter" aria-labelledby={chapter.anchor}>
      <h2 id={chapter.anchor} tabIndex={-1}>
        {t('policies.chapter', { number: chapter.id, title: local(chapter.title) })}{' '}
        {chapter.review && <Tag tone="accent">{t(`policies.reviewed.${camel(chapter.review.status)}`)}</Tag>}
      </h2>
      {chapter.clauses.map((clause) => (
        <ClauseView
          key={clause.id}
          clause={clause}
          version={version}
          use={uses.get(clause.id)}
          q={q}
          isBoth={isBoth}
          isHere={anchor === clause.anchor}
        />
      ))}
      {chapter.removed.length > 0 && <Removed chapter={chapter} version={version} />}
      {mayAdd && (
        <p className="no-print">
          <Link className="button" to={editAddress(version, nextNumber(chapter))}>
            {t('policies.addClause')}
            <span className="spoken-only">{t('policies.inChapter', { number: chapter.id })}</span>
          </Link>
        </p>
      )}
    </section>
  );
}

function Removed({ chapter, version }: { readonly chapter: Chapter; readonly version: PolicyVersion }) {
  const { t } = useTranslation();
  return (
    <p className="policy-removed">
      {t('policies.removed')}
      {chapter.removed.map((number) => (
        <span key={number}>{version.mayEdit ? <Link to={editAddress(version, number)}>{number}</Link> : number}</span>
      ))}
    </p>
  );
}
