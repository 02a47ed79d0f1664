/** Member states of the European Union, ISO 3166 alpha-2: one market for the safety and labelling of goods. */
const EU: ReadonlySet<string> = new Set(
  'AT BE BG CY CZ DE DK EE ES FI FR GR HR HU IE IT LT LU LV MT NL PL PT RO SE SI SK'.split(' '),
);

/** The market whose rules goods must meet to be sold in a country: "EU" for its member states, "UK" for GB, else the country. */
export function salesMarket(country: string): string {
  const code = country.toUpperCase();
  if (EU.has(code)) return 'EU';
  return code === 'GB' ? 'UK' : code;
}
