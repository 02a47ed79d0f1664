import { Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useParams } from 'react-router';
import type { PolicyVersion } from '../../../contract/policies.ts';
import { useFilters } from '../../app/filters.ts';
import { useAsk } from '../../app/queries.ts';
import { Answered } from '../../ui/Answered.tsx';
import { useLocal } from '../../ui/local.ts';
import { useTitle } from '../../ui/useTitle.ts';
import { ChapterView } from './ChapterView.tsx';
import { Contents } from './Contents.tsx';
import './policies.css';
import { Publicity } from './Publicity.tsx';
import { ReaderBar } from './ReaderBar.tsx';
import { Release } from './Release.tsx';
import { chaptersFound } from './reading.ts';
import { isSettled } from './StatusTag.tsx';
import { useClauseUses } from './Uses.tsx';
import { useAnchor } from './useAnchor.ts';
import { VersionHead } from './VersionHead.tsx';

const LOOK_AGAIN_MS = 5_000;

/** A version of a policy, to be read, searched, cited and, while it is a draft, worded. */
export function VersionPage() {
  const { t } = useTranslation();
  const { policy = '', version = '' } = useParams();
  const found = useAsk('getPolicyVersion', { params: { policy, version } });
  return (
    <>
      <p className="no-print">
        <Link to="/policies">{t('policies.back')}</Link>
      </p>
      <Answered query={found} skeleton={<Skeleton active paragraph={{ rows: 12 }} />}>
        {(it) => <Reader key={`${it.policy} ${it.version}`} version={it} />}
      </Answered>
    </>
  );
}

/** While it is being prepared, a version moves on under whoever reads it. */
function useFresh({ status }: PolicyVersion): void {
  const { policy = '', version = '' } = useParams();
  useAsk(
    'getPolicyVersion',
    { params: { policy, version } },
    isSettled(status) ? {} : { refetchInterval: LOOK_AGAIN_MS },
  );
}

function Reader({ version }: { readonly version: PolicyVersion }) {
  const { t } = useTranslation();
  const local = useLocal();
  useFresh(version);
  useTitle(`${local(version.title)} ${t('policies.version', { version: version.version })}`);
  const [filters, change] = useFilters(['q', 'both', 'changed']);
  const { q } = filters;
  const isChangedOnly = filters.changed === 'true';
  const anchor = useAnchor();
  const uses = useClauseUses(version.policy);
  const chapters = useMemo(
    () => chaptersFound(version.chapters, { q, isChangedOnly }),
    [version.chapters, q, isChangedOnly],
  );
  const clauses = chapters.reduce((sum, chapter) => sum + chapter.clauses.length, 0);
  return (
    <>
      <VersionHead version={version} />
      <Release version={version} />
      <div className="policy-reader">
        <Contents chapters={version.chapters} />
        <div className="policy-text">
          <ReaderBar version={version} filters={filters} found={clauses} onChange={change} />
          {chapters.length === 0 && (
            <div className="card policy-none">
              <p>{t('policies.notFound')}</p>
              <button type="button" className="button" onClick={() => change({ q: '', changed: '' })}>
                {t('policies.showAll')}
              </button>
            </div>
          )}
          {chapters.map((chapter) => (
            <ChapterView
              key={chapter.id}
              chapter={chapter}
              version={version}
              uses={uses}
              q={q}
              mayAdd={version.mayEdit && q === '' && !isChangedOnly}
              isBoth={filters.both === 'true'}
              anchor={anchor}
            />
          ))}
          <Publicity version={version} />
        </div>
      </div>
    </>
  );
}
