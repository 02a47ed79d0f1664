import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import type { Output } from '../../../contract/address.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { useLanguage, useLocal } from '../../ui/local.ts';
import { Nothing } from '../../ui/Nothing.tsx';
import { useSpan } from '../../ui/useSpan.ts';
import { useMonth } from './useMonth.ts';

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;

const groupings = ['process', 'person', 'duty', 'department', 'month', 'node'] as const;
type Grouping = (typeof groupings)[number];

const doers = ['human', 'machine', 'all'] as const;

type Facts = Output<'listStepFacts'>;
type Row = Facts['items'][number];
type Sums = Facts['total'];

type Props = {
  readonly filters: Readonly<Record<string, string | undefined>>;
  /** Whose steps: people’s unless it says otherwise. */
  readonly steps: string;
  readonly by: string;
  readonly onBy: (by: string) => void;
};

/** Finished steps, added up by whatever is chosen. */
export function Figures({ filters, steps: asked, by, onBy }: Props) {
  const { t } = useTranslation();
  const grouping = groupings.find((it) => it === by) ?? 'process';
  const steps = doers.find((it) => it === asked) ?? 'human';
  const found = useAsk('listStepFacts', { query: { ...filters, steps, by: grouping } });
  return (
    <section aria-label={t('facts.steps')}>
      <div className="filter-row">
        <h2>{t('facts.steps')}</h2>
        <Choice
          label={t('facts.by')}
          none={t('facts.grouping.process')}
          value={grouping === 'process' ? '' : grouping}
          options={groupings.slice(1).map((id) => ({ id, name: t(`facts.grouping.${id}`) }))}
          onChange={onBy}
        />
      </div>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 6 }} />}>
        {({ items, total, isPart }) =>
          items.length === 0 ? (
            <Nothing title={t('facts.none')} hint={t('facts.noneHint')} />
          ) : (
            <>
              <Table rows={items} total={total} grouping={grouping} />
              {isPart && <p className="quiet">{t('facts.part')}</p>}
            </>
          )
        }
      </Answered>
    </section>
  );
}

type TableProps = { readonly rows: readonly Row[]; readonly total: Sums; readonly grouping: Grouping };

function Table({ rows, total, grouping }: TableProps) {
  const { t } = useTranslation();
  return (
    <table
      className="ledger compact card facts-table"
      aria-label={t('facts.tableBy', { by: t(`facts.grouping.${grouping}`) })}
    >
      <thead>
        <tr>
          <th scope="col">{t(`facts.grouping.${grouping}`)}</th>
          <th scope="col" className="sum">
            {t('facts.done')}
          </th>
          <th scope="col" className="sum">
            {t('facts.onTime')}
          </th>
          <th scope="col" className="sum">
            {t('facts.firstPass')}
          </th>
          <th scope="col" className="sum">
            {t('facts.again')}
          </th>
          <th scope="col" className="sum">
            {t('facts.waiting')}
          </th>
          <th scope="col" className="sum">
            {t('facts.working')}
          </th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.group?.key ?? ''}>
            <th scope="row">
              <GroupName row={row} grouping={grouping} />
            </th>
            <Cells sums={row} />
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('facts.total')}</th>
          <Cells sums={total} />
        </tr>
      </tfoot>
    </table>
  );
}

/** A group leads to the same figures for it alone; those of a month or a department are narrow enough. */
function GroupName({ row: { group }, grouping }: { readonly row: Row; readonly grouping: Grouping }) {
  const { t } = useTranslation();
  const local = useLocal();
  const month = useMonth();
  const { search } = useLocation();
  if (group === null) return <span className="quiet">{t('facts.without')}</span>;
  if (grouping === 'month') return month(group.key);
  if (grouping !== 'process' && grouping !== 'person' && grouping !== 'duty') return local(group.name);
  const narrowed = new URLSearchParams(search);
  narrowed.set(grouping, group.key);
  narrowed.set('by', grouping === 'process' ? 'node' : 'process');
  return <Link to={{ search: narrowed.toString() }}>{local(group.name)}</Link>;
}

function Cells({ sums }: { readonly sums: Sums }) {
  const { steps, due, onTime, produced, reworked, again, waitingMs, workingMs } = sums;
  const { t } = useTranslation();
  const span = useSpan();
  const language = useLanguage();
  const count = (value: number) => value.toLocaleString(language, { maximumFractionDigits: 1 });
  // What machines do takes fractions of a second.
  const lasting = (ms: number) => {
    if (ms >= MINUTE_MS) return span(ms);
    if (ms >= SECOND_MS) return t('facts.seconds', { value: count(ms / SECOND_MS) });
    return t('facts.milliseconds', { value: Math.round(ms) });
  };
  return (
    <>
      <td className="sum" data-label={t('facts.done')}>
        {count(steps)}
      </td>
      <td className="sum" data-label={t('facts.onTime')}>
        <Share part={onTime} of={due} />
      </td>
      <td className="sum" data-label={t('facts.firstPass')}>
        <Share part={produced - reworked} of={produced} />
      </td>
      <td className="sum" data-label={t('facts.again')}>
        {count(again)}
      </td>
      <td className="sum" data-label={t('facts.waiting')}>
        {steps > 0 && lasting(waitingMs / steps)}
      </td>
      <td className="sum" data-label={t('facts.working')}>
        {steps > 0 && lasting(workingMs / steps)}
      </td>
    </>
  );
}

function Share({ part, of }: { readonly part: number; readonly of: number }) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (of === 0) return <span className="quiet">{t('facts.nothing')}</span>;
  const share = new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(part / of);
  return (
    <>
      {share} <span className="quiet">{t('facts.of', { part, of })}</span>
    </>
  );
}
