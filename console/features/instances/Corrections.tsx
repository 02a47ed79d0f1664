import { Button } from 'antd';
import { type Ref, useId, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { useAsk } from '../../app/queries.ts';
import { type FormHandle, SchemaForm } from '../../ui/form/SchemaForm.tsx';
import { CorrectionField } from './CorrectionField.tsx';
import {
  type Corrections as Corrected,
  type Correction,
  formOf,
  newCorrection,
  type StateVariable,
  withVariable,
} from './corrections.ts';

type Props = {
  readonly instanceId: string;
  readonly corrections: Corrected;
  readonly form: Ref<FormHandle>;
  /** Somebody has tried to send them, so what is wrong is said. */
  readonly isWrong: boolean;
  readonly onChange: (corrections: Corrected) => void;
};

/** Chooses variables of an instance and gives them other values: by the fields of its forms, or as they are. */
export function Corrections({ instanceId, corrections, form, isWrong, onChange }: Props) {
  const { t } = useTranslation();
  const found = useAsk('getInstanceState', { params: { instanceId } });
  const variables = found.data?.state?.variables ?? [];
  const { fields, others } = corrections;
  const chosen = new Set([...fields, ...others].map(({ name }) => name));
  const setOthers = (next: readonly Correction[]) => onChange({ ...corrections, others: next });
  return (
    <>
      {fields.length > 0 && (
        <Fields
          corrections={corrections}
          form={form}
          currency={variables.find(({ name }) => name === 'currency')?.value}
          onChange={onChange}
        />
      )}
      {others.map((correction, at) => (
        <CorrectionField
          // biome-ignore lint/suspicious/noArrayIndexKey: they have no other name while one is typed
          key={at}
          correction={correction}
          variable={variables.find(({ name }) => name === correction.name)}
          isWrong={isWrong}
          onChange={(next) => setOthers(others.with(at, next))}
          onRemove={() => setOthers(others.toSpliced(at, 1))}
        />
      ))}
      <Adding
        variables={variables.filter(({ name }) => !chosen.has(name))}
        onAdd={(it) => onChange(withVariable(corrections, it))}
      />
      <div>
        <Button onClick={() => setOthers([...others, newCorrection])}>{t('instances.newVariable')}</Button>
      </div>
    </>
  );
}

type FieldsProps = Pick<Props, 'corrections' | 'form' | 'onChange'> & { readonly currency: unknown };

function Fields({ corrections, form, currency, onChange }: FieldsProps) {
  const { t } = useTranslation();
  const { fields, values } = corrections;
  const asked = useMemo(() => formOf(fields), [fields]);
  const given = useMemo(() => ({ ...values, currency }), [values, currency]);
  const isMasked = fields.some((it) => it.isMasked);
  return (
    <div className="correction">
      <SchemaForm
        form={asked}
        values={given}
        handle={form}
        onChange={(next) => onChange({ ...corrections, values: next })}
      />
      {isMasked && <p className="quiet">{t('instances.maskedHint')}</p>}
      <div className="correction-acts">
        {fields.map((field) => (
          <Button
            key={field.name}
            size="small"
            onClick={() => onChange({ ...corrections, fields: fields.filter((it) => it !== field) })}
          >
            {t('instances.leaveVariable', { name: field.title })}
          </Button>
        ))}
      </div>
    </div>
  );
}

type AddingProps = { readonly variables: readonly StateVariable[]; readonly onAdd: (variable: StateVariable) => void };

function Adding({ variables, onAdd }: AddingProps) {
  const { t } = useTranslation();
  const id = useId();
  if (variables.length === 0) return null;
  const add = (name: string) => {
    const variable = variables.find((it) => it.name === name);
    if (variable) onAdd(variable);
  };
  return (
    <>
      <label htmlFor={id}>{t('instances.correct')}</label>
      <select id={id} className="select" value="" onChange={(event) => add(event.target.value)}>
        <option value="">{t('instances.chooseVariable')}</option>
        {variables.map(({ name, title }) => (
          <option key={name} value={name}>
            {title === name ? name : `${title} (${name})`}
          </option>
        ))}
      </select>
    </>
  );
}
