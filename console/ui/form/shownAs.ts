import type { RJSFSchema, UiSchema } from '@rjsf/utils';

/** How a form is shown: its own hints, and ours. The button that sends it stands elsewhere. */
export function shownAs(schema: RJSFSchema, hints: Readonly<Record<string, unknown>>): UiSchema {
  return { ...hinted(schema), ...hints, 'ui:submitButtonOptions': { norender: true } };
}

function hinted(schema: RJSFSchema): UiSchema {
  // A box that was never ticked says nothing; a step of a process needs a plain no.
  if (schema.type === 'boolean') return { 'ui:widget': 'radio', 'ui:options': { inline: true } };
  const items = schema.items as RJSFSchema | undefined;
  if (items?.oneOf) return { 'ui:widget': 'checkboxes' };
  if (items) return { items: hinted(items) };
  const properties = Object.entries(schema.properties ?? {});
  return Object.fromEntries(properties.map(([name, property]) => [name, hinted(property as RJSFSchema)]));
}
