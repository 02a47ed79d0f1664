import { describe, expect, test } from 'vitest';
import { DetailedRefusal, problemOf, toProblem } from '../../api/problem.ts';
import { Problem, type ProblemCode, statusOf, statusOfFault } from '../../contract/problem.ts';
import { Refusal } from '../../domain/refusal.ts';

const codes = [...Object.keys(statusOf), ...Object.keys(statusOfFault)] as ProblemCode[];

describe.each(['zh-CN', 'en'] as const)('a problem in %s', (locale) => {
  test.each(codes)('says of %s what happened and what to do', (code) => {
    const { title, detail, status } = Problem.parse(problemOf(code, {}, locale));

    expect(title.length).toBeGreaterThan(2);
    expect(detail.length).toBeGreaterThan(title.length);
    expect(detail).not.toMatch(/[{}]/);
    expect(status).toBeGreaterThanOrEqual(400);
  });
});

describe('a problem', () => {
  test('speaks the two languages with different words', () => {
    const same = codes.filter((code) => problemOf(code, {}, 'zh-CN').detail === problemOf(code, {}, 'en').detail);

    expect(same).toEqual([]);
  });

  test('fills params in once, and never looks into what it filled in', () => {
    const { detail } = problemOf('business-key-taken', { businessKey: '{businessKey} {minutes}' }, 'en');

    expect(detail).toContain('“{businessKey} {minutes}”');
  });

  test('tells nobody how a fault came about', () => {
    const { code, detail } = toProblem(new Error('password=hunter2 at store/db.ts'), 'en', 'trace-1');

    expect(code).toBe('fault');
    expect(detail).not.toMatch(/hunter2|store/);
  });

  test('carries the list of what is wrong', () => {
    const wrong = [{ where: '/body/x', code: 'required', detail: 'must be filled in' }];

    expect(toProblem(new DetailedRefusal('malformed', wrong), 'en', 't')).toMatchObject({
      status: 400,
      detail: expect.stringContaining('Correct what is listed'),
      particulars: wrong,
    });
  });

  test('of a refusal has its status and params', () => {
    const refusal = new Refusal('task-closed', { by: 'lu-chen', at: '2026-11-24T08:00:00.000Z' });

    expect(toProblem(refusal, 'zh-CN', 't')).toMatchObject({
      status: 409,
      params: refusal.params,
      code: 'task-closed',
    });
  });
});
