import { InboxOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { addressOf, type Filters } from './filters.ts';

/** Nothing here: says why, and what one can do next. */
export function EmptyBox({ filters }: { readonly filters: Filters }) {
  const { t } = useTranslation();
  const isFiltered = filters.process !== '' || filters.overdue;
  return (
    <div className="empty card">
      <InboxOutlined aria-hidden className="empty-icon" />
      <h2>{isFiltered ? t('inbox.empty.filtered') : t(`inbox.empty.${filters.box}`)}</h2>
      <p className="quiet">{isFiltered ? t('inbox.empty.filteredHint') : t(`inbox.empty.${filters.box}Hint`)}</p>
      {isFiltered ? (
        <Link className="button" to={addressOf({ ...filters, process: '', overdue: false })}>
          {t('inbox.empty.clear')}
        </Link>
      ) : (
        <Link className="button primary" to="/start">
          {t('inbox.empty.start')}
        </Link>
      )}
    </div>
  );
}
