type Params = Readonly<Record<string, unknown>>;

/** Puts params where a sentence names them. One pass only: what is filled in is never looked into for names again. */
export function fill(sentence: string, params: Params): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => printed(params[name]));
}

/** The first characters of a text; never half of one. */
export function cut(text: string, length: number): string {
  return Array.from(text).slice(0, length).join('');
}

function printed(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
