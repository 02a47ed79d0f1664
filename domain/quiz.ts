/** As much of an item as its rules need: 5.2 of the policy. */
export type QuizItem = {
  readonly id: string;
  /** Whoever gets it wrong has failed, whatever the mark. */
  readonly critical: boolean;
  /** Ids of the options that are right. */
  readonly answer: readonly string[];
};

/** Item id → ids of the options chosen. */
export type Answers = Readonly<Record<string, readonly string[]>>;

export type Grade = {
  /** Percent, rounded down. */
  readonly score: number;
  readonly passed: boolean;
  readonly criticalMissed: number;
  /** Ids of the items that were answered rightly. */
  readonly right: readonly string[];
};

/** Attempts until a tutor has to explain. */
export const ATTEMPTS = 3;

/** Draws the items of an attempt, in the order in which they are asked: the same for the same seed, one critical at least. */
export function drawItems<Item extends QuizItem>(items: readonly Item[], draw: number, seed: string): readonly Item[] {
  const shuffled = items.toSorted((one, other) => chance(seed, one.id) - chance(seed, other.id));
  const drawn = shuffled.slice(0, draw);
  const spare = shuffled.slice(draw).find(({ critical }) => critical);
  return drawn.some(({ critical }) => critical) || !spare ? drawn : [spare, ...drawn.slice(1)];
}

/** Marks an attempt: the pass mark must be reached and no critical item missed. */
export function grade(items: readonly QuizItem[], passMark: number, answers: Answers): Grade {
  const right = items.filter(({ id, answer }) => isSame(answer, answers[id] ?? []));
  const score = items.length === 0 ? 0 : Math.floor((right.length * 100) / items.length);
  const criticalMissed = items.filter((item) => item.critical && !right.includes(item)).length;
  return {
    score,
    passed: score >= passMark && criticalMissed === 0,
    criticalMissed,
    right: right.map(({ id }) => id),
  };
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  const chosen = new Set(other);
  return chosen.size === one.length && one.every((id) => chosen.has(id));
}

/** A number that nobody can foresee without the seed: FNV-1a, then mixed so that like ids lie far apart. */
function chance(seed: string, id: string): number {
  let hash = 0x811c9dc5;
  for (const character of `${seed}/${id}`) hash = Math.imul(hash ^ (character.codePointAt(0) ?? 0), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
