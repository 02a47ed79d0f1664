import { CheckCircleFilled, CloseCircleFilled } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { camel } from '../../ui/camel.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';
import type { CaseFile } from './file.ts';

type Found = NonNullable<CaseFile['enforceability']>;

const tone: Readonly<Record<Found['verdict'], Tone>> = { enforceable: 'good', 'reminder-only': 'soon', blocked: 'bad' };

/** What must have been so on the day of the act. */
const conditions = [
  'not-in-force',
  'not-consulted',
  'not-publicised',
  'not-informed',
  'not-trained',
] as const satisfies readonly Found['obstacles'][number][];

type Props = { readonly clause: string; readonly found: Found };

/** Whether the clause can be held against the person, condition by condition. */
export function Enforceability({ clause, found: { verdict, obstacles, version } }: Props) {
  const { t } = useTranslation();
  return (
    <section className="card stack">
      <div className="record-head">
        <h2>{t('cases.enforceability')}</h2>
        <Mark tone={tone[verdict]}>{t(`cases.verdict.${camel(verdict)}`)}</Mark>
      </div>
      <p className="quiet">
        {version === null
          ? t('cases.noVersion', { clause: clause.replace('#', ' § ') })
          : t('cases.versionThen', { clause: clause.replace('#', ' § '), version })}
      </p>
      <ul className="conditions">
        {conditions.map((it) => (
          <Condition key={it} name={it} isMet={!obstacles.includes(it)} />
        ))}
      </ul>
    </section>
  );
}

function Condition({ name, isMet }: { readonly name: (typeof conditions)[number]; readonly isMet: boolean }) {
  const { t } = useTranslation();
  return (
    <li className={isMet ? 'met' : 'unmet'}>
      {isMet ? <CheckCircleFilled aria-hidden /> : <CloseCircleFilled aria-hidden />}
      <span>{t(`cases.condition.${camel(name)}`)}</span>
      <span className="quiet">{isMet ? t('cases.met') : t('cases.unmet')}</span>
    </li>
  );
}
