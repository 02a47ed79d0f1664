import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { CitedLaw } from '../../../contract/policies.ts';
import { useLocal } from '../../ui/local.ts';
import { CertaintyTag } from '../laws/CertaintyTag.tsx';
import { Grounds } from './Grounds.tsx';

/** The laws that a clause rests on; what was not read in the law itself says so. */
export function LawList({ laws }: { readonly laws: readonly CitedLaw[] }) {
  const { t } = useTranslation();
  const local = useLocal();
  if (laws.length === 0) return null;
  return (
    <Grounds name={t('policies.basis')}>
      {laws.map(({ law, articles, citation, certainty }) => (
        <span key={`${law} ${articles.join()}`}>
          <Link to={`/laws/${law}`}>{local(citation)}</Link>{' '}
          {certainty !== 'C' && <CertaintyTag certainty={certainty} />}
        </span>
      ))}
    </Grounds>
  );
}
