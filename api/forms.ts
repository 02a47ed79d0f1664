import { Ajv, type ErrorObject, type ValidateFunction } from 'ajv';
import addFormats from 'ajv-formats';
import { type FormSchema, localizeForm, type Form as StoredForm, texts } from '../catalog/index.ts';
import type { Particular } from '../contract/problem.ts';
import type { Locale } from '../contract/shared.ts';
import type { Form } from '../contract/tasks.ts';
import type { Variables } from '../engine/bpmn/instance.ts';
import type { Db } from '../store/db.ts';
import { findForm } from '../store/definitions.ts';
import { DetailedRefusal } from './problem.ts';
import { fill } from './text.ts';

const ajv = new Ajv({ allErrors: true, strict: false });
addFormats.default(ajv);
// What is no integer at all is the business of `type`: one complaint is enough.
ajv.addFormat('money', { type: 'number', validate: (amount: number) => Math.abs(amount) <= Number.MAX_SAFE_INTEGER });
ajv.addFormat('percent', { type: 'number', validate: (share: number) => share >= 0 && share <= 100 });
ajv.addFormat('evidence', /^[0-9a-f-]{36}$/);

/** A form as it is stored, with its validator. */
export type ReadyForm = { readonly content: StoredForm; readonly validate: ValidateFunction };

/** Compiling a schema takes a while, and a hash never means another form. */
const compiled = new Map<string, ReadyForm>();
const COMPILED_MAX = 500;

export async function readyForm(db: Db, id: string): Promise<ReadyForm | undefined> {
  const found = await findForm(db, id);
  if (!found) return undefined;
  const known = compiled.get(found.hash);
  if (known) return known;
  const content = found.content as StoredForm;
  const form = { content, validate: ajv.compile(content.schema) };
  if (compiled.size >= COMPILED_MAX) compiled.clear();
  compiled.set(found.hash, form);
  return form;
}

/** A form ready to be shown, in one language. */
export function shownForm({ content }: ReadyForm, locale: Locale): Form {
  const { id, title, description, schema, ui } = localizeForm(content, locale);
  return { id, schema: { ...schema, title, description }, ui: { ...ui } };
}

/** Takes exactly what the form asks for; no form takes nothing. */
export function checkForm(form: ReadyForm | undefined, variables: Variables, locale: Locale): void {
  const surplus = form
    ? []
    : Object.keys(variables).map((name) => wrong(`/${name}`, 'additionalProperties', {}, locale));
  const faults = form && !form.validate(variables) ? (form.validate.errors ?? []) : [];
  const particulars = [...surplus, ...faults.map((fault) => particularOf(fault, locale))];
  if (particulars.length > 0) throw new DetailedRefusal('malformed', particulars);
}

/** Ids of the files that are named as evidence. */
export function evidenceIn(schema: FormSchema, value: unknown): string[] {
  if (schema.format === 'evidence') return typeof value === 'string' ? [value] : [];
  if (schema.items && Array.isArray(value))
    return value.flatMap((item) => evidenceIn(schema.items as FormSchema, item));
  if (!schema.properties || typeof value !== 'object' || value === null) return [];
  return Object.entries(schema.properties).flatMap(([name, member]) =>
    evidenceIn(member, (value as Record<string, unknown>)[name]),
  );
}

/** A file that is named as evidence and is not there. */
export const wrongEvidence = (file: string, locale: Locale) => wrong(`/${file}`, 'evidence', {}, locale);

type Sentences = Readonly<Record<string, string | undefined>>;
const sentences: Readonly<Record<Locale, Sentences>> = {
  'zh-CN': texts('zh-CN')['validation'] as Sentences,
  en: texts('en')['validation'] as Sentences,
};

function particularOf({ instancePath, keyword, params }: ErrorObject, locale: Locale): Particular {
  const member = params['missingProperty'] ?? params['additionalProperty'];
  return wrong(member === undefined ? instancePath : `${instancePath}/${member}`, keyword, params, locale);
}

function wrong(where: string, code: string, params: Readonly<Record<string, unknown>>, locale: Locale): Particular {
  const sentence = sentences[locale][code] ?? sentences[locale]['other'] ?? code;
  const detail = fill(sentence, params);
  return { where: `/body/variables${where}`, code, detail };
}
