import { describe, expect, it } from 'vitest';
import { type ClauseKind, readLaws, readPolicy, readPolicyChanges } from '../../catalog/index.ts';

const policy = readPolicy();
const laws = readLaws();
const draft = readPolicyChanges();
const clauses = policy.chapters.flatMap((chapter) => chapter.clauses);

const KINDS: readonly ClauseKind[] = [
  'GENERAL',
  'DUTY',
  'PERMISSION',
  'ASSESSMENT',
  'REWARD',
  'PENALTY',
  'TRAINING',
  'PROCESS',
  'CONFIDENTIALITY',
  'RISK',
  'LEGAL',
  'QUALIFICATION',
  'VIOLATION',
  'CONDUCT',
];
const FEWEST_CLAUSES = 60;

describe('the policy template', () => {
  it('has clauses of every kind', () => {
    expect(clauses.length).toBeGreaterThanOrEqual(FEWEST_CLAUSES);
    expect(new Set(clauses.map(({ kind }) => kind))).toEqual(new Set(KINDS));
  });

  it('numbers its clauses by chapter, each once', () => {
    const ids = policy.chapters.flatMap((chapter) => chapter.clauses.map((_, index) => `${chapter.id}.${index + 1}`));
    expect(clauses.map(({ id }) => id)).toEqual(ids);
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('says everything in both languages', () => {
    const texts = [policy.title, ...policy.chapters.map(({ title }) => title), ...clauses.map(({ text }) => text)];
    for (const { 'zh-CN': zh, en } of texts) {
      expect(zh).toMatch(/\p{Script=Han}/u);
      expect(en).toMatch(/[a-z]/);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it('refers only to laws in the register', () => {
    const registered = new Set(laws.map(({ id }) => id));
    const used = [...clauses, ...draft.changes].flatMap((clause) => (clause.laws ?? []).map(({ law }) => law));
    expect(used.filter((law) => !registered.has(law))).toEqual([]);
  });

  it('knows no fines', () => {
    const aboutFines = clauses.filter(({ text }) => /罚款|罚金/.test(text['zh-CN']) || /\bfine[ds]?\b/i.test(text.en));
    expect(aboutFines.map(({ id }) => id)).toEqual(['7.4']);
    expect(aboutFines[0]?.text).toMatchObject({
      'zh-CN': expect.stringContaining('不得对员工罚款'),
      en: expect.stringContaining('never fined'),
    });
  });

  it('marks what touches pay and discipline as of vital interest', () => {
    const vital: readonly ClauseKind[] = ['ASSESSMENT', 'PENALTY', 'VIOLATION'];
    const unmarked = clauses.filter(
      ({ kind, vitalInterest, binding }) => vital.includes(kind) && binding === 'MUST' && !vitalInterest,
    );
    expect(unmarked.map(({ id }) => id)).toEqual(['18.8']);
  });
});

describe('the draft of the next version', () => {
  const known = new Map(policy.chapters.flatMap((chapter) => chapter.clauses.map((it) => [it.id, it] as const)));
  const of = (id: string) => draft.changes.filter((it) => it.id.startsWith(`${id}.`));

  it('is based on the policy that ships', () => {
    expect([draft.policy, draft.basedOn, draft.version]).toEqual([policy.id, policy.version, policy.version + 1]);
  });

  it('changes three chapters: one of vital interest, one in wording only, one in substance', () => {
    const chapters = [...new Set(draft.changes.map(({ id }) => id.split('.')[0] ?? ''))];
    const kinds = chapters.map((chapter) => {
      if (of(chapter).some(({ vitalInterest }) => vitalInterest)) return 'vital';
      return of(chapter).every(({ change }) => change === 'EDITORIAL') ? 'wording' : 'substance';
    });
    expect(kinds).toHaveLength(3);
    expect(new Set(kinds)).toEqual(new Set(['vital', 'wording', 'substance']));
  });

  it('changes what it says it changes, and adds one clause at the end of its chapter', () => {
    const changed = draft.changes.filter(({ id }) => known.has(id));
    for (const { id, text } of changed) expect(text).not.toEqual(known.get(id)?.text);
    const added = draft.changes.filter(({ id }) => !known.has(id)).map(({ id }) => id);
    const ends = policy.chapters.map(({ id, clauses: { length } }) => `${id}.${length + 1}`);
    expect(added).toHaveLength(1);
    expect(ends).toEqual(expect.arrayContaining(added));
  });

  it('gives its reasons in both languages', () => {
    for (const { reason, text } of draft.changes) {
      for (const { 'zh-CN': zh, en } of [reason, text]) {
        expect(zh).toMatch(/\p{Script=Han}/u);
        expect(en).not.toMatch(/\p{Script=Han}/u);
      }
    }
  });
});

describe('the register of laws', () => {
  it('has the laws of China, the European Union and the United States, each once', () => {
    const ids = laws.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(laws.map(({ jurisdiction }) => jurisdiction))).toEqual(new Set(['CN', 'EU', 'US']));
  });

  it.each(laws.map((law) => [law.id, law] as const))('says what %s asks, in both languages', (_, law) => {
    const texts = [law.name, law.version, law.effectiveNote, law.certaintyNote].filter((it) => it !== undefined);
    expect(law.articles.length).toBeGreaterThan(0);
    for (const { 'zh-CN': zh, en } of [...texts, ...law.articles.map(({ statement }) => statement)]) {
      expect(zh).toMatch(/\p{Script=Han}|\d/u);
      expect(zh).not.toMatch(/\p{Script=Han}[,;:?!()]/u);
      expect(en).not.toMatch(/\p{Script=Han}/u);
    }
  });

  it.each(laws.map((law) => [law.id, law] as const))('says since when %s applies, or why it does not say', (_, law) => {
    const days = [law.promulgated, law.effectiveFrom, law.effectiveTo].filter((it) => it !== undefined);
    for (const day of days) expect(new Date(day).toISOString().slice(0, 'YYYY-MM-DD'.length)).toBe(day);
    expect(law.effectiveFrom ?? law.effectiveNote ?? law.version ?? law.certaintyNote).toBeDefined();
  });

  it('says what is to be verified, where something is', () => {
    const unsaid = laws.filter((law) => law.certainty === 'V' && law.certaintyNote === undefined);
    expect(unsaid.map(({ id }) => id)).toEqual([]);
  });
});
