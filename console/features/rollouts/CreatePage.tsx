import { Button } from 'antd';
import { type SubmitEvent, useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { Phase } from '../../../contract/rollouts.ts';
import { useAsk } from '../../app/queries.ts';
import { useWrite } from '../../app/writes.ts';
import { camel } from '../../ui/camel.ts';
import { useLocal } from '../../ui/local.ts';
import { PeopleField } from '../../ui/PeopleField.tsx';
import { ProblemNotice } from '../../ui/ProblemNotice.tsx';
import { useTitle } from '../../ui/useTitle.ts';
import { rolloutAddress } from './addresses.ts';
import { bodyOf, type Gap, gapsOf, newDraft, newWave, type RolloutDraft } from './draft.ts';
import '../../ui/records.css';
import './rollouts.css';
import { WaveFields } from './WaveFields.tsx';

const TITLE_MAX = 120;

type Props = { readonly draft: RolloutDraft; readonly onChange: (next: Partial<RolloutDraft>) => void };

/** Creates a rollout: of which version, who answers for it, who signs, and the waves it trains. */
export function CreatePage() {
  const { t } = useTranslation();
  useTitle(t('rollouts.create'));
  const navigate = useNavigate();
  const [search] = useSearchParams();
  const [draft, setDraft] = useState(() => newDraft(search.get('version') ?? ''));
  const [gaps, setGaps] = useState<readonly Gap[]>([]);
  const create = useWrite('createRollout', ({ rollout }) => void navigate(rolloutAddress(rollout)));
  const change = (next: Partial<RolloutDraft>) => {
    setGaps([]);
    setDraft((before) => ({ ...before, ...next }));
  };
  const submit = (event: SubmitEvent) => {
    event.preventDefault();
    const found = gapsOf(draft);
    setGaps(found);
    if (found.length === 0) create.act({ body: bodyOf(draft) });
  };
  return (
    <>
      <p className="rollout-back">
        <Link to="/rollouts">{t('rollouts.back')}</Link>
      </p>
      <h1>{t('rollouts.create')}</h1>
      <form className="stack rollout-body" onSubmit={submit}>
        <About draft={draft} onChange={change} />
        <Signers draft={draft} onChange={change} />
        <Waves draft={draft} onChange={change} />
        {create.error && <ProblemNotice error={create.error} />}
        {gaps.length > 0 && <Gaps gaps={gaps} />}
        <p className="rollout-acts">
          <Button type="primary" size="large" htmlType="submit" loading={create.isPending}>
            {t('rollouts.create')}
          </Button>
          <span className="quiet">{t('rollouts.form.afterwards')}</span>
        </p>
      </form>
    </>
  );
}

function Gaps({ gaps }: { readonly gaps: readonly Gap[] }) {
  const { t } = useTranslation();
  const said = (gap: Gap) => {
    if (gap.kind === 'owner') return t('rollouts.form.owner');
    if (gap.kind === 'manager') return t('rollouts.form.managerOf', { number: gap.wave });
    return t('rollouts.form.signersOf', { phase: t(`rollouts.phase.${gap.phase}`) });
  };
  return (
    <div className="notice" role="alert">
      {t('rollouts.form.gaps', { fields: gaps.map(said).join(t('common.comma')) })}
    </div>
  );
}

function About({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const id = useId();
  return (
    <section className="card stack" aria-labelledby={`${id}-h`}>
      <h2 id={`${id}-h`}>{t('rollouts.form.about')}</h2>
      <Version draft={draft} onChange={onChange} />
      <div className="field">
        <label htmlFor={`${id}-t`}>{t('rollouts.form.title')}</label>
        <input
          id={`${id}-t`}
          required
          maxLength={TITLE_MAX}
          value={draft.title}
          onChange={(event) => onChange({ title: event.target.value })}
        />
      </div>
      <PeopleField
        label={t('rollouts.form.owner')}
        hint={t('rollouts.form.ownerHint')}
        people={draft.owner}
        most={1}
        onChange={(owner) => onChange({ owner })}
      />
      <div className="form-row">
        <Percent label={t('rollouts.form.passed')} value={draft.passed} onChange={(passed) => onChange({ passed })} />
        <Percent
          label={t('rollouts.form.acknowledged')}
          value={draft.acknowledged}
          onChange={(acknowledged) => onChange({ acknowledged })}
        />
      </div>
    </section>
  );
}

function Version({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const local = useLocal();
  const id = useId();
  const policies = useAsk('listPolicies', {});
  const versions = (policies.data?.items ?? []).flatMap(({ id: policy, title, versions: all }) =>
    all
      .filter(({ status }) => status !== 'superseded' && status !== 'withdrawn')
      .map(({ version, status }) => ({
        id: `${policy}@${version}`,
        title: t('rollouts.form.titleOf', { title: local(title), version }),
        name: `${local(title)} · ${t('learn.version', { version })} · ${t(`policies.status.${camel(status)}`)}`,
      })),
  );
  const choose = (version: string) => {
    const isOurs = draft.title === '' || versions.some(({ title }) => title === draft.title);
    const title = versions.find((it) => it.id === version)?.title ?? '';
    onChange({ version, ...(isOurs ? { title } : {}) });
  };
  return (
    <div className="field">
      <label htmlFor={id}>{t('rollouts.form.version')}</label>
      <select
        id={id}
        className="select"
        required
        value={draft.version}
        onChange={(event) => choose(event.target.value)}
      >
        <option value="">{t('form.choose')}</option>
        {versions.map((it) => (
          <option key={it.id} value={it.id}>
            {it.name}
          </option>
        ))}
      </select>
      {policies.error && <ProblemNotice error={policies.error} onRetry={() => void policies.refetch()} />}
    </div>
  );
}

type PercentProps = {
  readonly label: string;
  readonly value: number;
  readonly onChange: (value: number) => void;
};

function Percent({ label, value, onChange }: PercentProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      <input
        id={id}
        type="number"
        required
        min={0}
        max={100}
        value={value}
        onChange={(event) => onChange(event.target.valueAsNumber)}
      />
    </div>
  );
}

function Signers({ draft, onChange }: Props) {
  const { t } = useTranslation();
  return (
    <section className="card stack" aria-labelledby="signers">
      <h2 id="signers">{t('rollouts.form.signers')}</h2>
      <p className="quiet">{t('rollouts.form.signersHint')}</p>
      <div className="form-row">
        {Phase.options.map((phase) => (
          <PeopleField
            key={phase}
            label={t('rollouts.form.signersOf', { phase: t(`rollouts.phase.${phase}`) })}
            people={draft.signers[phase]}
            onChange={(people) => onChange({ signers: { ...draft.signers, [phase]: people } })}
          />
        ))}
      </div>
    </section>
  );
}

function Waves({ draft, onChange }: Props) {
  const { t } = useTranslation();
  const { waves } = draft;
  const next = String(Math.max(0, ...waves.map(({ key }) => Number(key))) + 1);
  return (
    <section className="card stack" aria-labelledby="new-waves">
      <h2 id="new-waves">{t('rollouts.waves')}</h2>
      <p className="quiet">{t('rollouts.form.wavesHint')}</p>
      {waves.map((wave, index) => (
        <WaveFields
          key={wave.key}
          wave={wave}
          number={index + 1}
          onChange={(more) => onChange({ waves: waves.map((it) => (it.key === wave.key ? { ...it, ...more } : it)) })}
          onRemove={
            waves.length > 1 ? () => onChange({ waves: waves.filter(({ key }) => key !== wave.key) }) : undefined
          }
        />
      ))}
      <p>
        <Button size="large" onClick={() => onChange({ waves: [...waves, newWave(next)] })}>
          {t('rollouts.form.addWave')}
        </Button>
      </p>
    </section>
  );
}
