/** Text in both of the languages that the product speaks. Kept as jsonb. */
export type LocalText = { readonly 'zh-CN': string; readonly en: string };

export type Locale = keyof LocalText;
