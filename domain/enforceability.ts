import { educational, type Measure } from './sanction.ts';

/** What can be proved about a clause and a person on the day of the act. Moments in ms since the epoch. */
export type ClauseStanding = {
  readonly actAt: number;
  /** The version in force on that day; absent: the clause was in force in none. */
  readonly version?: number;
  /** It touches pay, hours, discipline or another vital interest: then it must have been consulted on. */
  readonly vitalInterest: boolean;
  readonly consulted: boolean;
  readonly publicised: boolean;
  /** When the person signed that very version. */
  readonly informedAt?: number;
  /** When the person passed the course of the clause's chapter. */
  readonly trainedAt?: number;
};

export const obstacles = ['not-in-force', 'not-consulted', 'not-publicised', 'not-informed', 'not-trained'] as const;
export type Obstacle = (typeof obstacles)[number];

/** "enforceable": every measure of the matrix; "reminder-only": talk and training at most; "blocked": none at all. */
export type Enforceability = {
  readonly verdict: 'enforceable' | 'reminder-only' | 'blocked';
  /** Everything that stands in the way, in the order of the list. */
  readonly obstacles: readonly Obstacle[];
};

const stands: { readonly [O in Obstacle]: (it: ClauseStanding) => boolean } = {
  'not-in-force': ({ version }) => version === undefined,
  'not-consulted': ({ vitalInterest, consulted }) => vitalInterest && !consulted,
  'not-publicised': ({ publicised }) => !publicised,
  'not-informed': ({ actAt, informedAt }) => informedAt === undefined || informedAt > actAt,
  'not-trained': ({ actAt, trainedAt }) => trainedAt === undefined || trainedAt > actAt,
};

/**
 * Whether a clause can be held against a person: in force on the day, consulted on where it touches vital interests, made
 * public, and known and taught to that person (劳动合同法 art. 4; 法释〔2020〕26号 art. 50; POL-01#18.1–18.2).
 */
export function judgeEnforceability(standing: ClauseStanding): Enforceability {
  const found = obstacles.filter((obstacle) => stands[obstacle](standing));
  if (found.includes('not-in-force')) return { verdict: 'blocked', obstacles: found };
  return { verdict: found.length === 0 ? 'enforceable' : 'reminder-only', obstacles: found };
}

/** What is left of the measures of the matrix. That nothing is done is always possible. */
export function allowedMeasures({ verdict }: Pick<Enforceability, 'verdict'>, row: readonly Measure[]): Measure[] {
  const left: Readonly<Record<Enforceability['verdict'], readonly Measure[]>> = {
    enforceable: row,
    'reminder-only': educational,
    blocked: [],
  };
  return ['no-measure', ...left[verdict].filter((measure) => measure !== 'no-measure')];
}
