import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { At } from '../../ui/At.tsx';
import { camel } from '../../ui/camel.ts';
import { Evidence } from '../../ui/Evidence.tsx';
import { Fact } from '../../ui/Fact.tsx';
import { useDay } from '../../ui/useDay.ts';
import type { CaseFile } from './file.ts';

/** What is said to have happened, what was found, and what the person says to it. */
export function Facts({ file }: { readonly file: CaseFile }) {
  const { t } = useTranslation();
  const day = useDay();
  return (
    <section className="card stack">
      <h2>{t('cases.facts')}</h2>
      <dl className="fact-grid">
        <Fact name={t('cases.actedOn')}>{day(file.actedOn)}</Fact>
        <Fact name={t('cases.sourceName')}>{t(`cases.source.${camel(file.source)}`)}</Fact>
        <Fact name={t('cases.className')}>{file.violationClass && t(`cases.class.${file.violationClass}`)}</Fact>
        <Fact name={t('cases.reportedAt')}>
          <At at={file.reportedAt} />
        </Fact>
        <Fact name={t('cases.noticedAt')}>{file.noticedAt && <At at={file.noticedAt} />}</Fact>
        <Fact name={t('cases.finding')}>
          {file.finding && <Link to={inspectionOf(file.finding)}>{t('cases.toInspection')}</Link>}
        </Fact>
      </dl>
      <Words title={t('cases.allegation')} text={file.allegation} />
      <Words title={t('cases.foundFacts')} text={file.facts} />
      <Files files={file.evidence} />
      <Words title={t('cases.statement')} text={file.statement} />
    </section>
  );
}

/** A finding is named after its inspection, "<inspection>-<item>", and is read on its page. */
function inspectionOf(finding: string): string {
  return `/inspections/${encodeURIComponent(finding.replace(/-\d+$/, ''))}`;
}

function Words({ title, text }: { readonly title: string; readonly text: string | null }) {
  if (text === null) return null;
  return (
    <div>
      <h3>{title}</h3>
      <blockquote className="as-written">{text}</blockquote>
    </div>
  );
}

function Files({ files }: { readonly files: readonly string[] }) {
  const { t } = useTranslation();
  if (files.length === 0) return null;
  return (
    <div>
      <h3>{t('cases.evidence')}</h3>
      <ul className="file-list">
        {files.map((file) => (
          <li key={file}>
            <Evidence file={file} />
          </li>
        ))}
      </ul>
    </div>
  );
}
