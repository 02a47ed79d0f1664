import { type TextTree, texts } from '../catalog/index.ts';
import type { Locale, LocalText } from '../contract/shared.ts';
import { fill } from './text.ts';

const sentences = { 'zh-CN': texts('zh-CN')['notifications'], en: texts('en')['notifications'] } as const;

/** The sentence of a notification; a kind without one shows the title of the instance. */
export function notificationText(kind: string, params: Readonly<Record<string, unknown>>, locale: Locale): string {
  const tree = sentences[locale];
  const pattern = (typeof tree === 'object' ? subjectOf(tree[kind]) : undefined) ?? '{title}';
  return fill(pattern, Object.fromEntries(Object.entries(params).map(([name, it]) => [name, inLanguage(it, locale)])));
}

/** A value in both languages is told in the reader's. */
function inLanguage(value: unknown, locale: Locale): unknown {
  return typeof value === 'object' && value !== null && locale in value ? (value as LocalText)[locale] : value;
}

function subjectOf(text: string | TextTree | undefined): string | undefined {
  const subject = typeof text === 'object' ? text['subject'] : text;
  return typeof subject === 'string' ? subject : undefined;
}
