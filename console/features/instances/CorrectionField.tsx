import { Button, Input } from 'antd';
import { type ReactNode, useId } from 'react';
import { useTranslation } from 'react-i18next';
import { type Correction, isReadable, type StateVariable } from './corrections.ts';

type Props = {
  readonly correction: Correction;
  /** Absent: the instance has none of that name yet. */
  readonly variable: StateVariable | undefined;
  /** Somebody has tried to send it, so what is wrong is said. */
  readonly isWrong: boolean;
  readonly onChange: (correction: Correction) => void;
  readonly onRemove: () => void;
};

/** The new value of one variable. */
export function CorrectionField({ correction, variable, isWrong, onChange, onRemove }: Props) {
  const { t } = useTranslation();
  const id = useId();
  const name = variable?.title ?? correction.name;
  const isBad = isWrong && !isReadable(correction);
  return (
    <fieldset className="correction">
      <legend>{variable ? name : t('instances.newVariable')}</legend>
      {!variable && <NameField id={`${id}-name`} correction={correction} isWrong={isWrong} onChange={onChange} />}
      <span className="field">
        <ValueLabel id={id} kind={correction.kind} />
        <ValueField
          id={id}
          hint={`${id}-hint`}
          correction={correction}
          isBad={isBad}
          onChange={(text) => onChange({ ...correction, text })}
        />
      </span>
      <span id={`${id}-hint`}>
        {variable?.isMasked && <Hint>{t('instances.maskedHint')}</Hint>}
        {isBad && <Unreadable isNumber={correction.kind === 'number'} />}
      </span>
      <div>
        <Button size="small" onClick={onRemove}>
          {variable ? t('instances.leaveVariable', { name }) : t('form.remove')}
        </Button>
      </div>
    </fieldset>
  );
}

const Hint = ({ children }: { readonly children: ReactNode }) => <span className="quiet">{children} </span>;

function ValueLabel({ id, kind }: { readonly id: string; readonly kind: Correction['kind'] }) {
  const { t } = useTranslation();
  return <label htmlFor={id}>{kind === 'json' ? t('instances.valueAsJson') : t('instances.value')}</label>;
}

type NameProps = Pick<Props, 'correction' | 'isWrong' | 'onChange'> & { readonly id: string };

function NameField({ id, correction, isWrong, onChange }: NameProps) {
  const { t } = useTranslation();
  const isMissing = isWrong && correction.name.trim() === '';
  return (
    <span className="field">
      <label htmlFor={id}>{t('instances.variableName')}</label>
      <Input
        id={id}
        value={correction.name}
        status={isMissing ? 'error' : ''}
        aria-invalid={isMissing}
        onChange={(event) => onChange({ ...correction, name: event.target.value })}
      />
    </span>
  );
}

function Unreadable({ isNumber }: { readonly isNumber: boolean }) {
  const { t } = useTranslation();
  return (
    <span className="refusal">{isNumber ? t('instances.unreadable.number') : t('instances.unreadable.json')}</span>
  );
}

type ValueProps = {
  readonly id: string;
  readonly hint: string;
  readonly correction: Correction;
  readonly isBad: boolean;
  readonly onChange: (text: string) => void;
};

const LINES = { minRows: 1, maxRows: 12 };

function ValueField({ id, hint, correction: { kind, text }, isBad, onChange }: ValueProps) {
  const { t } = useTranslation();
  if (kind === 'truth') {
    return (
      <select id={id} className="select" value={text} onChange={(event) => onChange(event.target.value)}>
        <option value="true">{t('form.yes')}</option>
        <option value="false">{t('form.no')}</option>
      </select>
    );
  }
  return (
    <Input.TextArea
      id={id}
      autoSize={LINES}
      value={text}
      status={isBad ? 'error' : ''}
      aria-invalid={isBad}
      aria-describedby={hint}
      className={kind === 'json' ? 'as-code' : ''}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}
