import { ariaDescribedByIds, type WidgetProps } from '@rjsf/utils';
import { InputNumber } from 'antd';
import type { FormValues } from './validator.ts';

/** A share between 0 and 100. */
export function PercentWidget({ id, value, readonly, disabled, onChange, rawErrors }: WidgetProps<FormValues>) {
  return (
    <InputNumber<number>
      id={id}
      className="number-field"
      value={typeof value === 'number' ? value : null}
      onChange={(share) => onChange(share ?? undefined)}
      suffix="%"
      controls={false}
      readOnly={readonly ?? false}
      disabled={disabled ?? false}
      {...(rawErrors?.length ? { status: 'error' as const } : {})}
      aria-describedby={ariaDescribedByIds(id)}
    />
  );
}
