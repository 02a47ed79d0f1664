import { useTranslation } from 'react-i18next';
import { InstanceStatus } from '../../../contract/tasks.ts';
import { type Filters, given, useFilters } from '../../app/filters.ts';
import { usePages } from '../../app/pages.ts';
import { FilterBar, type FilterField } from '../../ui/FilterBar.tsx';
import { useDefinition, useLibrary, useVersions } from '../../ui/library.ts';
import { useLocal } from '../../ui/local.ts';
import { Nothing } from '../../ui/Nothing.tsx';
import { isStep } from '../../ui/process/steps.ts';
import { useTitle } from '../../ui/useTitle.ts';
import { Elements } from './Elements.tsx';
import { InstanceList } from './InstanceList.tsx';
import './instances.css';

const REFRESH_MS = 5_000;

const names = ['text', 'process', 'version', 'status', 'node', 'incident', 'mine'] as const;
type Name = (typeof names)[number];

/** Processes that run or have ended, the newest first, as far as whoever looks may see them. */
export function InstancesPage() {
  const { t } = useTranslation();
  useTitle(t('instances.title'));
  const [filters, change] = useFilters(names);
  // A version and a step are those of a process: with another process they say nothing.
  const choose = (next: Partial<Filters<Name>>) =>
    change('process' in next ? { ...next, version: '', node: '' } : next);
  return (
    <>
      <h1>{t('instances.title')}</h1>
      <FilterBar filters={filters} fields={useFields(filters)} onChange={choose} />
      {filters.process !== '' && <Elements process={filters.process} version={filters.version} />}
      <Instances key={JSON.stringify(filters)} filters={filters} />
    </>
  );
}

function useFields({ process }: Filters<Name>): readonly FilterField<Name>[] {
  const { t } = useTranslation();
  const local = useLocal();
  const library = useLibrary();
  const versions = useVersions(process);
  const outline = useDefinition(versions.find(({ current }) => current)?.definition ?? '').data?.outline ?? [];
  const steps = outline.filter(isStep).map(({ node, name }) => ({ id: node, name: local(name) }));
  const numbers = versions.map(({ version }) => ({ id: String(version), name: t('instances.versionOf', { version }) }));
  const all = t('instances.all');
  const ofProcess: readonly FilterField<Name>[] = [
    { kind: 'choice', name: 'version', label: t('instances.version'), none: all, options: numbers, isOpen: true },
    { kind: 'choice', name: 'node', label: t('instances.step'), none: all, options: steps, isOpen: true },
  ];
  return [
    { kind: 'search', name: 'text', label: t('instances.search') },
    {
      kind: 'choice',
      name: 'process',
      label: t('inbox.process'),
      none: t('inbox.anyProcess'),
      options: library.map(({ key, name }) => ({ id: key, name: local(name) })),
      isOpen: true,
    },
    ...(process === '' ? [] : ofProcess),
    {
      kind: 'choice',
      name: 'status',
      label: t('instances.state'),
      none: all,
      options: InstanceStatus.options
        .filter((id) => id !== 'unborn')
        .map((id) => ({ id, name: t(`instances.status.${id}`) })),
    },
    { kind: 'tick', name: 'incident', label: t('instances.onlyIncidents') },
    { kind: 'tick', name: 'mine', label: t('instances.onlyMine') },
  ];
}

function Instances({ filters }: { readonly filters: Filters<Name> }) {
  const { t } = useTranslation();
  const { text: q, ...others } = given(filters, { status: InstanceStatus.options });
  const query = { ...others, ...(q === undefined ? {} : { q }) };
  const isFiltered = Object.keys(query).length > 0;
  const pages = usePages('listInstances', { query }, { refetchInterval: REFRESH_MS });
  const nothing = isFiltered ? (
    <Nothing title={t('instances.noMatch')} hint={t('instances.noMatchHint')} to="/instances">
      {t('instances.clear')}
    </Nothing>
  ) : (
    <Nothing title={t('instances.none')} hint={t('instances.noneHint')} to="/start">
      {t('instances.toStart')}
    </Nothing>
  );
  return <InstanceList label={t('instances.title')} pages={pages} empty={nothing} />;
}
