import { ariaDescribedByIds, type WidgetProps } from '@rjsf/utils';
import { Input } from 'antd';
import type { FormValues } from './validator.ts';

/** A calendar day, by the browser's own picker, which speaks to every keyboard, finger and screen reader. */
export function DayWidget({ id, value, readonly, disabled, onChange, rawErrors }: WidgetProps<FormValues>) {
  return (
    <Input
      id={id}
      type="date"
      className="number-field"
      value={typeof value === 'string' ? value : ''}
      onChange={(event) => onChange(event.target.value || undefined)}
      readOnly={readonly ?? false}
      disabled={disabled ?? false}
      {...(rawErrors?.length ? { status: 'error' as const } : {})}
      aria-describedby={ariaDescribedByIds(id)}
    />
  );
}
