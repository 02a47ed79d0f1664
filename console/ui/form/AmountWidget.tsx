import { ariaDescribedByIds, type WidgetProps } from '@rjsf/utils';
import { InputNumber } from 'antd';
import { fractionDigits, HOME_CURRENCY, minorUnits } from '../money.ts';
import type { FormValues } from './validator.ts';

/** An amount of money: typed in major units, kept in minor ones. */
export function AmountWidget(props: WidgetProps<FormValues>) {
  const { id, value, required, readonly, disabled, onChange, registry, rawErrors } = props;
  const currency = currencyOf(registry.formContext);
  const units = minorUnits(currency);
  return (
    <InputNumber<number>
      id={id}
      className="number-field"
      value={typeof value === 'number' ? value / units : null}
      onChange={(amount) => onChange(amount === null ? undefined : Math.round(amount * units))}
      precision={fractionDigits(currency)}
      formatter={grouped}
      parser={(text) => Number(text?.replaceAll(/[^\d.-]/g, '') ?? '')}
      suffix={currency}
      controls={false}
      required={required ?? false}
      readOnly={readonly ?? false}
      disabled={disabled ?? false}
      {...(rawErrors?.length ? { status: 'error' as const } : {})}
      aria-describedby={ariaDescribedByIds(id)}
    />
  );
}

function grouped(amount: number | undefined, { input }: { readonly input: string }): string {
  const text = input === '' ? String(amount ?? '') : input;
  return text.replace(/\B(?=(?:\d{3})+(?!\d))(?<!\..*)/g, ',');
}

function currencyOf(context: unknown): string {
  const { currency } = (context ?? {}) as { readonly currency?: unknown };
  return typeof currency === 'string' && /^[A-Z]{3}$/.test(currency) ? currency : HOME_CURRENCY;
}
