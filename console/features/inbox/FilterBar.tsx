import { Checkbox } from 'antd';
import { useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { COUNT_CAP } from '../../../contract/shared.ts';
import { useKeys } from '../../app/keys.ts';
import { useAsk } from '../../app/queries.ts';
import { useLocal } from '../../ui/local.ts';
import { addressOf, boxes, type Filters } from './filters.ts';

/** A control that the address steers must not show its old state for a moment. */
const AT_ONCE = { flushSync: true };

type Counts = Output<'countTasks'>;
type Props = { readonly filters: Filters; readonly counts: Counts | undefined };

/** The three boxes and what narrows them. Everything chosen here goes into the address. */
export function FilterBar({ filters, counts }: Props) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return (
    <div className="filters">
      <nav aria-label={t('inbox.boxes')} className="boxes">
        {boxes.map((box) => (
          <Link
            key={box}
            to={addressOf({ ...filters, box, overdue: box === 'todo' && filters.overdue })}
            aria-current={box === filters.box ? 'page' : undefined}
          >
            {t(`inbox.box.${box}`)}
            {box === 'todo' && counts && <Count value={counts.todo} />}
          </Link>
        ))}
      </nav>
      <ProcessFilter filters={filters} />
      {filters.box === 'todo' && (
        <Checkbox
          checked={filters.overdue}
          onChange={(event) => void navigate(addressOf({ ...filters, overdue: event.target.checked }), AT_ONCE)}
        >
          {t('inbox.overdueOnly')} {counts && <Count value={counts.overdue} isLate />}
        </Checkbox>
      )}
      {counts && counts.dueSoon > 0 && (
        <span className="quiet">{t('inbox.dueSoon', { tasks: capped(counts.dueSoon) })}</span>
      )}
    </div>
  );
}

function ProcessFilter({ filters }: { readonly filters: Filters }) {
  const { t } = useTranslation();
  const local = useLocal();
  const navigate = useNavigate();
  const id = useId();
  const select = useRef<HTMLSelectElement>(null);
  const processes = useAsk('listProcesses', {});
  useKeys({ '/': () => select.current?.focus() });
  const known = (processes.data?.items ?? []).map(({ key, name }) => ({ key, name: local(name) }));
  const isUnknown = filters.process !== '' && !known.some((it) => it.key === filters.process);
  const options = isUnknown ? [...known, { key: filters.process, name: filters.process }] : known;
  return (
    <span className="process-filter">
      <label htmlFor={id}>{t('inbox.process')}</label>
      <select
        id={id}
        ref={select}
        className="select"
        value={filters.process}
        onChange={(event) => void navigate(addressOf({ ...filters, process: event.target.value }), AT_ONCE)}
      >
        <option value="">{t('inbox.anyProcess')}</option>
        {options.map(({ key, name }) => (
          <option key={key} value={key}>
            {name}
          </option>
        ))}
      </select>
    </span>
  );
}

function Count({ value, isLate = false }: { readonly value: number; readonly isLate?: boolean }) {
  return <span className={isLate && value > 0 ? 'count late' : 'count'}>{capped(value)}</span>;
}

/** Counting stops at the cap: 999+. */
function capped(value: number): string {
  const most = COUNT_CAP - 2;
  return value > most ? `${most}+` : String(value);
}
