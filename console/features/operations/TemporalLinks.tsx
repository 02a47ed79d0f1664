import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFilters } from '../../app/filters.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { useLibrary } from '../../ui/library.ts';
import { useLocal } from '../../ui/local.ts';

/** Searches in the Temporal UI, ready to be opened; for one process, if one is chosen. */
export function TemporalLinks() {
  const { t } = useTranslation();
  const local = useLocal();
  const library = useLibrary();
  const [filters, change] = useFilters(['process']);
  const query = filters.process === '' ? {} : { process: filters.process };
  const found = useAsk('listTemporalLinks', { query });
  return (
    <section className="stack" aria-label={t('operations.temporal')}>
      <h2>{t('operations.temporal')}</h2>
      <FilterBar
        filters={filters}
        onChange={change}
        fields={[
          {
            kind: 'choice',
            name: 'process',
            label: t('inbox.process'),
            none: t('inbox.anyProcess'),
            options: library.map(({ key, name }) => ({ id: key, name: local(name) })),
            isOpen: true,
          },
        ]}
      />
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 3 }} />}>
        {({ items }) => (
          <ul className="temporal-links">
            {items.map(({ id, url }) => (
              <li key={id}>
                <a href={url} target="_blank" rel="noreferrer" className="card">
                  <strong>{t(`operations.link.${id}`)}</strong>
                  <span className="quiet">{t(`operations.linkHint.${id}`)}</span>
                </a>
              </li>
            ))}
          </ul>
        )}
      </Answered>
    </section>
  );
}
