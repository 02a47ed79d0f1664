import { Button } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../app/queries.ts';
import { useLocal } from '../../ui/local.ts';
import '../../ui/dialog.css';
import { PeopleField } from '../../ui/PeopleField.tsx';
import { AudiencePreview } from './AudiencePreview.tsx';
import type { WaveDraft } from './draft.ts';

const NAME_MAX = 80;

type Props = {
  readonly wave: WaveDraft;
  readonly number: number;
  readonly onChange: (more: Partial<WaveDraft>) => void;
  readonly onRemove: (() => void) | undefined;
};

/** One wave of a new rollout: its name, whom it trains, who manages it, by when. */
export function WaveFields({ wave, number, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  return (
    <fieldset className="wave-fields">
      <legend>{t('rollouts.form.wave', { number })}</legend>
      <div className="form-row">
        <Field label={t('rollouts.form.waveName')}>
          {(id) => (
            <input
              id={id}
              required
              maxLength={NAME_MAX}
              value={wave.name}
              onChange={(event) => onChange({ name: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('rollouts.form.waveNameEn')}>
          {(id) => (
            <input
              id={id}
              required
              maxLength={NAME_MAX}
              value={wave.nameEn}
              onChange={(event) => onChange({ nameEn: event.target.value })}
            />
          )}
        </Field>
        <Field label={t('rollouts.form.due')}>
          {(id) => (
            <input
              id={id}
              type="date"
              required
              value={wave.due}
              onChange={(event) => onChange({ due: event.target.value })}
            />
          )}
        </Field>
      </div>
      <PeopleField
        label={t('rollouts.form.managerOf', { number })}
        hint={t('rollouts.form.managerHint')}
        people={wave.manager}
        most={1}
        onChange={(manager) => onChange({ manager })}
      />
      <AudienceFields wave={wave} number={number} onChange={onChange} />
      {onRemove && (
        <p>
          <Button danger onClick={onRemove}>
            {t('rollouts.form.removeWave', { number })}
          </Button>
        </p>
      )}
    </fieldset>
  );
}

type FieldProps = { readonly label: string; readonly children: (id: string) => ReactNode };

function Field({ label, children }: FieldProps) {
  const id = useId();
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children(id)}
    </div>
  );
}

function AudienceFields({ wave, number, onChange }: Omit<Props, 'onRemove'>) {
  const { t } = useTranslation();
  const known = useAsk('listDepartments', {});
  const { departments = [], positions = [] } = known.data ?? {};
  return (
    <>
      <p className="quiet">{t('rollouts.form.audienceHint')}</p>
      <div className="form-row">
        <Ticks
          label={t('rollouts.form.departments')}
          options={departments}
          chosen={wave.departments}
          onChange={(chosen) => onChange({ departments: chosen })}
        />
        <Ticks
          label={t('rollouts.form.positions')}
          options={positions}
          chosen={wave.positions}
          onChange={(chosen) => onChange({ positions: chosen })}
        />
      </div>
      <div className="form-row">
        <PeopleField label={t('rollouts.form.also')} people={wave.people} onChange={(people) => onChange({ people })} />
        <PeopleField
          label={t('rollouts.form.except')}
          people={wave.except}
          onChange={(except) => onChange({ except })}
        />
      </div>
      <AudiencePreview wave={wave} number={number} />
    </>
  );
}

type Option = { readonly id: string; readonly name: { readonly 'zh-CN': string; readonly en: string } };

type TicksProps = {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
};

function Ticks({ label, options, chosen, onChange }: TicksProps) {
  const local = useLocal();
  const toggle = (id: string) => onChange(chosen.includes(id) ? chosen.filter((it) => it !== id) : [...chosen, id]);
  return (
    <fieldset className="targets">
      <legend>{label}</legend>
      {options.map(({ id, name }) => (
        <label key={id}>
          <input type="checkbox" checked={chosen.includes(id)} onChange={() => toggle(id)} />
          {local(name)}
        </label>
      ))}
    </fieldset>
  );
}
