import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

const STORED_LANGUAGE = 'zhidu.language';

const texts = {
  'zh-CN': () => import('../../catalog/texts/zh-CN/console.json'),
  en: () => import('../../catalog/texts/en/console.json'),
} satisfies Record<Language, () => Promise<unknown>>;

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
    resources: { [chosen]: { translation: (await texts[chosen]()).default } },
  });
  document.documentElement.lang = chosen;
}

/** Switches the language and remembers it on this device. */
export async function speak(chosen: Language): Promise<void> {
  if (!i18next.hasResourceBundle(chosen, 'translation')) {
    i18next.addResourceBundle(chosen, 'translation', (await texts[chosen]()).default);
  }
  localStorage.setItem(STORED_LANGUAGE, chosen);
  document.documentElement.lang = chosen;
  await i18next.changeLanguage(chosen);
}

function preferred(): Language {
  const stored = localStorage.getItem(STORED_LANGUAGE);
  if (stored === 'en' || stored === 'zh-CN') return stored;
  return navigator.language.startsWith('zh') || navigator.language === '' ? 'zh-CN' : 'en';
}
