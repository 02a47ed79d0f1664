import { describe, expect, test } from 'vitest';
import { check } from '../../../engine/feel/index.ts';
import { expectWorded } from '../worded.ts';

function codes(source: string, routing = true) {
  const problems = check(source, { routing });
  for (const problem of problems) expectWorded(problem);
  return problems.map((problem) => problem.code);
}

describe('checking an expression', () => {
  test.each([
    'amount > 50000 and requester.department = "sales"',
    'for line in lines return line.price * line.count',
    'some line in lines satisfies line.price > 100',
    'count(lines[price > 10]) > 2',
    'for i in 1..100 return i',
    'for line in lines return line.prices[1]',
    '(for a in xs return a)[item > 2]',
    'for a in (for b in xs return b) return a',
    'if x then string length(y) else day of week(date(z))',
    '`a b` > 1',
  ])('finds nothing wrong with %s', (source) => {
    expect(codes(source)).toEqual([]);
  });

  test.each([
    ['amount >', 'feel-syntax'],
    ['', 'feel-syntax'],
    ['is defined(x)', 'feel-function-unknown'],
    ['for i in 1..1000000 return i', 'feel-range'],
    ['for i in -9000..9000 return i', 'feel-range'],
  ])('refuses %s everywhere: %s', (source, code) => {
    expect(codes(source)).toContain(code);
    expect(codes(source, false)).toContain(code);
  });

  test.each([
    ['matches(name, "^(a+)+$")', 'feel-pattern'],
    ['replace(name, "a", "b")', 'feel-pattern'],
    ['split(name, ",")', 'feel-pattern'],
    ['count({ f: matches, r: f("a", "b") })', 'feel-pattern'],
    ['now() > date and time(x)', 'feel-clock'],
    ['today()', 'feel-clock'],
    ['for a in xs, b in ys return a + b', 'feel-nested-iteration'],
    ['for a in xs return (some b in ys satisfies b = a)', 'feel-nested-iteration'],
    ['xs[ys[item > 1] = 2]', 'feel-nested-iteration'],
    ['for a in xs return ys[id = a.id]', 'feel-nested-iteration'],
    ['for i in 1..n return i', 'feel-range'],
    ['{ f: function(n) f(n - 1), r: f(1) }.r', 'feel-function'],
    ['sort(xs, before)', 'feel-function'],
    ['calls.first(1)', 'feel-function'],
  ])('refuses %s where a step decides: %s', (source, code) => {
    expect(codes(source)).toContain(code);
    expect(codes(source, false)).not.toContain(code);
  });

  test.each([
    ['amount >', { case: 'end', expression: 'amount >' }],
    ['amount > 2 )( or x', { case: 'place', expression: 'amount > 2 )( or x', text: ')( or x', place: 12 }],
    ['', { case: 'empty' }],
  ])('says where %j cannot be read', (source, params) => {
    expect(check(source, { routing: false })).toEqual([{ code: 'feel-syntax', params }]);
  });

  test('limits length and number of parts', () => {
    expect(codes(`"${'x'.repeat(5000)}"`)).toEqual(['feel-size']);
    expect(codes(Array.from({ length: 400 }, () => 'a').join('+'))).toEqual(['feel-size']);
  });

  test('knows functions that it is told of', () => {
    expect(check('score(x) > 2', { routing: false, names: ['score'] })).toEqual([]);
  });
});
