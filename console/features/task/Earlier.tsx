import type { Task } from '../../../contract/tasks.ts';
import { type FieldSchema, Shown } from '../../ui/Shown.tsx';

type Props = { readonly title: string; readonly entries: Task['context']; readonly currency: unknown };

/** What was entered, to be read only. */
export function Earlier({ title, entries, currency }: Props) {
  if (entries.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <dl className="earlier">
        {entries.map(({ name, title: label, value, schema }) => (
          <div key={name}>
            <dt>{label}</dt>
            <dd>
              <Shown value={value} schema={schema as FieldSchema} currency={currency} />
            </dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
