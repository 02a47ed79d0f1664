import { useTranslation } from 'react-i18next';
import type { Task } from '../../../contract/tasks.ts';
import { type FieldSchema, Shown } from '../../ui/Shown.tsx';

type Props = { readonly title: string; readonly entries: Task['context']; readonly currency: unknown };

/** The answers of the last few steps are what one decides on; the others are a click away. */
const SHOWN_AT_ONCE = 18;

/** What was entered, to be read only. */
export function Earlier({ title, entries, currency }: Props) {
  const { t } = useTranslation();
  if (entries.length === 0) return null;
  const older = entries.slice(0, -SHOWN_AT_ONCE);
  return (
    <section>
      <h2>{title}</h2>
      {older.length > 0 && (
        <details className="older">
          <summary>{t('task.older', { answers: older.length })}</summary>
          <Answers entries={older} currency={currency} />
        </details>
      )}
      <Answers entries={entries.slice(-SHOWN_AT_ONCE)} currency={currency} />
    </section>
  );
}

function Answers({ entries, currency }: Omit<Props, 'title'>) {
  return (
    <dl className="earlier">
      {entries.map(({ name, title, value, schema }) => (
        <div key={name}>
          <dt>{title}</dt>
          <dd>
            <Shown value={value} schema={schema as FieldSchema} currency={currency} />
          </dd>
        </div>
      ))}
    </dl>
  );
}
