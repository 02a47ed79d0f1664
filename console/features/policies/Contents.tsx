import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { useLocal } from '../../ui/local.ts';
import { useMedia } from '../../ui/useMedia.ts';
import { type Chapter, changesIn } from './reading.ts';

const NARROW = '(width <= 900px)';

/** The chapters, as a list that stays in view; on a phone it unfolds. */
export function Contents({ chapters }: { readonly chapters: readonly Chapter[] }) {
  const { t } = useTranslation();
  const isNarrow = useMedia(NARROW);
  if (!isNarrow)
    return (
      <nav className="policy-contents no-print" aria-label={t('policies.contents')}>
        <ChapterList chapters={chapters} />
      </nav>
    );
  return (
    <nav className="no-print" aria-label={t('policies.contents')}>
      <details className="card policy-unfold">
        <summary>{t('policies.contents')}</summary>
        <ChapterList chapters={chapters} />
      </details>
    </nav>
  );
}

function ChapterList({ chapters }: { readonly chapters: readonly Chapter[] }) {
  const { t } = useTranslation();
  const local = useLocal();
  const { search } = useLocation();
  return (
    <ol>
      {chapters.map((chapter) => {
        const changes = changesIn(chapter);
        return (
          <li key={chapter.id}>
            <Link to={{ search, hash: chapter.anchor }}>
              <span className="policy-ordinal">{chapter.id}</span> {local(chapter.title)}
            </Link>
            {changes > 0 && <small className="policy-count">{t('policies.changes', { count: changes })}</small>}
          </li>
        );
      })}
    </ol>
  );
}
