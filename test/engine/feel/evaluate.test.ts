import { describe, expect, test } from 'vitest';
import { evaluate, FeelFault, parse, passes } from '../../../engine/feel/index.ts';

describe('an expression', () => {
  test('reads variables, their properties and lists', () => {
    const variables = { purchase: { amount: 60_000, lines: [{ price: 2 }, { price: 5 }] } };

    expect(evaluate('purchase.amount > 50000 and count(purchase.lines[price > 3]) = 1', variables)).toBe(true);
  });

  test('takes a variable that is not there for null', () => {
    expect(evaluate('missing', {})).toBeNull();
    expect(evaluate('missing > 3', {})).toBeNull();
    expect(evaluate('if missing = null then "none" else "some"', { other: 1 })).toBe('none');
  });

  test('gives dates, times and durations as ISO text', () => {
    expect(evaluate('date(day) + duration("P1D")', { day: '2026-02-28' })).toBe('2026-03-01');
    expect(evaluate('[duration("PT36H"), time("10:00:00Z")]', {})).toEqual(['P1DT12H', '10:00:00Z']);
    expect(evaluate('{ at: date and time("2026-01-01T10:00:00Z") }', {})).toEqual({ at: '2026-01-01T10:00:00Z' });
  });

  test('gives only what JSON can hold', () => {
    expect(evaluate('1 / 0', {})).toBeNull();
    expect(Object.is(evaluate('-0', {}), 0)).toBe(true);
    expect(() => evaluate('function(x) x', {})).toThrow('gives a function');
    expect(() => evaluate('[1..3]', {})).toThrow('gives a range');
  });

  test('names what cannot be read', () => {
    expect(() => parse('amount >')).toThrow(FeelFault);
    expect(() => parse('amount ) 1')).toThrow('cannot be read from ") 1" on');
    expect(() => evaluate('(', {})).toThrow(FeelFault);
    expect(parse('amount > 1')).toEqual({ source: 'amount > 1' });
  });

  test('names of several words are variables too', () => {
    const variables = { 'Applicant Age': 18, Age: 3 };

    expect(evaluate(parse('Applicant  Age + Age', Object.keys(variables)), variables)).toBe(21);
    expect(evaluate('`Applicant Age` + 1', variables)).toBe(19);
  });

  test('is a fault when it calls itself without end', () => {
    expect(() => evaluate('{ f: function(n) f(n - 1), r: f(1) }.r', {})).toThrow('without end');
  });

  test.each(['constructor', 'a.constructor', 'a.__proto__', 'toString', '{ __proto__: 1 }.polluted'])(
    'sees nothing of JavaScript through %s',
    (source) => {
      expect(evaluate(source, { a: {} })).toBeNull();
    },
  );
});

describe('unary tests', () => {
  test('judge one value', () => {
    expect(passes('> 3, < 1', 5, {})).toBe(true);
    expect(passes('[1..3]', 4, {})).toBe(false);
    expect(passes('-', null, {})).toBe(true);
    expect(passes('not("a", "b")', 'c', {})).toBe(true);
    expect(passes('>= limit', 10, { limit: 10 })).toBe(true);
    expect(passes('? * 2 = 10', 5, {})).toBe(true);
  });

  test('fail on null', () => {
    expect(passes('> 3', null, {})).toBe(false);
  });
});
