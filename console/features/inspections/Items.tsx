import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { At } from '../../ui/At.tsx';
import { Evidence } from '../../ui/Evidence.tsx';
import { useLocal } from '../../ui/local.ts';
import { Tag } from '../../ui/Tag.tsx';
import { taskAddress } from '../../ui/taskAddress.ts';
import { type Inspection, resultTone } from './words.ts';

type Item = Inspection['items'][number];

/** A sample of hundreds is read when somebody wants to. */
const SHOWN_AT_ONCE = 20;

/** The drawn steps in the order in which they were drawn, and what was found of each. */
export function Items({ items }: { readonly items: readonly Item[] }) {
  const { t } = useTranslation();
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? items : items.slice(0, SHOWN_AT_ONCE);
  return (
    <section className="stack">
      <h2>{t('inspections.items', { count: items.length })}</h2>
      <table className="ledger card" aria-label={t('inspections.itemTable')}>
        <thead>
          <tr>
            <th scope="col">{t('inspections.number')}</th>
            <th scope="col">{t('inspections.subject')}</th>
            <th scope="col">{t('inspections.result')}</th>
            <th scope="col">{t('inspections.answer')}</th>
          </tr>
        </thead>
        <tbody>
          {shown.map((item) => (
            <Row key={item.number} item={item} />
          ))}
        </tbody>
      </table>
      {shown.length < items.length && (
        <p className="load-more">
          <Button size="large" onClick={() => setWhole(true)}>
            {t('inspections.showAll', { count: items.length })}
          </Button>
        </p>
      )}
    </section>
  );
}

/** Whoever was inspected is shown their own steps; of the others only that they were drawn. */
function Row({ item }: { readonly item: Item }) {
  const { t } = useTranslation();
  const isHidden = item.title === null && item.performer === null;
  return (
    <tr>
      <td data-label={t('inspections.number')}>{item.number}</td>
      <th scope="row">
        <Subject item={item} isHidden={isHidden} />
      </th>
      {isHidden ? (
        <td colSpan={2} className="quiet">
          {t('inspections.hiddenResult')}
        </td>
      ) : (
        <Outcome item={item} />
      )}
    </tr>
  );
}

function Subject({ item, isHidden }: { readonly item: Item; readonly isHidden: boolean }) {
  const { t } = useTranslation();
  const local = useLocal();
  return (
    <>
      {isHidden ? (
        <span className="quiet">{t('inspections.hidden')}</span>
      ) : (
        <Link to={taskAddress(item.taskId)}>{item.title ?? t('inspections.toStep')}</Link>
      )}
      <p className="quiet">
        {item.performer && `${local(item.performer.name)} · `}
        {item.finishedAt && <At at={item.finishedAt} />}
      </p>
    </>
  );
}

function Outcome({ item }: { readonly item: Item }) {
  const { t } = useTranslation();
  return (
    <>
      <td data-label={t('inspections.result')}>
        {item.result ? (
          <Tag tone={resultTone[item.result]}>{t(`inspections.results.${item.result}`)}</Tag>
        ) : (
          <span className="quiet">{t('inspections.noResult')}</span>
        )}
        {item.note && <p className="as-written">{item.note}</p>}
        {item.evidence && <Evidence file={item.evidence} />}
      </td>
      <td data-label={t('inspections.answer')}>
        {item.answer ? (
          t(`inspections.answers.${item.answer}`)
        ) : (
          <span className="quiet">{t('inspections.noAnswer')}</span>
        )}
        {item.answerComment && <p className="as-written">{item.answerComment}</p>}
      </td>
    </>
  );
}
