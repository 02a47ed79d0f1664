import { useLanguage } from './local.ts';
import { showMoment } from './moment.ts';

/** A moment as it is written in the reader's language, with its zone. */
export function At({ at }: { readonly at: string }) {
  const language = useLanguage();
  return <time dateTime={at}>{showMoment(at, language)}</time>;
}
