import { type TextTree, texts } from '../catalog/index.ts';
import type { Locale } from '../contract/shared.ts';
import { fill } from './text.ts';

const sentences = { 'zh-CN': texts('zh-CN')['notifications'], en: texts('en')['notifications'] } as const;

/** The sentence of a notification; a kind without one shows the title of the instance. */
export function notificationText(kind: string, params: Readonly<Record<string, unknown>>, locale: Locale): string {
  const tree = sentences[locale];
  const pattern = (typeof tree === 'object' ? subjectOf(tree[kind]) : undefined) ?? '{title}';
  return fill(pattern, params);
}

function subjectOf(text: string | TextTree | undefined): string | undefined {
  const subject = typeof text === 'object' ? text['subject'] : text;
  return typeof subject === 'string' ? subject : undefined;
}
