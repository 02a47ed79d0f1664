import { Button } from 'antd';
import { type SubmitEvent, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Binding, ChangeClass, ClauseKind, type PolicyVersion } from '../../../contract/policies.ts';
import { useMe } from '../../app/me.ts';
import { Refused } from '../../app/queries.ts';
import { useWrite } from '../../app/writes.ts';
import { useDraft } from '../../ui/draft.ts';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { editAddress, versionAddress } from './addresses.ts';
import { Area, Picked } from './fields.tsx';
import { LawLinks } from './LawLinks.tsx';
import type { Clause } from './reading.ts';
import { editOf, type Wording, wordingOf } from './wording.ts';

type Props = {
  readonly version: PolicyVersion;
  readonly number: string;
  /** What one starts from. */
  readonly clause: Clause | undefined;
};

/** Words a clause of a draft in both languages, with what it rests on and why it changes. */
export function ClauseForm({ version: { policy, version }, number, clause }: Props) {
  const { t } = useTranslation();
  const me = useMe();
  const navigate = useNavigate();
  const draft = useDraft(`${me.person.id}.${policy}@v${version}#${number}`, wordingOf(clause));
  const wording = { ...wordingOf(clause), ...draft.values } as Wording;
  const change = (next: Partial<Wording>) => draft.change({ ...wording, ...next }, true);
  const edit = useWrite('editClause', () => {
    draft.forget();
    void navigate(`${versionAddress({ policy, version })}#c-${number}`);
  });
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    edit.act({ params: { policy, version, number }, body: { edit: editOf(wording) } });
  };
  return (
    <form className="card clause-form" onSubmit={submit}>
      <Texts wording={wording} onChange={change} />
      <Nature wording={wording} onChange={change} />
      <LawLinks laws={wording.laws} onChange={(laws) => change({ laws })} />
      <Why wording={wording} onChange={change} />
      {edit.error && <Refusal error={edit.error} policy={policy} version={version} />}
      {draft.isChanged && (
        <p className="quiet" role="status">
          {t('task.draft')}{' '}
          <Button type="link" size="small" onClick={draft.forget}>
            {t('task.discard')}
          </Button>
        </p>
      )}
      <p className="policy-acts">
        <Button htmlType="submit" type="primary" size="large" loading={edit.isPending}>
          {t('policies.clause.save')}
        </Button>
        <Link className="button" to={`${versionAddress({ policy, version })}#c-${number}`}>
          {t('common.cancel')}
        </Link>
      </p>
    </form>
  );
}

type PartProps = { readonly wording: Wording; readonly onChange: (next: Partial<Wording>) => void };

function Texts({ wording, onChange }: PartProps) {
  const { t } = useTranslation();
  return (
    <div className="policy-both">
      <Area
        label={t('policies.clause.zh')}
        language="zh-CN"
        value={wording.zh}
        isRequired
        onChange={(zh) => onChange({ zh })}
      />
      <Area
        label={t('policies.clause.en')}
        language="en"
        value={wording.en}
        isRequired
        onChange={(en) => onChange({ en })}
      />
    </div>
  );
}

function Nature({ wording, onChange }: PartProps) {
  const { t } = useTranslation();
  const hint = useId();
  return (
    <div className="clause-nature">
      <Picked
        label={t('policies.clause.kind')}
        value={wording.kind}
        options={ClauseKind.options.map((it) => ({ id: it, name: t(`policies.kind.${it}`) }))}
        onChange={(kind) => onChange({ kind })}
      />
      <Picked
        label={t('policies.clause.binding')}
        value={wording.binding}
        options={Binding.options.map((it) => ({ id: it, name: t(`policies.binding.${it}`) }))}
        onChange={(binding) => onChange({ binding })}
      />
      <div>
        <label className="policy-check">
          <input
            type="checkbox"
            checked={wording.vitalInterest}
            aria-describedby={hint}
            onChange={(event) => onChange({ vitalInterest: event.target.checked })}
          />
          {t('policies.vital')}
        </label>
        <p id={hint} className="quiet">
          {t('policies.clause.vitalHint')}
        </p>
      </div>
    </div>
  );
}

function Why({ wording, onChange }: PartProps) {
  const { t } = useTranslation();
  return (
    <fieldset>
      <legend>{t('policies.clause.why')}</legend>
      <Picked
        label={t('policies.clause.class')}
        value={wording.class}
        options={ChangeClass.options.map((it) => ({ id: it, name: t(`policies.class.${it}`) }))}
        onChange={(it) => onChange({ class: it })}
      />
      <div className="policy-both">
        <Area
          label={t('policies.clause.reasonZh')}
          language="zh-CN"
          value={wording.reasonZh}
          isRequired
          onChange={(reasonZh) => onChange({ reasonZh })}
        />
        <Area
          label={t('policies.clause.reasonEn')}
          language="en"
          value={wording.reasonEn}
          isRequired
          onChange={(reasonEn) => onChange({ reasonEn })}
        />
      </div>
    </fieldset>
  );
}

type RefusalProps = { readonly error: Error; readonly policy: string; readonly version: number };

/** A number that cannot be used comes back with the one that can. */
function Refusal({ error, ...version }: RefusalProps) {
  const { t } = useTranslation();
  const next =
    error instanceof Refused && error.problem.code === 'clause-number' ? error.problem.params['next'] : undefined;
  return (
    <ProblemNotice error={error}>
      {next !== undefined && (
        <p>
          <Link to={editAddress(version, next)}>{t('policies.clause.useNumber', { number: next })}</Link>
        </p>
      )}
    </ProblemNotice>
  );
}
