import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { useAsk } from '../../app/queries.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { saveText } from './saveText.ts';

type Again = Output<'recomputeSample'>;

/** Draws the sample again from what is on record now, and says whether it comes out the same. */
export function Recompute({ inspection }: { readonly inspection: string }) {
  const { t } = useTranslation();
  const [isAsked, setAsked] = useState(false);
  const again = useAsk('recomputeSample', { params: { inspection } }, { enabled: isAsked });
  const ask = () => (isAsked ? void again.refetch() : setAsked(true));
  return (
    <div className="stack no-print">
      <p className="quiet">{t('inspections.recomputeHint')}</p>
      <Button size="large" loading={again.isFetching} onClick={ask}>
        {t('inspections.recompute')}
      </Button>
      <div aria-live="polite">
        {again.error && <ProblemNotice error={again.error} />}
        {again.data && <Comparison inspection={inspection} again={again.data} />}
      </div>
    </div>
  );
}

type Props = { readonly inspection: string; readonly again: Again };

function Comparison({ inspection, again }: Props) {
  const { t } = useTranslation();
  const { matches, population, populationSize, populationHash, sample, algorithm } = again;
  const isSameSample = sample.stored.join('\n') === sample.computed.join('\n');
  const said = (isSame: boolean) => (isSame ? t('inspections.same') : t('inspections.different'));
  return (
    <div className={matches ? 'notice good' : 'notice'}>
      <strong>{matches ? t('inspections.matches') : t('inspections.differs')}</strong>
      <ul className="plain-list">
        <li>{t('inspections.sizes', populationSize)}</li>
        <li>{t('inspections.hashIs', { said: said(populationHash.stored === populationHash.computed) })}</li>
        <li>{t('inspections.sampleIs', { said: said(isSameSample) })}</li>
      </ul>
      {!matches && <p>{t('inspections.differsHint')}</p>}
      <details className="steps-done">
        <summary>{t('inspections.elsewhere')}</summary>
        <p>{t('inspections.elsewhereHint')}</p>
        <p>
          <code className="hash">{algorithm}</code>
        </p>
        {population && (
          <Button onClick={() => saveText(`${inspection}.txt`, linesOf(population))}>
            {t('inspections.download')}
          </Button>
        )}
      </details>
    </div>
  );
}

/** The very lines that the population's hash is made of, sorted as everywhere by code units. */
function linesOf(population: NonNullable<Again['population']>): string {
  return population
    .map(({ id, weight }) => `${id} ${weight}`)
    .sort()
    .join('\n');
}
