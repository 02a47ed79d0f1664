import { Button } from 'antd';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { Task } from '../../../contract/tasks.ts';
import { useMe } from '../../app/me.ts';
import { useDraft } from '../../ui/draft.ts';
import { type FormHandle, SchemaForm } from '../../ui/form/SchemaForm.tsx';
import type { FormValues } from '../../ui/form/validator.ts';
import { Actions } from './Actions.tsx';
import { Earlier } from './Earlier.tsx';

/** What was entered before, the form of this step, and what one can do with it. */
export function Work({ task }: { readonly task: Task }) {
  const { t } = useTranslation();
  const me = useMe();
  const form = useRef<FormHandle>(null);
  const given = valuesOf(task);
  const draft = useDraft(`${me.person.id}.${task.id}`, given);
  const isClosed = task.outcome !== null;
  const mayAnswer = task.verbs.includes('complete') || task.verbs.includes('signOff');
  return (
    <div className="work">
      <Earlier entries={task.context} currency={task.variables['currency']} />
      {task.form && (
        <section className="work-form">
          <SchemaForm
            form={task.form}
            values={isClosed ? given : draft.values}
            isReadOnly={!mayAnswer}
            handle={form}
            onChange={draft.change}
          />
          {mayAnswer && draft.isChanged && (
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

/** The form is filled with what the process knows under the names of its fields. */
function valuesOf({ form, variables }: Task): FormValues {
  const { properties = {} } = (form?.schema ?? {}) as { readonly properties?: object };
  return Object.fromEntries(Object.entries(variables).filter(([name, value]) => name in properties && value !== null));
}
