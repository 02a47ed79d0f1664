import { generateForm } from '@rjsf/antd';
import type FormCore from '@rjsf/core';
import type { RJSFSchema, UiSchema } from '@rjsf/utils';
import { type Ref, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Form } from '../../../contract/tasks.ts';
import { AmountWidget } from './AmountWidget.tsx';
import { ChoiceWidget } from './ChoiceWidget.tsx';
import { DayWidget } from './DayWidget.tsx';
import { EvidenceWidget } from './EvidenceWidget.tsx';
import './form.css';
import { PercentWidget } from './PercentWidget.tsx';
import { shownAs } from './shownAs.ts';
import { templates } from './templates.tsx';
import { type FormValues, validatorWith } from './validator.ts';
import { useFaultSentence, useFormWords } from './words.ts';

const CatalogForm = generateForm<FormValues>();

/** The formats of our forms by name, and rjsf's list of options. */
const widgets = {
  money: AmountWidget,
  evidence: EvidenceWidget,
  percent: PercentWidget,
  date: DayWidget,
  SelectWidget: ChoiceWidget,
};

/** The faults stand beside their fields; without this, rjsf would print them to the browser's console. */
function alreadyShown(): void {}

export type FormHandle = FormCore<FormValues>;

type Props = {
  readonly form: Form;
  readonly values: FormValues;
  readonly handle?: Ref<FormHandle>;
  /** Defaults of the schema arrive here as well: `isTyped` tells what a person has entered. */
  readonly onChange: (values: FormValues, isTyped: boolean) => void;
};

/** A form of the catalog. It is sent by buttons outside of it, which ask `handle` whether it is complete. */
export function SchemaForm({ form, values, handle, onChange }: Props) {
  const { i18n } = useTranslation();
  const sentence = useFaultSentence();
  const words = useFormWords();
  const validator = useMemo(() => validatorWith(sentence), [sentence]);
  const schema = form.schema as RJSFSchema;
  const ui: UiSchema<FormValues> = useMemo(() => shownAs(schema, form.ui), [schema, form.ui]);
  return (
    <CatalogForm
      key={`${form.id} ${i18n.language}`}
      {...(handle === undefined ? {} : { ref: handle })}
      idPrefix={form.id}
      schema={schema}
      uiSchema={ui}
      formData={values}
      validator={validator}
      widgets={widgets}
      templates={templates}
      experimental_defaultFormStateBehavior={{ constAsDefaults: 'never' }}
      translateString={words}
      showErrorList={false}
      focusOnFirstError
      noHtml5Validate
      onError={alreadyShown}
      onChange={({ formData }, field) => onChange(formData ?? {}, field !== undefined)}
      formContext={{ currency: values['currency'] }}
    />
  );
}
