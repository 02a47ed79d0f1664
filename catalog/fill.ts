type Params = Readonly<Record<string, unknown>>;

/** Puts params where a sentence names them. One pass only: what is filled in is never looked into for names again. */
export function fill(sentence: string, params: Params): string {
  return sentence.replaceAll(/\{(\w+)\}/g, (_, name: string) => printed(params[name]));
}

function printed(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'string' ? value : JSON.stringify(value);
}
