import type { FormSchema, Form as StoredForm } from '../catalog/index.ts';
import { factsForm, HANDED_OVER_FORM, localizeForm } from '../catalog/index.ts';
import type { Locale } from '../contract/shared.ts';
import type { Task as TaskShown } from '../contract/tasks.ts';
import type { Process } from '../engine/bpmn/model.ts';
import type { Db } from '../store/db.ts';
import type { Task } from '../store/tasks.ts';
import { readyForm } from './forms.ts';
import { outlineOf } from './outline.ts';
import { type Field, resultFields } from './resultFields.ts';

/** What was entered before this step, with the schema of the form it was entered in: labels, formats, options. */
export async function contextOf(db: Db, task: Task, model: Process, locale: Locale): Promise<TaskShown['context']> {
  const forms = await formsOf(db, model);
  const own = new Set(Object.keys(forms.find(({ id }) => id === task.form)?.schema.properties ?? {}));
  const fields = new Map(forms.flatMap((form) => fieldsInOrder(form, locale)));
  return [...fields].flatMap(([name, field]) => {
    const value = task.variables[name] ?? null;
    return value !== null && !own.has(name) ? [{ name, title: field.title ?? name, value, schema: { ...field } }] : [];
  });
}

/** What is known of the variables of a process, by name: from its forms, else what is handed over, else its elements. */
export async function fieldsOf(db: Db, model: Process, locale: Locale): Promise<ReadonlyMap<string, Field>> {
  const forms = [...(await readForms(db, [HANDED_OVER_FORM])), ...(await formsOf(db, model))];
  return new Map<string, Field>([
    ...resultFields(model, locale),
    ...forms.flatMap((form) => fieldsInOrder(form, locale)),
  ]);
}

const formsOf = (db: Db, model: Process) => readForms(db, [...formsInOrder(model), factsForm(model.id)]);

async function readForms(db: Db, ids: readonly string[]): Promise<readonly StoredForm[]> {
  return (await Promise.all(ids.map((id) => readyForm(db, id)))).flatMap((form) => (form ? [form.content] : []));
}

/** The forms of a process in the order in which its flow comes to them. */
function formsInOrder(model: Process): string[] {
  const forms = outlineOf(model).flatMap(({ node }) => {
    const element = model.nodes[node];
    return element && 'form' in element && element.form ? [element.form] : [];
  });
  return [...new Set(forms)];
}

/** The fields of a form in the order in which it shows them; its JSON has come through Postgres, which keeps none. */
function fieldsInOrder(form: StoredForm, locale: Locale): [string, FormSchema][] {
  const { properties = {} } = localizeForm(form, locale).schema;
  const shown = form.ui?.['ui:order'];
  const order = Array.isArray(shown) ? shown.filter((name) => name in properties) : Object.keys(properties);
  return order.flatMap((name) => (properties[name] ? [[name, properties[name]]] : []));
}
