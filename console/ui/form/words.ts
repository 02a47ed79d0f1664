import { englishStringTranslator, replaceStringParameters, TranslatableString } from '@rjsf/utils';
import { useCallback } from 'react';
import { useTranslation } from 'react-i18next';
import type { Fault } from './validate.ts';

const faultKey = {
  required: 'form.required',
  type: 'form.type',
  enum: 'form.choice',
  minLength: 'form.minLength',
  maxLength: 'form.maxLength',
  pattern: 'form.pattern',
  format: 'form.format',
  minimum: 'form.minimum',
  maximum: 'form.maximum',
  minItems: 'form.minItems',
  maxItems: 'form.maxItems',
  uniqueItems: 'form.uniqueItems',
} as const;

/** Puts what is wrong with a field into a sentence. */
export function useFaultSentence(): (fault: Fault) => string {
  const { t } = useTranslation();
  return useCallback(
    ({ keyword, limit }) => {
      const key = Object.entries(faultKey).find(([name]) => name === keyword)?.[1] ?? 'form.otherwise';
      return t(key, { limit: limit ?? '' });
    },
    [t],
  );
}

const wordKey = new Map([
  [TranslatableString.YesLabel, 'form.yes'],
  [TranslatableString.NoLabel, 'form.no'],
] as const);

/** The words of rjsf's own buttons. Those no form of ours shows stay English. */
export function useFormWords(): typeof englishStringTranslator {
  const { t } = useTranslation();
  return useCallback(
    (text, parameters) => {
      const key = [...wordKey].find(([known]) => known === text)?.[1];
      return key ? replaceStringParameters(t(key), parameters) : englishStringTranslator(text, parameters);
    },
    [t],
  );
}
