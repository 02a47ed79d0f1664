import type { Form, FormSchema, FormTexts, Locale } from './content.ts';

/** A form in one language, ready for rjsf. */
export type LocalizedForm = {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly schema: FormSchema;
  readonly ui: Readonly<Record<string, unknown>>;
};

const withTitles = (schema: FormSchema, texts: FormTexts, path: string): FormSchema => {
  const { enum: values, properties, items, ...rest } = schema;
  const options = texts.options?.[path] ?? {};
  return {
    ...rest,
    ...texts.fields[path],
    ...(values && { oneOf: values.map((value) => ({ const: value, title: options[value] ?? value })) }),
    ...(items && { items: withTitles(items, texts, `${path}[]`) }),
    ...(properties && { properties: membersWithTitles(properties, texts, path) }),
  };
};

const membersWithTitles = (
  properties: Readonly<Record<string, FormSchema>>,
  texts: FormTexts,
  path: string,
): Readonly<Record<string, FormSchema>> =>
  Object.fromEntries(
    Object.entries(properties).map(([name, member]) => [
      name,
      withTitles(member, texts, path ? `${path}.${name}` : name),
    ]),
  );

/** Puts the titles of one language into the form's schema and turns each enum into labelled choices. */
export const localizeForm = (form: Form, locale: Locale): LocalizedForm => {
  const texts = form.texts[locale];
  return {
    id: form.id,
    title: texts.title,
    description: texts.description,
    schema: withTitles(form.schema, texts, ''),
    ui: form.ui ?? {},
  };
};

/** The form that names what a process works out by itself: nobody fills it in, tasks show what it describes. */
export const factsForm = (process: string): string => `${process}-facts`;

/** The form that names what processes hand over to each other by message and call, one name meaning one thing everywhere. */
export const HANDED_OVER_FORM = 'handed-over';
