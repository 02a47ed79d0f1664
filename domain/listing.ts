import { salesMarket } from './market.ts';

/** A word that must not stand in a listing, or that a lawyer has to see first. */
export type WatchedWord = { readonly word: string; readonly kind: 'banned' | 'comparative' | 'health' };

export type ListingFault =
  | 'ipr-expired'
  | 'certificate-missing'
  | 'certificate-expired'
  | 'gpsr-manufacturer'
  | 'gpsr-responsible'
  | 'gpsr-warnings'
  | 'gpsr-picture'
  | 'banned-word';

export type Certificate = { readonly kind: string; readonly validUntil: string };

/** A listing as it is to be published. Days are ISO 8601 dates. */
export type ListingDraft = {
  readonly market: string;
  readonly title: string;
  readonly description: string;
  readonly iprValidUntil: string;
  readonly certificates: readonly Certificate[];
  readonly manufacturer: string;
  readonly responsiblePerson: string;
  readonly warnings: string;
  readonly picture: string;
};

/** What is wrong with a listing, and which words a lawyer has to judge. */
export type ListingCheck = {
  readonly faults: readonly ListingFault[];
  readonly bannedWords: readonly string[];
  readonly claims: readonly string[];
  readonly isReady: boolean;
  readonly needsLegal: boolean;
};

/** Checks a listing on the day `today` (POL-01#15.1; Regulation (EU) 2023/988 art. 19 for European markets). */
export function checkListing(draft: ListingDraft, words: readonly WatchedWord[], today: string): ListingCheck {
  const text = `${draft.title}\n${draft.description}`.normalize('NFKC').toLowerCase();
  const found = words.filter(({ word }) => holdsWord(text, word.normalize('NFKC').toLowerCase()));
  const bannedWords = found.filter(({ kind }) => kind === 'banned').map(({ word }) => word);
  const claims = found.filter(({ kind }) => kind !== 'banned').map(({ word }) => word);
  const faults: ListingFault[] = [
    ...(draft.iprValidUntil < today ? (['ipr-expired'] as const) : []),
    ...certificateFaults(draft.certificates, today),
    ...(salesMarket(draft.market) === 'EU' ? safetyFaults(draft) : []),
    ...(bannedWords.length > 0 ? (['banned-word'] as const) : []),
  ];
  return { faults, bannedWords, claims, isReady: faults.length === 0, needsLegal: claims.length > 0 };
}

function certificateFaults(certificates: readonly Certificate[], today: string): ListingFault[] {
  if (certificates.length === 0) return ['certificate-missing'];
  return certificates.some(({ validUntil }) => validUntil < today) ? ['certificate-expired'] : [];
}

function safetyFaults({ manufacturer, responsiblePerson, warnings, picture }: ListingDraft): ListingFault[] {
  const needed: readonly (readonly [string, ListingFault])[] = [
    [manufacturer, 'gpsr-manufacturer'],
    [responsiblePerson, 'gpsr-responsible'],
    [warnings, 'gpsr-warnings'],
    [picture, 'gpsr-picture'],
  ];
  return needed.flatMap(([given, fault]) => (given.trim() === '' ? [fault] : []));
}

/** Latin words stand alone: "best" is not in "bestow"; Chinese has no gaps between words. */
function holdsWord(text: string, word: string): boolean {
  if (!/^[\p{Script=Latin}\p{N} %-]+$/u.test(word)) return text.includes(word);
  for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
    const [before, after] = [text[at - 1] ?? ' ', text[at + word.length] ?? ' '];
    if (!isLetter(before) && !isLetter(after)) return true;
  }
  return false;
}

const isLetter = (character: string): boolean => /[\p{Script=Latin}\p{N}]/u.test(character);
