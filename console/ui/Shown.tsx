import { useTranslation } from 'react-i18next';
import { Evidence } from './Evidence.tsx';
import { useLanguage } from './local.ts';
import { HOME_CURRENCY, showMoney } from './money.ts';

type Props = { readonly value: unknown; readonly format: string | null; readonly currency: unknown };

/** A value of a form, as one reads it. */
export function Shown({ value, format, currency }: Props) {
  const { t } = useTranslation();
  const language = useLanguage();
  if (isNothing(value)) return <span className="quiet">{t('common.nothing')}</span>;
  if (typeof value === 'boolean') return value ? t('form.yes') : t('form.no');
  if (typeof value === 'number') return format === 'money' ? money(value, currency, language) : number(value, format);
  if (typeof value === 'string') return format === 'evidence' ? <Evidence file={value} /> : value;
  if (Array.isArray(value)) return <List items={value} format={format} currency={currency} />;
  return JSON.stringify(value);
}

function List({ items, format, currency }: { readonly items: readonly unknown[] } & Omit<Props, 'value'>) {
  const { t } = useTranslation();
  const isPlain = items.every((it) => typeof it === 'string' || typeof it === 'number');
  if (isPlain) return items.join(t('common.comma'));
  return (
    <ul>
      {items.map((item, index) => (
        // oxlint-disable-next-line react/no-array-index-key -- the list is shown once and never changes its order
        <li key={index}>
          <Shown value={item} format={format} currency={currency} />
        </li>
      ))}
    </ul>
  );
}

function isNothing(value: unknown): boolean {
  return value === null || value === undefined || value === '';
}

function money(amount: number, currency: unknown, language: Parameters<typeof showMoney>[2]): string {
  return showMoney(amount, typeof currency === 'string' ? currency : HOME_CURRENCY, language);
}

function number(value: number, format: string | null): string {
  return format === 'percent' ? `${value}%` : value.toLocaleString('en');
}
