import { useTranslation } from 'react-i18next';
import { type Language } from '../ui/language.ts';
import { useLanguage } from '../ui/local.ts';
import { speak } from './i18n.ts';

const other: Record<Language, { readonly language: Language; readonly name: string }> = {
  'zh-CN': { language: 'en', name: 'English' },
  en: { language: 'zh-CN', name: '中文' },
};

type Props = { readonly onSwitch?: (language: Language) => void };

/** Switches between Chinese and English; each is named in itself. */
export function LanguageSwitch({ onSwitch }: Props) {
  const { t } = useTranslation();
  const { language, name } = other[useLanguage()];
  const choose = async () => {
    await speak(language);
    onSwitch?.(language);
  };
  return (
    <button type="button" className="button plain" onClick={() => void choose()} lang={language}>
      <span className="spoken-only">{t('frame.language')} </span>
      {name}
    </button>
  );
}
