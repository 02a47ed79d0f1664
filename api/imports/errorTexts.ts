import { texts } from '../../catalog/index.ts';
import type { Locale } from '../../contract/shared.ts';
import type { RowError } from '../../domain/recordRows.ts';
import { fill } from '../text.ts';

/** Errors of rows, each with its sentence in the reader's language. */
export function errorTexts(errors: readonly RowError[], locale: Locale) {
  const sentences = texts(locale)['imports']?.['errors'];
  return errors.map((error) => {
    const pattern = typeof sentences === 'object' ? sentences[error.code] : undefined;
    return { ...error, text: typeof pattern === 'string' ? fill(pattern, { value: error.value }) : error.code };
  });
}
