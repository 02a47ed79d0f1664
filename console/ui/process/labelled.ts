/** The model with its labels in the reader's language; what has none keeps its own. */
export function labelled(xml: string, labels: Readonly<Record<string, string>>): string {
  const model = new DOMParser().parseFromString(xml, 'application/xml');
  for (const element of model.querySelectorAll('[id][name]')) {
    const label = labels[element.id];
    if (label !== undefined) element.setAttribute('name', label);
  }
  return new XMLSerializer().serializeToString(model);
}
