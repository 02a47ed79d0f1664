import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { type Course, catalogPath, readCourses, readPolicy, readPolicyChanges } from '../../catalog/index.ts';

const FEWEST_ITEMS = 8;
const FEWEST_OPTIONS = 2;
const PASS_MARK = 80;

const text = z.strictObject({
  'zh-CN': z
    .string()
    .trim()
    .min(1)
    .regex(/\p{Script=Han}/u),
  en: z
    .string()
    .trim()
    .min(1)
    .regex(/[a-z]/i)
    .regex(/^[^\p{Script=Han}]*$/u),
});
const clause = z.string().regex(/^POL-01#\d+\.\d+$/);

const lesson = z.discriminatedUnion('kind', [
  z.strictObject({ id: z.string(), kind: z.literal('CLAUSE'), clause, title: text, body: text }),
  z.strictObject({
    id: z.string(),
    kind: z.literal('CASE'),
    clauses: z.array(clause).min(1),
    title: text,
    facts: text,
    question: text,
    outcome: text,
  }),
]);

const item = z.strictObject({
  id: z.string(),
  clause,
  critical: z.boolean(),
  kind: z.enum(['single', 'multiple', 'true-false']),
  question: text,
  options: z.array(z.strictObject({ id: z.string().regex(/^[a-z]$/), text })).min(FEWEST_OPTIONS),
  answer: z.array(z.string()).min(1),
  explanation: text,
});

const shape = z.strictObject({
  id: z.string(),
  policy: z.literal('POL-01'),
  chapter: z.string().regex(/^\d+$/),
  title: text,
  minutes: z.int().min(1).max(120),
  lessons: z.array(lesson),
  quiz: z.strictObject({
    passMark: z.literal(PASS_MARK),
    draw: z.literal(FEWEST_ITEMS),
    minutes: z.int().min(5).max(60),
    items: z.array(item).min(FEWEST_ITEMS),
  }),
});

const policy = readPolicy();
const courses = readCourses();
const clausesOf = (chapter: string): readonly string[] =>
  (policy.chapters.find(({ id }) => id === chapter)?.clauses ?? []).map(({ id }) => `${policy.id}#${id}`);
/** Of the version in preparation, too: whoever is trained for it learns what is new. */
const added = readPolicyChanges().changes.map(({ id }) => `${policy.id}#${id}`);
const repeated = (ids: readonly string[]): readonly string[] => ids.filter((id, index) => ids.indexOf(id) !== index);

describe('the courses that ship', () => {
  it('teach every chapter of the policy, each in a file of its name', () => {
    const files = readdirSync(join(catalogPath, 'courses')).map((name) => name.replace(/\.json$/, ''));
    expect(courses.map(({ chapter }) => chapter)).toEqual(policy.chapters.map(({ id }) => id));
    expect(files.toSorted()).toEqual(courses.map(({ id }) => id).toSorted());
  });
});

describe.each(courses.map((course): [string, Course] => [course.id, course]))('the course %s', (id, course) => {
  const { chapter, lessons, quiz } = course;
  const clauses = clausesOf(chapter);

  it('has everything a course has, in both languages, and nothing else', () => {
    const { error } = shape.safeParse(course);
    expect(error ? z.prettifyError(error) : '').toBe('');
    expect(id).toBe(`${policy.id}.${chapter}`);
  });

  it('explains every clause of its chapter once, in order', () => {
    const explained = lessons.flatMap((it) => (it.kind === 'CLAUSE' ? [it.clause] : []));
    expect(explained.filter((it) => clauses.includes(it))).toEqual(clauses);
    expect(explained).toEqual(expect.arrayContaining(added.filter((it) => it.startsWith(`${policy.id}#${chapter}.`))));
    expect(repeated(explained)).toEqual([]);
    expect(explained).toEqual(lessons.filter((it) => it.kind === 'CLAUSE').map((it) => `${policy.id}#${it.id}`));
  });

  it('shows at least one case, of clauses of its chapter', () => {
    const cases = lessons.filter((it) => it.kind === 'CASE');
    expect(cases.length).toBeGreaterThan(0);
    for (const it of cases) for (const ref of it.clauses) expect(ref.split('.')[0]).toBe(`${policy.id}#${chapter}`);
    expect(repeated(lessons.map((it) => it.id))).toEqual([]);
  });

  it('asks about clauses of its chapter, about one at least what nobody may get wrong', () => {
    for (const it of quiz.items) expect(clauses).toContain(it.clause);
    expect(quiz.items.filter(({ critical }) => critical).length).toBeGreaterThan(0);
    expect(repeated(quiz.items.map((it) => it.id))).toEqual([]);
  });

  it.each(quiz.items.map((it) => [it.id, it] as const))('has an answer among the options: %s', (_id, it) => {
    const options = it.options.map((option) => option.id);
    expect(repeated([...options])).toEqual([]);
    expect(repeated([...it.answer])).toEqual([]);
    expect(options).toEqual(expect.arrayContaining([...it.answer]));
    expect(it.answer.length > 1).toBe(it.kind === 'multiple');
    expect(it.kind === 'true-false' ? options.length : FEWEST_OPTIONS).toBe(FEWEST_OPTIONS);
  });
});
