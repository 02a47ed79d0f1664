import { Refusal, type RefusalCode, type RefusalParams } from './refusal.ts';

export type VersionStatus = 'draft' | 'in-review' | 'approved' | 'publicity' | 'in-force' | 'superseded' | 'withdrawn';

type Text = { readonly 'zh-CN': string; readonly en: string };

/** All of a clause that a version is judged and sealed by. The id ("POL-01#12.3") is the same in all versions. */
export type ClauseContent = {
  readonly id: string;
  readonly chapter: Text;
  readonly number: string;
  readonly kind: string;
  readonly binding: 'MUST' | 'SHOULD' | 'MAY';
  readonly vitalInterest: boolean;
  readonly text: Text;
  readonly laws: readonly unknown[];
};

const compared = ['text', 'kind', 'binding', 'vitalInterest', 'laws'] as const;
export type ComparedField = (typeof compared)[number];

/** How one clause differs between two versions. */
export type ClauseDifference = {
  readonly id: string;
  readonly kind: 'added' | 'removed' | 'changed';
  readonly fields: readonly ComparedField[];
  readonly before: ClauseContent | undefined;
  readonly after: ClauseContent | undefined;
};

/** What differs between two versions: first what the new one has, in its order, then what it has no longer. */
export function differences(
  before: readonly ClauseContent[],
  after: readonly ClauseContent[],
): readonly ClauseDifference[] {
  const old = new Map(before.map((clause) => [clause.id, clause]));
  const kept = new Set(after.map(({ id }) => id));
  const present = after.flatMap((clause) => differenceOf(old.get(clause.id), clause) ?? []);
  const gone = before.filter(({ id }) => !kept.has(id));
  return [
    ...present,
    ...gone.map((clause) => ({
      id: clause.id,
      kind: 'removed' as const,
      fields: [],
      before: clause,
      after: undefined,
    })),
  ];
}

/** How a clause differs from what it was; undefined when it does not. */
export function differenceOf(before: ClauseContent | undefined, after: ClauseContent): ClauseDifference | undefined {
  const { id } = after;
  if (!before) return { id, kind: 'added', fields: [], before, after };
  const fields = compared.filter((field) => !isSame(before[field], after[field]));
  return fields.length === 0 ? undefined : { id, kind: 'changed', fields, before, after };
}

/** Labour Contract Law, art. 4: rules on vital interests are made and changed with the staff, however small the change is said to be. */
export function touchesVitalInterest({ before, after }: ClauseDifference): boolean {
  return before?.vitalInterest === true || after?.vitalInterest === true;
}

/** The part of a clause that a person is asked about: whoever changes it later must ask again. */
export function wordingOf({ text, kind, binding, vitalInterest, laws }: ClauseContent) {
  return { text, kind, binding, vitalInterest, laws };
}

/** "12" of "12.3". */
export const chapterOf = (number: string) => number.slice(0, number.indexOf('.'));

/** What a version's taking effect is judged by. */
export type Effectiveness = {
  readonly policy: string;
  readonly version: number;
  readonly status: VersionStatus;
  /** Numbers of the clauses that were made, changed or removed and touch vital interests. */
  readonly vital: readonly string[];
  /** Those of them that a concluded consultation was about, as they stand now. */
  readonly consulted: readonly string[];
  readonly isPublicised: boolean;
};

/** All that bars a version from taking effect. */
export function barsOf(facts: Effectiveness): readonly Refusal[] {
  const { policy, version, status } = facts;
  const names = { policy, version: String(version) };
  if (status === 'in-force' || status === 'superseded' || status === 'withdrawn') {
    return [new Refusal('version-effective', names)];
  }
  const unconsulted = facts.vital.filter((number) => !facts.consulted.includes(number));
  const isFrozen = status === 'approved' || status === 'publicity';
  return [
    ...bar(unconsulted.length > 0, 'consultation-missing', {
      ...names,
      clauses: unconsulted.join(', '),
      law: 'CN-LCL',
      article: '4',
    }),
    ...bar(!isFrozen, 'version-unapproved', names),
    ...bar(!facts.isPublicised, 'publicity-missing', names),
  ];
}

/** Refuses what is not ready to take effect. */
export function takeEffect(facts: Effectiveness): void {
  const [first] = barsOf(facts);
  if (first) throw first;
}

/** What keeps the general manager from approving a version: chapters that nobody has passed, staff whom nobody has asked. */
export function releaseBars(
  facts: Pick<Effectiveness, 'policy' | 'version' | 'status' | 'vital' | 'consulted'>,
  unreviewed: readonly string[],
): readonly Refusal[] {
  const { policy, version, status } = facts;
  const names = { policy, version: String(version) };
  const inReview = unreviewed.map((chapter) => new Refusal('chapter-in-review', { ...names, chapter }));
  if (status === 'in-force' || status === 'superseded' || status === 'withdrawn')
    return [new Refusal('version-effective', names)];
  const unconsulted = facts.vital.filter((number) => !facts.consulted.includes(number));
  return [
    ...inReview,
    ...bar(unconsulted.length > 0, 'consultation-missing', {
      ...names,
      clauses: unconsulted.join(', '),
      law: 'CN-LCL',
      article: '4',
    }),
  ];
}

/** Where a clause stands when somebody wants to change it. */
export type EditFacts = {
  readonly version: number;
  readonly status: VersionStatus;
  readonly number: string;
  /** Whether the draft has the clause, or the version it is based on. */
  readonly isKnown: boolean;
  /** The number that a new clause of the chapter gets; undefined when there is no such chapter. */
  readonly next: string | undefined;
  readonly review: 'drafting' | 'in-review' | 'approved' | undefined;
  /** An opinion on this clause was adopted in the consultation that is going on. */
  readonly isAdopted: boolean;
};

/** A draft may be changed while its chapter is with its drafter, and later only to do what an adopted opinion asks. */
export function mayEdit(facts: EditFacts): void {
  const { version, status, number, next, review } = facts;
  const names = { version: String(version), chapter: chapterOf(number), number, next: next ?? '–' };
  if (status !== 'draft' && status !== 'in-review') throw new Refusal('version-frozen', names);
  if (!facts.isKnown && number !== next) throw new Refusal('clause-number', names);
  const isUnderReview = review === 'in-review' || review === 'approved';
  if (isUnderReview && !facts.isAdopted) throw new Refusal('chapter-in-review', names);
}

const bar = (holds: boolean, code: RefusalCode, params: RefusalParams) => (holds ? [new Refusal(code, params)] : []);

/** Whether two values say the same, in whatever order their keys were written. */
function isSame(one: unknown, other: unknown): boolean {
  if (!isObject(one) || !isObject(other)) return one === other;
  const keys = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    keys.length === Object.keys(other).length &&
    keys.every((key) => isSame(one[key], other[key]))
  );
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}
