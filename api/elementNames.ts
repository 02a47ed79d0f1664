import { texts } from '../catalog/index.ts';
import type { LocalText } from '../contract/shared.ts';

type Names = Readonly<Record<string, Readonly<Record<string, string>> | undefined>>;

const chinese = texts('zh-CN')['processes'] as Names;
const english = texts('en')['processes'] as Names;

type Purposes = Readonly<Record<string, string | undefined>>;

const purposes = { 'zh-CN': texts('zh-CN')['descriptions'] as Purposes, en: texts('en')['descriptions'] as Purposes };

/** What an element of a process is called in both languages; the model's own name where the catalog has none. */
export function elementName(process: string, element: string, inModel: string | undefined): LocalText {
  const fallback = inModel ?? element;
  return {
    'zh-CN': chinese[process]?.[element] ?? fallback,
    en: english[process]?.[element] ?? fallback,
  };
}

/** What a process is called: the texts name it like an element of its own. */
export const processName = (process: string, inModel: string) => elementName(process, process, inModel);

/** What a process is for, in a sentence; the model's own documentation where the catalog has none. */
export function processDescription(process: string, inModel = ''): LocalText {
  return { 'zh-CN': purposes['zh-CN'][process] ?? inModel, en: purposes.en[process] ?? inModel };
}
