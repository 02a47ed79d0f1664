import { likeness, mayBeAlike, type Sketch, sketchOf, tellingOf } from './partyLikeness.ts';
import type { PartyEntry } from './partyList.ts';
import { hanCore, isComparable, isGeneric, namesIn, type PartyName } from './partyName.ts';

/** From this likeness on, a party is held until a person has decided (POL-01#14.3). */
export const HOLD_FROM = 85;
/** The best hits are enough to decide by. */
const HITS_MAX = 20;
const DAY_MS = 86_400_000;

/** Whom to screen; the country is ISO 3166 alpha-2. */
export type Party = {
  readonly name: string;
  readonly country?: string | undefined;
  readonly address?: string | undefined;
};

/** A list as it stands: which version, and when that was last seen to be the current one. */
export type ListStanding = {
  readonly list: string;
  readonly required: boolean;
  readonly maxAgeDays: number;
  readonly version: string | null;
  readonly checkedAt: Date | null;
};

/** The entries of one version of a list, ready to be searched. */
export type PartyIndex = {
  readonly list: string;
  readonly version: string;
  readonly names: readonly Listed[];
  readonly byKey: ReadonlyMap<string, readonly number[]>;
};

type Listed = {
  readonly entry: PartyEntry;
  readonly text: string;
  readonly name: PartyName;
  readonly sketch: Sketch | undefined;
};

export type Hit = {
  readonly list: string;
  readonly version: string;
  readonly entry: string;
  /** The name or alias that is alike, and how much, 0 to 100. */
  readonly name: string;
  readonly score: number;
  readonly kind: PartyEntry['kind'];
  readonly countries: readonly string[];
  /** Whether the party's country is one of the entry's; null when either is not known. A hint: it clears nobody. */
  readonly sameCountry: boolean | null;
  readonly address: string | null;
};

export type HoldReason = 'hit' | 'no-list' | 'list-missing' | 'list-old' | 'name-unreadable';

export type Screened = {
  readonly verdict: 'clear' | 'hold';
  readonly reasons: readonly HoldReason[];
  /** Lists that are missing or too old. */
  readonly lacking: readonly string[];
  readonly hits: readonly Hit[];
};

/** Makes a version of a list searchable: a name is found by its words, misspelt by a letter, and by runs of letters. */
export function indexParties(list: string, version: string, entries: readonly PartyEntry[]): PartyIndex {
  const names = entries.flatMap((entry) =>
    entry.names.flatMap((text) => namesIn(text).map((name) => ({ entry, text, name, sketch: sketchOf(name) }))),
  );
  const byKey = new Map<string, number[]>();
  names.forEach(({ name }, at) => {
    for (const key of new Set(keysOf(name))) {
      const found = byKey.get(key);
      if (found) found.push(at);
      else byKey.set(key, [at]);
    }
  });
  return { list, version, names, byKey };
}

/** Entries whose name is alike, `from` and more of 100; the most alike first, one hit an entry. */
export function findParties(index: PartyIndex, party: Party, from: number = HOLD_FROM): readonly Hit[] {
  const best = new Map<string, Hit>();
  for (const wanted of namesIn(party.name)) {
    const sketch = sketchOf(wanted);
    for (const at of candidates(index, wanted)) {
      const known = index.names[at];
      if (!known || !mayBeAlike(sketch, known.sketch, from)) continue;
      const score = likeness(wanted, known.name);
      if (score < from || score <= (best.get(known.entry.entry)?.score ?? 0)) continue;
      best.set(known.entry.entry, hitOf(index, known, party, score));
    }
  }
  return [...best.values()].toSorted((a, b) => b.score - a.score).slice(0, HITS_MAX);
}

/**
 * Judges a party by all lists. A hit, a list that is missing, empty or old, a name that cannot be compared in full: each
 * holds it, and a person decides. Only what was compared with everything that is required is clear.
 */
export function screen(
  party: Party,
  lists: { readonly standings: readonly ListStanding[]; readonly indexes: readonly PartyIndex[]; readonly at: Date },
): Screened {
  const { standings, indexes, at } = lists;
  const hits = indexes
    .flatMap((index) => findParties(index, party))
    .toSorted((a, b) => b.score - a.score)
    .slice(0, HITS_MAX);
  const searched = new Set(indexes.flatMap(({ list, names }) => (names.length > 0 ? [list] : [])));
  const missing = standings.filter(({ required, list }) => required && !searched.has(list));
  const old = standings.filter((standing) => standing.required && isOld(standing, at));
  const reasons: HoldReason[] = [
    ...(hits.length > 0 ? (['hit'] as const) : []),
    ...(searched.size > 0 ? [] : (['no-list'] as const)),
    ...(missing.length > 0 ? (['list-missing'] as const) : []),
    ...(old.length > 0 ? (['list-old'] as const) : []),
    ...(isComparable(party.name, party.country) ? [] : (['name-unreadable'] as const)),
  ];
  const lacking = [...missing, ...old].map(({ list }) => list);
  return { verdict: reasons.length === 0 ? 'clear' : 'hold', reasons, lacking, hits };
}

/** Whether a list has not been checked for longer than it may. */
export function isOld({ checkedAt, maxAgeDays }: ListStanding, at: Date): boolean {
  return checkedAt !== null && at.getTime() - checkedAt.getTime() > maxAgeDays * DAY_MS;
}

/** Names a party for a decision that holds for it again: the same name, country and address, however they are written. */
export function partyIdentity({ name, country, address }: Party): string {
  const plain = (text: string) =>
    text
      .normalize('NFKC')
      .toLowerCase()
      .replaceAll(/[\s\p{P}]+/gu, ' ')
      .trim();
  return [name, country ?? '', address ?? ''].map(plain).join('|');
}

function hitOf(index: PartyIndex, known: Listed, party: Party, score: number): Hit {
  const { entry, text } = known;
  const { countries, kind, address } = entry;
  const country = party.country?.toUpperCase();
  const isKnown = country !== undefined && country !== '' && countries.length > 0;
  return {
    list: index.list,
    version: index.version,
    entry: entry.entry,
    name: text,
    score,
    kind,
    countries,
    sameCountry: isKnown ? countries.includes(country) : null,
    address,
  };
}

/** A run of letters this long, in names of at least that many. */
const RUN = 3;
const RUNS_FROM = 12;
/** Words from 7 letters on may be misspelt by one and still be alike; beyond 16 their runs find them. */
const MISSPELT_UP_TO = 16;
const WORD_MIN = 2;

function keysOf(name: PartyName): readonly string[] {
  return [...wordKeys(name), ...runKeys(name)];
}

function wordKeys(name: PartyName): readonly string[] {
  if (name.script === 'han') return [...pairsIn(hanCore(name.compact)), ...pairsIn(name.compact)];
  const telling = name.tokens.filter((token) => token.length >= WORD_MIN && !isGeneric(token));
  const words = telling.length === 0 ? name.tokens : telling;
  const whole = new Set([name.compact, tellingOf(name.tokens) || name.compact]);
  return [
    ...words.flatMap((word) => misspellings('w', word)),
    ...[...whole].flatMap((compact) => misspellings('c', compact)),
  ];
}

const lettersOf = (word: string): number[] => Array.from({ length: word.length }, (_, at) => at);

const pairsIn = (text: string): string[] => Array.from({ length: text.length - 1 }, (_, at) => text.slice(at, at + 2));

/** The word, and the word without each of its letters: two that differ by one letter have one of these in common. */
function misspellings(prefix: string, word: string): string[] {
  if (word.length > MISSPELT_UP_TO) return [`${prefix}:${word}`];
  const shorter = word.length < RUN ? [] : lettersOf(word).map((at) => word.slice(0, at) + word.slice(at + 1));
  return [word, ...shorter].map((it) => `${prefix}:${it}`);
}

function runKeys(name: PartyName): readonly string[] {
  return name.script === 'latin' && name.compact.length >= RUNS_FROM ? runsOf(name.compact) : [];
}

const runsOf = (text: string): string[] =>
  Array.from({ length: text.length - RUN + 1 }, (_, at) => `r:${text.slice(at, at + RUN)}`);

/** Whoever shares a word, or so many runs that the likeness could suffice, by their place in the index. */
function candidates(index: PartyIndex, wanted: PartyName): readonly number[] {
  const marks = new Uint8Array(index.names.length);
  for (const key of new Set(runKeys(wanted))) count(marks, index.byKey.get(key) ?? []);
  for (const key of wordKeys(wanted)) for (const at of index.byKey.get(key) ?? []) marks[at] = CERTAIN;
  const enough = enoughRuns(wanted.compact.length);
  const found: number[] = [];
  for (let at = 0; at < marks.length; at += 1) if ((marks[at] ?? 0) >= enough) found.push(at);
  return found;
}

/** More marks than any number of runs. */
const CERTAIN = 255;

function count(marks: Uint8Array, places: readonly number[]): void {
  for (const at of places) marks[at] = Math.min((marks[at] ?? 0) + 1, CERTAIN - 1);
}

/** What is left of the runs of a name when as many letters differ as the threshold lets: 1 − 4 · (1 / 0.85 − 1). */
const RUNS_SHARE = 0.29;

const enoughRuns = (length: number): number => Math.min(CERTAIN - 1, Math.max(1, Math.floor(RUNS_SHARE * length) - 2));
