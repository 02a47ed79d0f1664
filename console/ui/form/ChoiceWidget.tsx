import { ariaDescribedByIds, type WidgetProps } from '@rjsf/utils';
import { useTranslation } from 'react-i18next';
import type { FormValues } from './validator.ts';

/** One of several options, by the browser's own list, which works with every keyboard, finger and screen reader. */
export function ChoiceWidget({ id, value, options, readonly, disabled, onChange, rawErrors }: WidgetProps<FormValues>) {
  const { t } = useTranslation();
  const choices = options.enumOptions ?? [];
  const chosen = choices.findIndex((it) => it.value === value);
  return (
    <select
      id={id}
      className="select"
      value={chosen}
      disabled={(readonly ?? false) || (disabled ?? false)}
      onChange={(event) => onChange(choices[Number(event.target.value)]?.value)}
      aria-invalid={(rawErrors?.length ?? 0) > 0}
      aria-describedby={ariaDescribedByIds(id)}
    >
      <option value={-1}>{t('form.choose')}</option>
      {choices.map(({ label }, index) => (
        <option key={label} value={index}>
          {label}
        </option>
      ))}
    </select>
  );
}
