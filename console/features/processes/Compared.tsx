import { Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Output } from '../../../contract/address.ts';
import { useFilters } from '../../app/filters.ts';
import { Answered } from '../../ui/Answered.tsx';
import { Choice } from '../../ui/Choice.tsx';
import { useDefinition } from '../../ui/library.ts';
import { ChangeItem } from './ChangeItem.tsx';
import { compare } from './compare.ts';
import { elementsOf } from './elements.ts';
import type { Version } from './Versions.tsx';

type Props = { readonly versions: readonly Version[]; readonly shown: Version };

/** What a version changed against another one, element by element, in words. */
export function Compared({ versions, shown }: Props) {
  const { t } = useTranslation();
  const [{ against }, change] = useFilters(['against']);
  const others = versions.filter(({ version }) => version !== shown.version);
  const before = others.find(({ version }) => version < shown.version) ?? others[0];
  const other = others.find(({ version }) => String(version) === against) ?? before;
  if (!other) return null;
  return (
    <section className="card stack">
      <h2>{t('processes.compare', { version: shown.version })}</h2>
      <Choice
        label={t('processes.against')}
        none={before ? t('instances.versionOf', { version: before.version }) : ''}
        value={against}
        options={others
          .filter((it) => it !== before)
          .map(({ version }) => ({ id: String(version), name: t('instances.versionOf', { version }) }))}
        onChange={(next) => change({ against: next })}
      />
      <Changes before={other.definition} after={shown.definition} />
    </section>
  );
}

function Changes({ before, after }: { readonly before: string; readonly after: string }) {
  const old = useDefinition(before);
  const next = useDefinition(after);
  return (
    <Answered query={old} skeleton={<Skeleton active />}>
      {(from) => (
        <Answered query={next} skeleton={<Skeleton active />}>
          {(to) => <List before={from} after={to} />}
        </Answered>
      )}
    </Answered>
  );
}

type Definition = Output<'getDefinition'>;

function List({ before, after }: { readonly before: Definition; readonly after: Definition }) {
  const { t } = useTranslation();
  const changes = useMemo(() => compare(elementsOf(before.xml), elementsOf(after.xml)), [before.xml, after.xml]);
  const names = { ...before.labels, ...after.labels };
  const duties = Object.fromEntries(
    [...before.outline, ...after.outline].flatMap(({ duty }) => (duty ? [[duty.id, duty.name]] : [])),
  );
  if (changes.length === 0) return <p className="quiet">{t('processes.same')}</p>;
  return (
    <ul className="process-changes" aria-label={t('processes.changes', { count: changes.length })}>
      {changes.map((it) => (
        <ChangeItem key={`${it.kind} ${it.element.id}`} change={it} names={names} duties={duties} />
      ))}
    </ul>
  );
}
