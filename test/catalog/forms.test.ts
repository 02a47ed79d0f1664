import { Ajv } from 'ajv';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import {
  type Form,
  type FormSchema,
  factsForm,
  HANDED_OVER_FORM,
  locales,
  localizeForm,
  readForms,
} from '../../catalog/index.ts';
import { request as demoRequest, moves, quotes } from '../../cli/demo/moves.ts';
import { answers, request } from './answers.ts';
import { shippedProcesses } from './play.ts';

const ajv = addFormats.default(new Ajv({ strict: true, allErrors: true, useDefaults: true }));
ajv.addFormat('money', { type: 'number', validate: Number.isSafeInteger });
ajv.addFormat('percent', { type: 'number', validate: () => true });
ajv.addFormat('evidence', /./);

const forms = readForms();
const processes = await shippedProcesses();

const pathsOf = (schema: FormSchema, path = ''): string[] =>
  Object.entries(schema.properties ?? {}).flatMap(([name, member]) => {
    const at = path === '' ? name : `${path}.${name}`;
    return [at, ...(member.items ? pathsOf(member.items, `${at}[]`) : []), ...pathsOf(member, at)];
  });

const objectsOf = (schema: FormSchema): FormSchema[] => [
  ...(schema.type === 'object' ? [schema] : []),
  ...Object.values(schema.properties ?? {}).flatMap(objectsOf),
  ...(schema.items ? objectsOf(schema.items) : []),
];

const enumsOf = (schema: FormSchema, path = ''): (readonly [string, readonly string[]])[] => [
  ...(schema.enum ? [[path, schema.enum] as const] : []),
  ...Object.entries(schema.properties ?? {}).flatMap(([name, member]) =>
    enumsOf(member, path === '' ? name : `${path}.${name}`),
  ),
  ...(schema.items ? enumsOf(schema.items, `${path}[]`) : []),
];

function faultsOf(id: string, values: unknown): unknown {
  const form = forms.find((it) => it.id === id);
  if (!form) return `no form ${id}`;
  const validate = ajv.compile(form.schema);
  return validate(structuredClone(values)) ? null : validate.errors;
}

const formOf = (node: string): string => {
  const found = processes
    .flatMap(({ nodes }) => Object.values(nodes))
    .find(({ id, kind }) => id === node && kind === 'userTask');
  return found?.kind === 'userTask' ? (found.form ?? '') : '';
};

describe.each(forms.map((form): [string, Form] => [form.id, form]))('the form %s', (id, form) => {
  it('is a schema that takes only what it names', () => {
    expect(() => ajv.compile(form.schema)).not.toThrow();
    expect(objectsOf(form.schema).filter((it) => it.additionalProperties !== false)).toEqual([]);
  });

  it('has a title for every field and every choice, in both languages', () => {
    const paths = pathsOf(form.schema).toSorted();
    for (const locale of locales) {
      const { fields, options = {} } = form.texts[locale];
      expect(Object.keys(fields).toSorted()).toEqual(paths);
      const named = Object.entries(options).map(([path, labels]) => [path, Object.keys(labels)]);
      expect(Object.fromEntries(named)).toEqual(Object.fromEntries(enumsOf(form.schema)));
    }
  });

  it('is asked for by a process, or names what it works out or is handed', () => {
    const asked = processes
      .flatMap(({ nodes }) => Object.values(nodes))
      .flatMap((node) => ('form' in node ? (node.form ?? []) : []));
    expect([...asked, ...processes.map((process) => factsForm(process.id)), HANDED_OVER_FORM]).toContain(id);
  });
});

describe('a form in one language', () => {
  const form = forms.find(({ id }) => id === 'rfq');
  const request = forms.find(({ id }) => id === 'purchase-request');

  it('has its titles in the schema, in lists too', () => {
    const localized = form && localizeForm(form, 'en');
    expect(localized?.title).toBe('Quotes');
    expect(localized?.schema.properties?.['quotes']?.items?.properties?.['supplier']?.title).toBe('Supplier');
  });

  it('offers labelled choices', () => {
    const category = request && localizeForm(request, 'zh-CN').schema.properties?.['category'];
    expect(category?.enum).toBeUndefined();
    expect(category?.oneOf).toContainEqual({ const: 'toys', title: '玩具' });
  });

  it('still judges as the form does', () => {
    const validate = request && ajv.compile(localizeForm(request, 'zh-CN').schema);
    expect(validate?.({ ...demoRequest, category: 'weapons' })).toBe(false);
    expect(validate?.({ ...demoRequest })).toBe(true);
  });
});

describe('the answers of the demo', () => {
  it('fit the start form', () => {
    expect(faultsOf('purchase-request', demoRequest)).toBeNull();
  });

  it.each(Object.entries(moves))('fit the form of %s', (node, { values = {}, evidence = [] }) => {
    const form = formOf(node);
    const files = Object.fromEntries(evidence.map((field) => [field, 'file']));
    const more = node === 'requestQuotes' ? { quotes: quotes('file') } : {};
    expect(form === '' ? Object.keys(values) : faultsOf(form, { ...values, ...more, ...files })).toEqual(
      form === '' ? [] : null,
    );
  });
});

describe('the answers of these tests', () => {
  it('fit the start form', () => {
    expect(faultsOf('purchase-request', request)).toBeNull();
  });

  it.each(Object.entries(answers))('fit the form of %s', (node, { values = {} }) => {
    const form = formOf(node);
    expect(form === '' ? values : faultsOf(form, values)).toEqual(form === '' ? {} : null);
  });
});
