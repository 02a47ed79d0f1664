import { useTranslation } from 'react-i18next';
import { Fact } from '../../ui/Fact.tsx';
import { useLocal } from '../../ui/local.ts';
import type { CaseFile } from './file.ts';

/** Whom the case is about, who reported it, and who works on it. */
export function Parties({ file }: { readonly file: CaseFile }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { respondent, reporter, officer, investigator, panel } = file;
  if (respondent === null && officer === null) return null;
  return (
    <section className="card stack">
      <h2>{t('cases.parties')}</h2>
      <dl className="facts">
        <Fact name={t('cases.respondent')}>{respondent && local(respondent.name)}</Fact>
        <Fact name={t('cases.reporter')}>{reporter && local(reporter.name)}</Fact>
        <Fact name={t('cases.officer')}>{officer && local(officer.name)}</Fact>
        <Fact name={t('cases.investigator')}>{investigator && local(investigator.name)}</Fact>
        <Fact name={t('cases.panel')}>{panel.map(({ name }) => local(name)).join(t('common.comma'))}</Fact>
      </dl>
    </section>
  );
}
