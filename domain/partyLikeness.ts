import { hanCore, isGeneric, type PartyName, weightOf } from './partyName.ts';

/** Words less alike than this are different words. */
const WORD_LIKENESS_MIN = 0.75;
/** An initial stands for a word that begins with it. */
const INITIAL_LIKENESS = 0.8;
/** Written as one word, names shorter than this are compared as they stand. */
const COMPACT_MIN = 6;
/** A name that lies whole in a longer one: so much of it must say something. */
const CONTAINED_WEIGHT_MIN = 8;
const CONTAINED_HAN_MIN = 4;
const CONTAINED_LIKENESS = 0.88;
/** Of the words of the contained name, at least so alike. */
const CONTAINED_WORDS_MIN = 0.9;

/** How alike two names are, 0 to 100: the order of words, spaces, spelling and middle names count little. */
export function likeness(one: PartyName, other: PartyName): number {
  if (one.script === 'han' && other.script === 'han') return percent(hanLikeness(one.compact, other.compact));
  if (one.script !== 'latin' || other.script !== 'latin' || (one.isRead && other.isRead)) return 0;
  const alike = Math.max(wordsLikeness(one.tokens, other.tokens), compactLikeness(one.compact, other.compact));
  if (!one.isRead && !other.isRead) return percent(alike);
  return percent(Math.max(alike, compactLikeness(tellingOf(one.tokens), tellingOf(other.tokens))));
}

/** Written as one word, without what many companies have in their names: of characters nobody knows where a word ends. */
export const tellingOf = (tokens: readonly string[]): string => tokens.filter((token) => !isGeneric(token)).join('');

/** What can be told of a name's likeness to any other at a glance: how often it has each letter, and how much it weighs. */
export type Sketch = {
  readonly counts: Uint8Array;
  readonly length: number;
  readonly weight: number;
  /** An initial stands for letters that it does not have. */
  readonly hasInitials: boolean;
};

const ALPHABET = 36;

/** The sketch of a name in Latin letters; undefined for others, which are short. */
export function sketchOf(name: PartyName): Sketch | undefined {
  if (name.script !== 'latin') return undefined;
  const counts = new Uint8Array(ALPHABET);
  for (let at = 0; at < name.compact.length; at += 1) {
    const index = Number.parseInt(name.compact.charAt(at), ALPHABET);
    counts[index] = (counts[index] ?? 0) + 1;
  }
  const hasInitials = name.tokens.some((token) => token.length === 1);
  return { counts, length: name.compact.length, weight: sumOf(name.tokens), hasInitials };
}

/**
 * Whether two names can be as alike as `from` of 100: what they have in common is no more than the letters that both have.
 * Never says no where `likeness` would say yes.
 */
export function mayBeAlike(one: Sketch | undefined, other: Sketch | undefined, from: number): boolean {
  if (!one || !other || one.hasInitials || other.hasInitials) return true;
  let common = 0;
  for (let at = 0; at < ALPHABET; at += 1) common += Math.min(one.counts[at] ?? 0, other.counts[at] ?? 0);
  const share = Math.max(
    common / ((one.weight + other.weight) / 2),
    common / Math.max(one.length, other.length),
    common >= CONTAINED_WORDS_MIN * WORD_LIKENESS_MIN * Math.min(one.length, other.length) ? CONTAINED_LIKENESS : 0,
  );
  return percent(share) >= from;
}

const percent = (share: number): number => Math.round(share * 100);

function compactLikeness(one: string, other: string): number {
  if (one === other) return 1;
  return Math.min(one.length, other.length) < COMPACT_MIN ? 0 : ratio(one, other);
}

function hanLikeness(one: string, other: string): number {
  const whole = ratio(one, other);
  const [core, otherCore] = [hanCore(one), hanCore(other)];
  const [short, long] = core.length <= otherCore.length ? [core, otherCore] : [otherCore, core];
  if (short.length < CONTAINED_HAN_MIN) return whole;
  const isContained = long.includes(short);
  return Math.max(whole, ratio(core, otherCore), isContained ? CONTAINED_LIKENESS : 0);
}

type Pair = { readonly one: number; readonly other: number; readonly likeness: number; readonly weight: number };

/** Each word with the most alike of the other name, the weightiest pairs first. */
function wordsLikeness(one: readonly string[], other: readonly string[]): number {
  const pairs = pairsOf(one, other);
  const matched = pairs.reduce((sum, { likeness: alike, weight }) => sum + alike * weight, 0);
  const total = (sumOf(one) + sumOf(other)) / 2;
  return Math.max(matched / total, contained(one, other, pairs));
}

function pairsOf(one: readonly string[], other: readonly string[]): readonly Pair[] {
  const all = one.flatMap((word, at) =>
    other.flatMap((otherWord, otherAt): Pair[] => {
      const alike = wordLikeness(word, otherWord);
      if (alike < WORD_LIKENESS_MIN) return [];
      return [{ one: at, other: otherAt, likeness: alike, weight: (weightOf(word) + weightOf(otherWord)) / 2 }];
    }),
  );
  const taken = new Set<string>();
  const best: Pair[] = [];
  for (const pair of all.toSorted((a, b) => b.likeness * b.weight - a.likeness * a.weight)) {
    if (taken.has(`one ${pair.one}`) || taken.has(`other ${pair.other}`)) continue;
    taken.add(`one ${pair.one}`).add(`other ${pair.other}`);
    best.push(pair);
  }
  return best;
}

function contained(one: readonly string[], other: readonly string[], pairs: readonly Pair[]): number {
  const short = one.length <= other.length ? one : other;
  if (short.length < 2 || pairs.length < short.length || sumOf(short) < CONTAINED_WEIGHT_MIN) return 0;
  const alike = pairs.reduce((sum, pair) => sum + pair.likeness, 0) / pairs.length;
  return alike < CONTAINED_WORDS_MIN ? 0 : CONTAINED_LIKENESS;
}

const sumOf = (tokens: readonly string[]): number => tokens.reduce((sum, token) => sum + weightOf(token), 0);

function wordLikeness(one: string, other: string): number {
  if (one === other) return 1;
  if (one.length === 1 || other.length === 1) return one[0] === other[0] ? INITIAL_LIKENESS : 0;
  return ratio(one, other);
}

/** 1 less the share of letters that have to be changed, added, left out or swapped to make one of the other. */
function ratio(one: string, other: string): number {
  const longest = Math.max(one.length, other.length);
  const shortest = Math.min(one.length, other.length);
  if (longest === 0) return 1;
  return shortest / longest < WORD_LIKENESS_MIN ? shortest / longest - 1 : 1 - distance(one, other) / longest;
}

/** Optimal string alignment: an insertion, a deletion, a substitution or a swap of neighbours counts one. */
function distance(one: string, other: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: other.length + 1 }, (_, index) => index);
  for (let i = 1; i <= one.length; i += 1) {
    const line = [i];
    for (let j = 1; j <= other.length; j += 1) line[j] = cell({ one, other, i, j, line, last, beforeLast });
    [beforeLast, last] = [last, line];
  }
  return last[other.length] ?? 0;
}

type Cell = {
  readonly one: string;
  readonly other: string;
  readonly i: number;
  readonly j: number;
  readonly line: readonly number[];
  readonly last: readonly number[];
  readonly beforeLast: readonly number[];
};

function cell({ one, other, i, j, line, last, beforeLast }: Cell): number {
  const cost = one[i - 1] === other[j - 1] ? 0 : 1;
  const plain = Math.min((last[j] ?? 0) + 1, (line[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + cost);
  const isSwap = i > 1 && j > 1 && one[i - 1] === other[j - 2] && one[i - 2] === other[j - 1];
  return isSwap ? Math.min(plain, (beforeLast[j - 2] ?? 0) + 1) : plain;
}
