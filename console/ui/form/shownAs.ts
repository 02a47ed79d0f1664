import type { RJSFSchema, UiSchema } from '@rjsf/utils';

/** How a form is shown: its own hints, and ours. No submit button; a choice between yes and no instead of a box. */
export function shownAs(schema: RJSFSchema, hints: Readonly<Record<string, unknown>>): UiSchema {
  return { ...yesOrNo(schema), ...hints, 'ui:submitButtonOptions': { norender: true } };
}

/** A box that was never ticked says nothing; a step of a process needs a plain no. */
function yesOrNo(schema: RJSFSchema): UiSchema {
  if (schema.type === 'boolean') return { 'ui:widget': 'radio', 'ui:options': { inline: true } };
  if (schema.items !== undefined) return { items: yesOrNo(schema.items as RJSFSchema) };
  const properties = Object.entries(schema.properties ?? {});
  return Object.fromEntries(properties.map(([name, property]) => [name, yesOrNo(property as RJSFSchema)]));
}
