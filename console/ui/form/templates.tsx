import { DeleteOutlined, ExclamationCircleOutlined, PlusOutlined } from '@ant-design/icons';
import {
  type ArrayFieldItemTemplateProps,
  type ArrayFieldTemplateProps,
  descriptionId,
  errorId,
  type FieldTemplateProps,
  getUiOptions,
  type ObjectFieldTemplateProps,
} from '@rjsf/utils';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { FormValues } from './validator.ts';

const GROUPS: readonly unknown[] = ['radio', 'checkboxes'];

/** One question: its label, the control, what it means, and what is wrong with the answer. */
function Field(props: FieldTemplateProps<FormValues>) {
  const { id, label, children, required = false, hidden, displayLabel, rawDescription, rawErrors, schema } = props;
  if (hidden) return null;
  if (schema.type === 'object' || !displayLabel) return children;
  const isGroup = GROUPS.includes(getUiOptions(props.uiSchema).widget);
  const name = (
    <>
      {label} {required && <RequiredMark />}
    </>
  );
  const rest = (
    <>
      {rawDescription && (
        <small id={descriptionId(id)} className="quiet">
          {rawDescription}
        </small>
      )}
      {children}
      <Errors id={id} errors={rawErrors} />
    </>
  );
  if (!isGroup) {
    return (
      <div className="question">
        <label htmlFor={id}>{name}</label>
        {rest}
      </div>
    );
  }
  return (
    <fieldset className="question">
      <legend>{name}</legend>
      {rest}
    </fieldset>
  );
}

function RequiredMark() {
  const { t } = useTranslation();
  return (
    <>
      <span className="required-mark" aria-hidden>
        *
      </span>
      <span className="spoken-only">{t('form.isRequired')}</span>
    </>
  );
}

function Errors({ id, errors }: { readonly id: string; readonly errors: readonly string[] | undefined }) {
  if (!errors?.length) return null;
  return (
    <p id={errorId(id)} className="question-error">
      <ExclamationCircleOutlined aria-hidden /> {[...new Set(errors)].join(' ')}
    </p>
  );
}

/** The whole form, or one member of a list: questions one below the other. */
function Questions({ title, description, properties, fieldPathId }: ObjectFieldTemplateProps<FormValues>) {
  const isWhole = fieldPathId.path.length === 0;
  return (
    <div className="questions">
      {isWhole && title && <h2>{title}</h2>}
      {isWhole && description && <p className="quiet">{description}</p>}
      {properties.filter((it) => !it.hidden).map((it) => it.content)}
    </div>
  );
}

/** A list whose members can be added and removed. */
function List(props: ArrayFieldTemplateProps<FormValues[]>) {
  const { t } = useTranslation();
  const { title, items, canAdd, onAddClick, fieldPathId, required, rawErrors, schema } = props;
  return (
    <fieldset className="question" id={fieldPathId.$id}>
      <legend>
        {title} {required && <RequiredMark />}
      </legend>
      {schema.description && <small className="quiet">{schema.description}</small>}
      {items}
      <Errors id={fieldPathId.$id} errors={rawErrors} />
      {canAdd && (
        <Button icon={<PlusOutlined />} onClick={() => onAddClick()}>
          {t('form.add')}
        </Button>
      )}
    </fieldset>
  );
}

/** One member of a list. */
function Member({ children, index, buttonsProps }: ArrayFieldItemTemplateProps<FormValues[]>) {
  const { t } = useTranslation();
  const number = index + 1;
  return (
    <div className="member" role="group" aria-label={t('form.member', { number })}>
      <div className="member-head">
        <strong>{t('form.member', { number })}</strong>
        {buttonsProps.hasRemove && (
          <Button
            icon={<DeleteOutlined />}
            aria-label={t('form.removeMember', { number })}
            onClick={() => buttonsProps.onRemoveItem()}
          >
            {t('form.remove')}
          </Button>
        )}
      </div>
      {children}
    </div>
  );
}

export const templates = {
  FieldTemplate: Field,
  ObjectFieldTemplate: Questions,
  ArrayFieldTemplate: List,
  ArrayFieldItemTemplate: Member,
};
