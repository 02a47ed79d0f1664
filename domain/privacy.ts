import { erasePersonal } from './masking.ts';

/** How long the personal data of an order is kept after its end, in days: trade records three years (电子商务法 art. 31). */
export const RETENTION_DAYS = { delivered: 1_096, cancelled: 180, complaint: 1_096 } as const;

/** What stands where personal data was. */
export const MASK = '***';

/** The personal texts of a buyer and a payer, longest first, so that none is left half. */
export function personalTexts(buyer: Readonly<Record<string, unknown>>): readonly string[] {
  const { name, address, email, idNumber, payer, formerAddresses } = buyer;
  const former: readonly unknown[] = Array.isArray(formerAddresses) ? formerAddresses : [];
  return [name, address, email, idNumber, payer, ...former]
    .filter((text): text is string => typeof text === 'string' && text.trim() !== '' && text !== MASK)
    .toSorted((one, other) => other.length - one.length);
}

/** A shorter text may be part of any word; a Chinese name has two characters. */
const LATIN_LEAST = 4;
const CHINESE_LEAST = 2;

/**
 * A value of JSON without what names a person: by the names of its fields, and by the texts that are known to name somebody,
 * wherever they stand in what people have written.
 */
export function eraseFrom(value: unknown, texts: readonly string[]): unknown {
  return withoutTexts(erasePersonal(value, MASK), texts);
}

function withoutTexts(value: unknown, texts: readonly string[]): unknown {
  if (typeof value === 'string') return texts.reduce(withoutText, value);
  if (Array.isArray(value)) return value.map((it: unknown) => withoutTexts(it, texts));
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, it]) => [key, withoutTexts(it, texts)]));
}

function withoutText(value: string, text: string): string {
  if (value === text) return MASK;
  if (!value.includes(text)) return value;
  if (/\p{Script=Han}/u.test(text)) return text.length < CHINESE_LEAST ? value : value.replaceAll(text, MASK);
  return text.length < LATIN_LEAST ? value : withoutWord(value, text);
}

/** "Anna" is in "Anna Berg", and not in "Annapolis". */
function withoutWord(value: string, text: string): string {
  const parts = value.split(text);
  return parts.reduce((whole, part) => whole + (isLetterAt(whole, -1) || isLetterAt(part, 0) ? text : MASK) + part);
}

const isLetterAt = (text: string, index: number): boolean => /[\p{L}\p{N}]/u.test(text.at(index) ?? '');
