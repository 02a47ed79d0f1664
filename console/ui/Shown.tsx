import { useTranslation } from 'react-i18next';
import { At } from './At.tsx';
import { Evidence } from './Evidence.tsx';
import { useLanguage } from './local.ts';
import './shown.css';
import { HOME_CURRENCY, showMoney } from './money.ts';

/** What a form says of one of its fields. */
export type FieldSchema = {
  readonly title?: string;
  readonly format?: string;
  readonly oneOf?: readonly { readonly const: unknown; readonly title: string }[];
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
};

type Props<T = unknown> = { readonly value: T; readonly schema: FieldSchema; readonly currency: unknown };

/** A value of a form, as one reads it: an option by its label, money with its currency, a file by its name. */
export function Shown({ value, schema, currency }: Props) {
  const option = schema.oneOf?.find((it) => it.const === value);
  if (option) return option.title;
  if (Array.isArray(value)) return <Members value={value} schema={schema.items ?? {}} currency={currency} />;
  if (typeof value !== 'object') return <Plain value={value} schema={schema} currency={currency} />;
  return value && <Parts value={value} schema={schema} currency={currency} />;
}

function Plain({ value, schema, currency }: Props) {
  const { t } = useTranslation();
  switch (typeof value) {
    case 'boolean':
      return value ? t('form.yes') : t('form.no');
    case 'number':
      return <Amount value={value} schema={schema} currency={currency} />;
    default:
      return schema.format === 'evidence' ? <Evidence file={String(value)} /> : <Text text={String(value)} />;
  }
}

/** A moment as machines write it is said as everywhere. */
const machineMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;

const Text = ({ text }: { readonly text: string }) => (machineMoment.test(text) ? <At at={text} /> : text);

function Amount({ value, schema, currency }: Props<number>) {
  const language = useLanguage();
  if (schema.format === 'money')
    return showMoney(value, typeof currency === 'string' ? currency : HOME_CURRENCY, language);
  return schema.format === 'percent' ? `${value}%` : value.toLocaleString(language);
}

function Members({ value, schema, currency }: Props<readonly unknown[]>) {
  const { t } = useTranslation();
  if (value.length === 0) return <span className="quiet">{t('form.nothing')}</span>;
  const isPlain = value.every((it) => typeof it !== 'object');
  if (isPlain) {
    const labels = value.map((it) => schema.oneOf?.find((option) => option.const === it)?.title ?? String(it));
    return labels.join(t('common.comma'));
  }
  return (
    <ol>
      {value.map((member) => (
        <li key={JSON.stringify(member)}>
          <Shown value={member} schema={schema} currency={currency} />
        </li>
      ))}
    </ol>
  );
}

function Parts({ value, schema, currency }: Props<object>) {
  const parts = Object.entries(value).filter(([, part]) => part !== null && part !== undefined);
  return (
    <dl className="parts">
      {parts.map(([name, part]) => (
        <div key={name}>
          <dt>{schema.properties?.[name]?.title ?? name}</dt>
          <dd>
            <Shown value={part} schema={schema.properties?.[name] ?? {}} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
