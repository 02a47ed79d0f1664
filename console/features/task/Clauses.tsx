import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Clause } from '../../../contract/policy.ts';
import { clauseAddress } from '../../ui/clauseAddress.ts';
import { useLocal } from '../../ui/local.ts';

/** What the policy says about this step, word for word. */
export function Clauses({ clauses }: { readonly clauses: readonly Clause[] }) {
  const { t } = useTranslation();
  const local = useLocal();
  if (clauses.length === 0) return null;
  return (
    <section className="card clause-cards">
      <h2>{t('task.clauses')}</h2>
      {clauses.map((clause) => (
        <article key={clause.id} className="clause">
          <h3>{local(clause.title)}</h3>
          <p className="quiet">
            <Link to={clauseAddress(clause.id)}>{clause.id.replace('#', ' § ')}</Link>
            {clause.chapter && ` · ${local(clause.chapter)}`}
          </p>
          <blockquote>{local(clause.text)}</blockquote>
          {clause.laws.length > 0 && (
            <p className="quiet">{t('task.laws', { laws: clause.laws.join(t('common.comma')) })}</p>
          )}
        </article>
      ))}
    </section>
  );
}
