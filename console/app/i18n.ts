import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import type { Language } from '../ui/language.ts';

const STORED_LANGUAGE = 'zhidu.language';

type Texts = { readonly translation: object; readonly refusals: object };

const load: Readonly<Record<Language, () => Promise<Texts>>> = {
  'zh-CN': async () => ({
    translation: (await import('../../catalog/texts/zh-CN/console.json')).default,
    refusals: (await import('../../catalog/texts/zh-CN/refusals.json')).default,
  }),
  en: async () => ({
    translation: (await import('../../catalog/texts/en/console.json')).default,
    refusals: (await import('../../catalog/texts/en/refusals.json')).default,
  }),
};

/** The language the console speaks now. */
export function language(): Language {
  return i18next.language === 'en' ? 'en' : 'zh-CN';
}

/** Starts the texts in the language chosen last, else in the browser's, else in Chinese. */
export async function startTexts(): Promise<void> {
  const chosen = preferred();
  await i18next.use(initReactI18next).init({
    lng: chosen,
    fallbackLng: false,
    interpolation: { escapeValue: false },
    resources: { [chosen]: await load[chosen]() },
  });
  document.documentElement.lang = chosen;
}

/** Switches the language and remembers it on this device. */
export async function speak(chosen: Language): Promise<void> {
  if (!i18next.hasResourceBundle(chosen, 'translation')) {
    for (const [name, texts] of Object.entries(await load[chosen]())) i18next.addResourceBundle(chosen, name, texts);
  }
  localStorage.setItem(STORED_LANGUAGE, chosen);
  document.documentElement.lang = chosen;
  await i18next.changeLanguage(chosen);
}

/** What a refusal is called, by its code. */
export function refusalTitle(code: string): string {
  const title: unknown = i18next.getResource(language(), 'refusals', `${code}.title`);
  return typeof title === 'string' ? title : code;
}

function preferred(): Language {
  const stored = localStorage.getItem(STORED_LANGUAGE);
  if (stored === 'en' || stored === 'zh-CN') return stored;
  return navigator.language.startsWith('zh') || navigator.language === '' ? 'zh-CN' : 'en';
}
