import { useTranslation } from 'react-i18next';
import type { LocalText } from '../../contract/shared.ts';
import { type Language, languages } from './language.ts';

/** The language in force; a component that asks is drawn again when it changes. */
export function useLanguage(): Language {
  const { i18n } = useTranslation();
  return languages.find((it) => it === i18n.language) ?? 'zh-CN';
}

/** Picks the reader's language of a text that exists in both. */
export function useLocal(): (text: LocalText) => string {
  const language = useLanguage();
  return (text) => text[language];
}
