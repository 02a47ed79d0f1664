import { useTranslation } from 'react-i18next';
import { At } from '../../ui/At.tsx';
import { camel } from '../../ui/camel.ts';
import { Fact } from '../../ui/Fact.tsx';
import { useLanguage } from '../../ui/local.ts';
import { HOME_CURRENCY, showMoney } from '../../ui/money.ts';
import { CapTable } from './CapTable.tsx';
import type { CaseFile } from './file.ts';

/** How the person can be served; what a form of the process names beside these is shown as it is. */
const serviceMethods = ['in-person', 'post', 'electronic', 'two-witnesses'] as const;

/** What is open, what is proposed or decided and why, how it was served, and what was learnt. */
export function Decision({ file }: { readonly file: CaseFile }) {
  const { t } = useTranslation();
  const names = file.measures.map((it) => t(`cases.measure.${camel(it)}`)).join(t('common.comma'));
  if (file.allowed.length === 0 && file.measures.length === 0 && file.lesson === null) return null;
  return (
    <section className="card stack">
      <h2>{file.outcome === 'decided' ? t('cases.decision') : t('cases.proposal')}</h2>
      <Weighing file={file} />
      {file.measures.length > 0 && <p className="measures">{names}</p>}
      {file.reasons !== null && (
        <div>
          <h3>{t('cases.reasons')}</h3>
          <blockquote className="as-written">{file.reasons}</blockquote>
        </div>
      )}
      <Compensation file={file} />
      <Served file={file} />
      {file.lesson !== null && (
        <div>
          <h3>{t('cases.lesson')}</h3>
          <blockquote className="as-written">{file.lesson}</blockquote>
        </div>
      )}
    </section>
  );
}

function Weighing({ file: { weighedClass, occurrence, allowed } }: { readonly file: CaseFile }) {
  const { t } = useTranslation();
  return (
    <dl className="fact-grid">
      <Fact name={t('cases.weighedClass')}>{weighedClass && t(`cases.class.${weighedClass}`)}</Fact>
      <Fact name={t('cases.occurrenceName')}>
        {occurrence !== null && t('cases.occurrence', { count: occurrence })}
      </Fact>
      <Fact name={t('cases.allowed')}>
        {allowed.map((it) => t(`cases.measure.${camel(it)}`)).join(t('common.comma'))}
      </Fact>
    </dl>
  );
}

function Compensation({ file: { compensation, compensationCap } }: { readonly file: CaseFile }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (compensationCap === null) return null;
  return (
    <div className="stack">
      <h3>{t('cases.cap')}</h3>
      <CapTable cap={compensationCap} />
      {compensation !== null && (
        <p>{t('cases.compensation', { amount: showMoney(compensation, HOME_CURRENCY, language) })}</p>
      )}
    </div>
  );
}

function Served({ file: { servedAt, serviceMethod } }: { readonly file: CaseFile }) {
  const { t } = useTranslation();
  if (servedAt === null) return null;
  const known = serviceMethods.find((it) => it === serviceMethod);
  return (
    <div className="stack">
      <dl className="fact-grid">
        <Fact name={t('cases.servedAt')}>
          <At at={servedAt} />
        </Fact>
        <Fact name={t('cases.serviceMethod')}>{known ? t(`cases.service.${camel(known)}`) : serviceMethod}</Fact>
      </dl>
      <p className="quiet">{t('cases.remedies')}</p>
    </div>
  );
}
