import type texts from '../../catalog/texts/zh-CN/console.json';

/** A key that the Chinese texts do not have does not compile. */
declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'translation';
    resources: { translation: typeof texts };
  }
}
