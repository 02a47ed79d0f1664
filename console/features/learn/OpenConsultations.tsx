import { useQueries } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ask, useAsk } from '../../app/queries.ts';
import { Due } from '../../ui/Due.tsx';
import { useLocal } from '../../ui/local.ts';

/** Drafts on which whoever is signed in may say what they think; nothing is shown when there is none. */
export function OpenConsultations() {
  const { t } = useTranslation();
  const local = useLocal();
  const consultations = useOpenConsultations();
  if (consultations.length === 0) return null;
  return (
    <section className="learn-section" aria-labelledby="consultations">
      <h2 id="consultations">{t('learn.consultations')}</h2>
      <ul className="learn-cards">
        {consultations.map(({ id, policy, version, title, closesAt }) => (
          <li key={id} className="card">
            <h3>{local(title)}</h3>
            <p className="quiet">{t('learn.version', { version })}</p>
            <p>
              <Due dueAt={closesAt} provisional={false} />
            </p>
            <Link className="button" to={`/policies/${policy}/${version}/consultation`}>
              {t('learn.giveOpinion')}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** A policy has one version in preparation at a time, so these are few. */
function useOpenConsultations() {
  const policies = useAsk('listPolicies', {});
  const drafts = (policies.data?.items ?? []).flatMap(({ id, title, versions }) =>
    versions
      .filter(({ status }) => status === 'draft' || status === 'in-review')
      .map(({ version }) => ({ policy: id, title, version })),
  );
  const found = useQueries({
    queries: drafts.map(({ policy, version }) => {
      const input = { params: { policy, version } };
      return { queryKey: ['getConsultation', input], queryFn: () => ask('getConsultation', input) };
    }),
  });
  return found.flatMap(({ data }, index) => {
    const draft = drafts[index];
    return data?.consultation?.mayGiveOpinion && draft ? [{ ...data.consultation, ...draft }] : [];
  });
}
