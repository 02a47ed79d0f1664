import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { ChangeClass, type ClauseDiff } from '../../../contract/policies.ts';
import type { Filters } from '../../app/filters.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useLocal } from '../../ui/local.ts';
import { ChangeCard } from './ChangeCard.tsx';

type Diff = Output<'diffPolicyVersions'>;
type Asked = Filters<'class' | 'all' | 'both'>;

type Props = {
  readonly diff: Diff;
  readonly filters: Asked;
  readonly onChange: (next: Partial<Asked>) => void;
};

/** How many changes there are and of what weight, then each of them; if one likes, between the clauses that stayed. */
export function Changes({ diff, filters, onChange }: Props) {
  const { t } = useTranslation();
  const wanted = ChangeClass.options.find((it) => it === filters.class);
  const changes = wanted ? diff.changes.filter((it) => it.class === wanted) : diff.changes;
  const isBoth = filters.both === 'true';
  if (diff.changes.length === 0) return <p className="card policy-none">{t('policies.diff.same')}</p>;
  return (
    <>
      <div className="policy-bar" role="status">
        <Summary changes={diff.changes} />
        {wanted && <span className="quiet">{t('policies.found', { found: changes.length })}</span>}
      </div>
      <div className="policy-bar no-print" role="group" aria-label={t('policies.diff.weight')}>
        {[undefined, ...ChangeClass.options].map((it) => (
          <button
            key={it ?? 'any'}
            type="button"
            className={it === wanted ? 'button primary' : 'button'}
            aria-pressed={it === wanted}
            onClick={() => onChange({ class: it ?? '' })}
          >
            {it === undefined ? t('policies.diff.any') : t(`policies.class.${it}`)}
          </button>
        ))}
      </div>
      {filters.all === 'true' ? (
        <WholeText diff={diff} changes={changes} isBoth={isBoth} />
      ) : (
        changes.map((it) => <ChangeCard key={it.clause} change={it} to={diff.to} isBoth={isBoth} />)
      )}
    </>
  );
}

function Summary({ changes }: { readonly changes: readonly ClauseDiff[] }) {
  const { t } = useTranslation();
  const count = (kind: ClauseDiff['kind']) => changes.filter((it) => it.kind === kind).length;
  const vital = changes.filter((it) => it.vitalInterest).length;
  return (
    <>
      <strong>
        {t('policies.diff.summary', { added: count('added'), changed: count('changed'), removed: count('removed') })}
      </strong>
      {vital > 0 && <strong>{t('policies.diff.vital', { count: vital })}</strong>}
    </>
  );
}

type WholeProps = {
  readonly diff: Diff;
  readonly changes: readonly ClauseDiff[];
  readonly isBoth: boolean;
};

/** The new version from beginning to end: changes in their place, what was taken out at the end of its chapter. */
function WholeText({ diff, changes, isBoth }: WholeProps) {
  const { t } = useTranslation();
  const local = useLocal();
  const version = useAsk('getPolicyVersion', { params: { policy: diff.policy, version: diff.to } });
  const changeOf = new Map(changes.map((it) => [it.clause, it]));
  const card = (it: ClauseDiff) => <ChangeCard key={it.clause} change={it} to={diff.to} isBoth={isBoth} />;
  return (
    <Answered query={version} skeleton={<Skeleton active paragraph={{ rows: 8 }} />}>
      {({ chapters }) => (
        <>
          {chapters.map(({ id, title, clauses }) => (
            <section key={id} aria-labelledby={`diff-${id}`}>
              <h2 id={`diff-${id}`} className="diff-chapter">
                {t('policies.chapter', { number: id, title: local(title) })}
              </h2>
              {clauses.map((clause) => {
                const change = changeOf.get(clause.id);
                if (change) return card(change);
                return (
                  <p key={clause.id} className="diff-same">
                    <strong>{clause.number}</strong> {local(clause.text)}
                  </p>
                );
              })}
              {changes.filter((it) => it.kind === 'removed' && it.number.startsWith(`${id}.`)).map(card)}
            </section>
          ))}
        </>
      )}
    </Answered>
  );
}
