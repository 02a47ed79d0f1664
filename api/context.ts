import type { FormSchema, Form as StoredForm } from '../catalog/index.ts';
import { localizeForm } from '../catalog/index.ts';
import type { Locale } from '../contract/shared.ts';
import type { Task as TaskShown } from '../contract/tasks.ts';
import type { Process } from '../engine/bpmn/model.ts';
import type { Db } from '../store/db.ts';
import type { Task } from '../store/tasks.ts';
import { readyForm } from './forms.ts';

/** What was entered before this step, with the schema of the form it was entered in: labels, formats, options. */
export async function contextOf(db: Db, task: Task, model: Process, locale: Locale): Promise<TaskShown['context']> {
  const ids = [
    ...new Set(Object.values(model.nodes).flatMap((node) => ('form' in node && node.form ? [node.form] : []))),
  ];
  const forms = (await Promise.all(ids.map((id) => readyForm(db, id)))).flatMap((form) => (form ? [form.content] : []));
  const own = new Set(Object.keys(forms.find(({ id }) => id === task.form)?.schema.properties ?? {}));
  const fields = new Map(forms.flatMap((form) => fieldsOf(form, locale)));
  return Object.entries(task.variables).flatMap(([name, value]) => {
    const field = fields.get(name);
    return field && !own.has(name) && value !== null
      ? [{ name, title: field.title ?? name, value, schema: { ...field } }]
      : [];
  });
}

function fieldsOf(form: StoredForm, locale: Locale): [string, FormSchema][] {
  return Object.entries(localizeForm(form, locale).schema.properties ?? {});
}
