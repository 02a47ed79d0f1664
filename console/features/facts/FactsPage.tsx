import { useTranslation } from 'react-i18next';
import { addressOf } from '../../../contract/address.ts';
import { exportFinishedSteps } from '../../../contract/facts.ts';
import { given, useFilters } from '../../app/filters.ts';
import { useMe } from '../../app/me.ts';
import { useAsk } from '../../app/queries.ts';
import { FilterBar, type FilterField } from '../../ui/FilterBar.tsx';
import { useLocal } from '../../ui/local.ts';
import '../../ui/records.css';
import { useNow } from '../../ui/useNow.ts';
import { useTitle } from '../../ui/useTitle.ts';
import './facts.css';
import { Figures } from './Figures.tsx';
import { Indicators } from './Indicators.tsx';
import { monthAfter, monthOf, monthsUpTo } from './months.ts';
import { useMonth } from './useMonth.ts';

const names = ['from', 'to', 'process', 'person', 'duty', 'steps', 'by'] as const;
type Name = (typeof names)[number];

/** How many months a question may span. */
const SPAN_MONTHS = 12;

/** Those who see what machines did: it is nobody’s own. */
const overseers = ['officer', 'hr', 'auditor'];

const measured = ['manager', 'officer', 'hr', 'ops', 'auditor', 'administrator'];

/** How steps were done: in time, at the first go, how long they waited and took; and the policy's indicators. */
export function FactsPage() {
  const { t } = useTranslation();
  useTitle(t('facts.title'));
  const me = useMe();
  const [filters, change] = useFilters(names);
  const { by: _by, ...asked } = filters;
  const { from, to, steps, ...rest } = given(asked);
  const now = monthOf(useNow());
  const months = monthsOf(from ?? now, to);
  return (
    <>
      <div className="page-head facts-head">
        <h1>{t('facts.title')}</h1>
        <a className="button" href={addressOf(exportFinishedSteps, { query: { ...rest, ...months } })} download>
          {t('facts.export')}
        </a>
      </div>
      <p className="quiet">{t('facts.intro')}</p>
      <FilterBar filters={filters} fields={useFields(months, now, me.roles)} onChange={change} />
      <Figures filters={{ ...rest, ...months }} steps={steps} by={filters.by} onBy={(by) => change({ by })} />
      {me.roles.some((role) => measured.includes(role)) && <Indicators {...months} />}
    </>
  );
}

type Months = { readonly from: string; readonly to: string };

/** The same month when no end is named; an end that lies before the beginning, or too far after it, is moved. */
function monthsOf(from: string, to = from): Months {
  const last = monthAfter(from, SPAN_MONTHS - 1);
  if (to < from) return { from, to: from };
  return { from, to: to > last ? last : to };
}

function useFields(months: Months, now: string, roles: readonly string[]): readonly FilterField<Name>[] {
  const { t } = useTranslation();
  const month = useMonth();
  const all = monthsUpTo(now).map((id) => ({ id, name: month(id) }));
  const none = t('instances.all');
  const doers = (['machine', 'all'] as const).map((id) => ({ id, name: t(`facts.doers.${id}`) }));
  const doer = {
    kind: 'choice',
    name: 'steps',
    label: t('facts.doer'),
    none: t('facts.doers.human'),
    options: doers,
  } as const;
  return [
    { kind: 'choice', name: 'from', label: t('facts.from'), none: t('facts.thisMonth'), options: all.slice(1) },
    { kind: 'choice', name: 'to', label: t('facts.to'), none: t('facts.sameMonth'), options: all },
    {
      kind: 'choice',
      name: 'process',
      label: t('inbox.process'),
      none: t('inbox.anyProcess'),
      options: useGroups(months, 'process'),
      isOpen: true,
    },
    {
      kind: 'choice',
      name: 'person',
      label: t('facts.person'),
      none,
      options: useGroups(months, 'person'),
      isOpen: true,
    },
    { kind: 'choice', name: 'duty', label: t('facts.duty'), none, options: useGroups(months, 'duty'), isOpen: true },
    ...(roles.some((role) => overseers.includes(role)) ? [doer] : []),
  ];
}

/** Those of whom there is anything to tell in these months. */
function useGroups(months: Months, by: 'process' | 'person' | 'duty') {
  const local = useLocal();
  const found = useAsk('listStepFacts', { query: { ...months, by } });
  return (found.data?.items ?? []).flatMap(({ group }) => (group ? [{ id: group.key, name: local(group.name) }] : []));
}
