import { useTranslation } from 'react-i18next';
import { At } from '../../ui/At.tsx';
import { Fact } from '../../ui/Fact.tsx';
import { useLocal } from '../../ui/local.ts';
import { Recompute } from './Recompute.tsx';
import type { Inspection } from './words.ts';

/** What a sample was drawn from and with what seed: all that it takes to draw it again. */
export function Sample({ inspection }: { readonly inspection: Inspection }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { step, population, sampleSize, method, level } = inspection;
  return (
    <section className="card stack">
      <h2>{t('inspections.sample')}</h2>
      <dl className="facts">
        <Fact name={t('inspections.planStep')}>
          {t('inspections.step', { process: local(step.process.name), step: local(step.name) })}
        </Fact>
        <Fact name={t('inspections.window')}>
          <At at={inspection.windowFrom} />
          <br />
          <At at={inspection.windowTo} />
        </Fact>
        <Fact name={t('inspections.size')}>{t('inspections.drawn', { sample: sampleSize, population })}</Fact>
        <Fact name={t('inspections.how')}>
          {t(`inspections.method.${method}`, { count: sampleSize })}
          {method === 'aql' && ` · ${t(`inspections.level.${level}`)}`}
        </Fact>
        <Fact name={t('inspections.drawnBy')}>
          {inspection.drawnBy ? local(inspection.drawnBy.name) : t('inspections.bySchedule')}
          <br />
          <At at={inspection.drawnAt} />
        </Fact>
        <Fact name={t('inspections.inspector')}>{inspection.inspector && local(inspection.inspector.name)}</Fact>
        <Fact name={t('inspections.seed')}>
          <code className="hash">{inspection.seed}</code>
        </Fact>
        <Fact name={t('inspections.hash')}>
          <code className="hash">{inspection.populationHash}</code>
        </Fact>
      </dl>
      <Recompute inspection={inspection.id} />
    </section>
  );
}
