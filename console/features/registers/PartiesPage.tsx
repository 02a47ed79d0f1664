import { useTranslation } from 'react-i18next';
import { Head } from './Head.tsx';
import { PartyLists } from './PartyLists.tsx';
import { PartySearch } from './PartySearch.tsx';

/** The lists that parties are screened against: who is on them, and how current they are. */
export function PartiesPage() {
  const { t } = useTranslation();
  return (
    <>
      <Head title={t('registers.parties')} hint={t('registers.partiesHint')} imports={['parties']} />
      <div className="stack registers">
        <PartySearch />
        <PartyLists />
      </div>
    </>
  );
}
