import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useAsk } from '../../app/queries.ts';
import { clauseAddress } from '../../ui/clauseAddress.ts';
import { useLocal } from '../../ui/local.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';

type Props = {
  readonly clause: string;
  /** The version that was in force on the day of the act; null until that is known. */
  readonly version: number | null;
};

/** The clause that is said to be broken, and where it is read in full. */
export function CaseClause({ clause, version }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const found = useAsk('getClause', { params: { clause } }, { staleTime: Number.POSITIVE_INFINITY });
  const name = clause.replace('#', ' § ');
  return (
    <section className="card stack">
      <h2>{t('cases.clause')}</h2>
      <p>
        <Link to={version === null ? clauseAddress(clause) : clauseAddress(clause, version)}>
          {version === null ? name : t('cases.clauseOf', { clause: name, version })}
        </Link>
      </p>
      {found.isPending && <Skeleton active paragraph={{ rows: 2 }} title={false} />}
      {found.error && <ProblemNotice error={found.error} />}
      {found.data && <blockquote className="as-written">{local(found.data.text)}</blockquote>}
    </section>
  );
}
