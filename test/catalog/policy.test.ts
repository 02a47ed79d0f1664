import { describe, expect, it } from 'vitest';
import { type ClauseKind, readLaws, readPolicy } from '../../catalog/index.ts';

const policy = readPolicy();
const laws = readLaws();
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

  it('refers only to laws in the register, and the register holds no law without a clause', () => {
    const used = new Set(clauses.flatMap((clause) => (clause.laws ?? []).map(({ law }) => law)));
    expect([...used].toSorted()).toEqual(laws.map(({ id }) => id).toSorted());
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
