import { useTranslation } from 'react-i18next';
import type { Task } from '../../../contract/tasks.ts';
import { type FieldSchema, Shown } from '../../ui/Shown.tsx';

type Props = { readonly entries: Task['context']; readonly currency: unknown };

/** What was entered in the steps before, to be read only. */
export function Earlier({ entries, currency }: Props) {
  const { t } = useTranslation();
  if (entries.length === 0) return null;
  return (
    <section>
      <h2>{t('task.earlier')}</h2>
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
    </section>
  );
}
