import type { Output } from '../../../contract/address.ts';
import type { Form } from '../../../contract/tasks.ts';
import type { FormValues } from '../../ui/form/validator.ts';

export type StateVariable = NonNullable<Output<'getInstanceState'>['state']>['variables'][number];

/** How a value that no form knows is typed in: as text, a number, yes or no, or as JSON, which takes anything. */
export type Kind = 'text' | 'number' | 'truth' | 'json';

/** One variable that no form knows, and what was typed for it. */
export type Correction = { readonly name: string; readonly kind: Kind; readonly text: string };

/** Other values for some variables: those that a form of the process asks for, by their fields, and the others. */
export type Corrections = {
  readonly fields: readonly StateVariable[];
  readonly values: FormValues;
  readonly others: readonly Correction[];
};

export const noCorrections: Corrections = { fields: [], values: {}, others: [] };

const kinds: Readonly<Record<string, Kind>> = { string: 'text', number: 'number', boolean: 'truth' };

/** The same with one variable more, as it is now. What is masked, or not shown, has to be given anew. */
export function withVariable(corrections: Corrections, variable: StateVariable): Corrections {
  const { name, value, schema, isMasked, isTooLarge } = variable;
  const isKnown = !isMasked && !isTooLarge;
  if (schema !== null) {
    const values = isKnown ? { ...corrections.values, [name]: value } : corrections.values;
    return { ...corrections, fields: [...corrections.fields, variable], values };
  }
  const kind = kinds[typeof value] ?? 'json';
  const text = kind === 'json' ? JSON.stringify(value, null, 2) : String(value);
  return { ...corrections, others: [...corrections.others, { name, kind, text: isKnown ? text : '' }] };
}

/** A variable that the instance does not have. */
export const newCorrection: Correction = { name: '', kind: 'json', text: '' };

/** The form that asks for new values of variables that forms of the process know. */
export const formOf = (fields: readonly StateVariable[]): Form => ({
  id: 'corrections',
  schema: {
    type: 'object',
    required: fields.map(({ name }) => name),
    properties: Object.fromEntries(fields.map(({ name, schema }) => [name, schema])),
  },
  ui: {},
});

/** The new values by name; undefined when one that was typed cannot be read. */
export function valuesOf({ fields, values, others }: Corrections): Readonly<Record<string, unknown>> | undefined {
  const typed = others.map(({ name, kind, text }) => [name.trim(), read(kind, text)] as const);
  if (typed.some(([name, value]) => name === '' || value === undefined)) return undefined;
  return Object.fromEntries([...fields.map(({ name }) => [name, values[name]] as const), ...typed]);
}

/** Whether what was typed is of its kind. */
export const isReadable = ({ kind, text }: Correction): boolean => read(kind, text) !== undefined;

function read(kind: Kind, text: string): unknown {
  switch (kind) {
    case 'text':
      return text;
    case 'truth':
      return text === 'true';
    case 'number':
      return text.trim() !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'json':
      return parsed(text);
  }
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}
