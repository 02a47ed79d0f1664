import { wordsOf } from './reading.ts';

/** A text with what was searched for marked in it. */
export function Marked({ text, q }: { readonly text: string; readonly q: string }) {
  const words = wordsOf(q);
  if (words.length === 0) return text;
  const pattern = new RegExp(`(${words.map(escaped).join('|')})`, 'giu');
  return text.split(pattern).map((part, at) =>
    // Every second part is what the pattern caught; parts have no name but their place.
    at % 2 === 1 ? <mark key={at}>{part}</mark> : part,
  );
}

const escaped = (word: string) => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
