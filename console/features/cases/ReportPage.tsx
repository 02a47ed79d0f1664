import { Button, Input } from 'antd';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { PersonRef } from '../../../contract/shared.ts';
import { useMe } from '../../app/me.ts';
import { useWrite } from '../../app/writes.ts';
import { camel } from '../../ui/camel.ts';
import '../../ui/dialog.css';
import { PeopleField } from '../../ui/PeopleField.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import './cases.css';
import { ClauseField } from './ClauseField.tsx';
import { EvidenceFiles } from './EvidenceFiles.tsx';
import { caseAddress } from './file.ts';

const ALLEGATION_MAX = 4_000;

/** Where a report about somebody else may come from. */
const sources = ['report', 'indicator', 'consumer', 'regulator', 'platform'] as const;
type Source = (typeof sources)[number];

type Report = {
  readonly isOwn: boolean;
  /** One at most. */
  readonly respondents: readonly PersonRef[];
  readonly clause: string;
  readonly actedOn: string;
  readonly source: Source;
  readonly allegation: string;
  readonly evidence: readonly string[];
};

const nothingYet: Report = {
  isOwn: false,
  respondents: [],
  clause: '',
  actedOn: '',
  source: 'report',
  allegation: '',
  evidence: [],
};

/** Reports a violation, one's own or somebody else's. What is typed is kept nowhere until it is sent. */
export function ReportPage() {
  const { t } = useTranslation();
  useTitle(t('cases.report'));
  const me = useMe();
  const navigate = useNavigate();
  const [report, setReport] = useState(nothingYet);
  const [isTried, setTried] = useState(false);
  const sent = useWrite('reportViolation', (answer) => void navigate(caseAddress(answer.case)));
  const change = (next: Partial<Report>) => setReport((before) => ({ ...before, ...next }));
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const { isOwn, respondents, clause, actedOn, source, allegation, evidence } = report;
    setTried(true);
    const respondent = isOwn ? me.person : respondents[0];
    if (!respondent) return;
    const whom = { respondent: respondent.id, ...(isOwn ? {} : { source }) };
    sent.act({ body: { ...whom, clause, actedOn, allegation, evidence: [...evidence] } });
  };
  return (
    <>
      <p>
        <Link to="/cases">← {t('cases.title')}</Link>
      </p>
      <h1>{t('cases.report')}</h1>
      <p className="quiet report-hint">{t('cases.reportHint')}</p>
      <form className="card report-form" onSubmit={submit}>
        <Whom report={report} isTried={isTried} onChange={change} />
        <ClauseField clause={report.clause} onChange={(clause) => change({ clause })} />
        <What report={report} onChange={change} />
        <EvidenceFiles files={report.evidence} onChange={(evidence) => change({ evidence })} />
        {sent.error && <ProblemNotice error={sent.error} />}
        <p>
          <Button type="primary" size="large" htmlType="submit" loading={sent.isPending}>
            {t('cases.send')}
          </Button>
        </p>
      </form>
    </>
  );
}

type Props = { readonly report: Report; readonly onChange: (next: Partial<Report>) => void };

function Whom({ report, isTried, onChange }: Props & { readonly isTried: boolean }) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <fieldset className="report-field">
        <legend>{t('cases.whom')}</legend>
        <div className="report-ways">
          <label>
            <input type="radio" name={id} checked={!report.isOwn} onChange={() => onChange({ isOwn: false })} />
            {t('cases.colleague')}
          </label>
          <label>
            <input type="radio" name={id} checked={report.isOwn} onChange={() => onChange({ isOwn: true })} />
            {t('cases.myself')}
          </label>
        </div>
        {report.isOwn && <p className="quiet">{t('cases.myselfHint')}</p>}
      </fieldset>
      {!report.isOwn && (
        <div>
          <PeopleField
            label={`${t('cases.respondent')} ${t('form.isRequired')}`}
            people={report.respondents}
            most={1}
            onChange={(respondents) => onChange({ respondents })}
          />
          {isTried && report.respondents.length === 0 && (
            <p role="alert" className="question-error">
              {t('form.required')}
            </p>
          )}
        </div>
      )}
      {!report.isOwn && <SourceField source={report.source} onChange={(source) => onChange({ source })} />}
    </>
  );
}

type SourceProps = { readonly source: Source; readonly onChange: (source: Source) => void };

function SourceField({ source, onChange }: SourceProps) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <div className="report-field">
      <label htmlFor={id}>{t('cases.sourceName')}</label>
      <select
        id={id}
        className="select"
        value={source}
        onChange={(event) => onChange(sources.find((it) => it === event.target.value) ?? 'report')}
      >
        {sources.map((it) => (
          <option key={it} value={it}>
            {t(`cases.source.${camel(it)}`)}
          </option>
        ))}
      </select>
    </div>
  );
}

function What({ report, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <>
      <div className="report-field">
        <label htmlFor={`${id}-day`}>
          {t('cases.actedOn')} <span className="quiet">{t('form.isRequired')}</span>
        </label>
        <input
          id={`${id}-day`}
          type="date"
          className="select"
          required
          max={today()}
          value={report.actedOn}
          onChange={(event) => onChange({ actedOn: event.target.value })}
        />
      </div>
      <div className="report-field">
        <label htmlFor={`${id}-what`}>
          {t('cases.allegation')} <span className="quiet">{t('form.isRequired')}</span>
        </label>
        <Input.TextArea
          id={`${id}-what`}
          rows={6}
          required
          maxLength={ALLEGATION_MAX}
          value={report.allegation}
          onChange={(event) => onChange({ allegation: event.target.value })}
        />
        <small className="quiet">{t('cases.allegationHint')}</small>
      </div>
    </>
  );
}

/** The day it is where the company is. */
const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());
