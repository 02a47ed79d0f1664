import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../contract/tasks.ts';
import { useMe } from '../../app/me.ts';
import { useDraft } from '../../ui/draft.ts';
import { type FormHandle, SchemaForm } from '../../ui/form/SchemaForm.tsx';
import type { FormValues } from '../../ui/form/validator.ts';
import type { FieldSchema } from '../../ui/Shown.tsx';
import { Actions } from './Actions.tsx';
import { Earlier } from './Earlier.tsx';

/** What was entered before, the form of this step, and what one can do with it. */
export function Work({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const me = useMe();
  const form = useRef<FormHandle>(null);
  const given = valuesOf(task);
  const draft = useDraft(`${me.person.id}.${task.id}`, given);
  const mayAnswer = task.verbs.includes('complete') || task.verbs.includes('signOff');
  return (
    <div className="work">
      <Earlier title={t('task.earlier')} entries={task.context} currency={task.variables['currency']} />
      {task.outcome !== null && (
        <Earlier title={t('task.answers')} entries={answersOf(task)} currency={given['currency']} />
      )}
      {task.form && mayAnswer && (
        <section className="work-form">
          <SchemaForm form={task.form} values={draft.values} handle={form} onChange={draft.change} />
          {draft.isChanged && (
            <p className="quiet draft" role="status">
              {t('task.draft')}{' '}
              <Button type="link" size="small" onClick={draft.forget}>
                {t('task.discard')}
              </Button>
            </p>
          )}
        </section>
      )}
      <Actions
        task={task}
        values={draft.values}
        isComplete={() => form.current?.validateForm() ?? true}
        onDone={draft.forget}
      />
    </div>
  );
}

/** What was entered in this step, to be read when it is over. */
function answersOf({ form, variables }: Task): Task['context'] {
  const { properties = {} } = (form?.schema ?? {}) as { readonly properties?: Record<string, FieldSchema> };
  const order = (form?.ui['ui:order'] ?? Object.keys(properties)) as readonly string[];
  return order.flatMap((name) => {
    const schema = properties[name];
    const value = variables[name] ?? null;
    return schema && value !== null ? [{ name, title: schema.title ?? name, value, schema: { ...schema } }] : [];
  });
}

/** The form is filled with what the process knows under the names of its fields. */
function valuesOf({ form, variables }: Task): FormValues {
  const { properties = {} } = (form?.schema ?? {}) as { readonly properties?: object };
  return Object.fromEntries(Object.entries(variables).filter(([name, value]) => name in properties && value !== null));
}
