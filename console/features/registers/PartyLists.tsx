import { Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { PartyList } from '../../../contract/partyLists.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { At } from '../../ui/At.tsx';
import { Fact } from '../../ui/Fact.tsx';
import { useLocal } from '../../ui/local.ts';
import { Mark, type Tone } from '../../ui/Mark.tsx';
import { Nothing } from '../../ui/Nothing.tsx';

/** Every list with its current version, and those that were current before. */
export function PartyLists() {
  const { t } = useTranslation();
  const found = useAsk('listPartyLists', {});
  return (
    <section className="stack" aria-label={t('registers.lists')}>
      <h2>{t('registers.lists')}</h2>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 4 }} />}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t('registers.noLists')} hint={t('registers.noListsHint')} />
          ) : (
            <ul className="records" aria-label={t('registers.lists')}>
              {items.map((list) => (
                <List key={list.list} list={list} />
              ))}
            </ul>
          )
        }
      </Answered>
    </section>
  );
}

const tone = { current: 'good', old: 'soon', missing: 'bad' } as const satisfies Record<PartyList['state'], Tone>;

function List({ list }: { readonly list: PartyList }) {
  const { t } = useTranslation();
  const local = useLocal();
  const [isOpen, setOpen] = useState(false);
  return (
    <li className="card stack">
      <div className="record-head">
        <h3>{local(list.name)}</h3>
        <Mark tone={tone[list.state]}>{t(`registers.listState.${list.state}`)}</Mark>
        <span className="quiet">{list.list}</span>
      </div>
      {list.state !== 'current' && <p>{t(`registers.listAdvice.${list.state}`)}</p>}
      <dl className="fact-grid">
        <Fact name={t('registers.version')}>{list.version}</Fact>
        <Fact name={t('registers.issued')}>{list.issuedOn}</Fact>
        <Fact name={t('registers.entries')}>{list.entries}</Fact>
        <Fact name={t('registers.checked')}>{list.checkedAt && <At at={list.checkedAt} />}</Fact>
        <Fact name={t('registers.importedBy')}>{list.importedBy && local(list.importedBy.name)}</Fact>
        <Fact name={t('registers.use')}>
          {list.required ? t('registers.required') : t('registers.optional')} ·{' '}
          {t('registers.maxAge', { days: list.maxAgeDays })}
        </Fact>
      </dl>
      {list.version !== null && (
        <details className="steps-done" onToggle={(event) => setOpen(event.currentTarget.open)}>
          <summary>{t('registers.versions')}</summary>
          {isOpen && <Versions list={list.list} />}
        </details>
      )}
    </li>
  );
}

const VERSIONS_MAX = 50;

function Versions({ list }: { readonly list: string }) {
  const { t } = useTranslation();
  const local = useLocal();
  const found = useAsk('listPartyListVersions', { params: { list }, query: { limit: VERSIONS_MAX } });
  return (
    <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 2 }} />}>
      {({ items }) => (
        <table className="ledger compact" aria-label={t('registers.versions')}>
          <thead>
            <tr>
              <th scope="col">{t('registers.version')}</th>
              <th scope="col">{t('registers.issued')}</th>
              <th scope="col" className="sum">
                {t('registers.entries')}
              </th>
              <th scope="col">{t('registers.imported')}</th>
              <th scope="col">{t('registers.checked')}</th>
            </tr>
          </thead>
          <tbody>
            {items.map(({ version, issuedOn, entries, importedAt, importedBy, checkedAt }) => (
              <tr key={version}>
                <th scope="row">{version}</th>
                <td data-label={t('registers.issued')}>{issuedOn}</td>
                <td data-label={t('registers.entries')} className="sum">
                  {entries}
                </td>
                <td data-label={t('registers.imported')}>
                  <At at={importedAt} /> {importedBy && local(importedBy.name)}
                </td>
                <td data-label={t('registers.checked')}>
                  <At at={checkedAt} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Answered>
  );
}
