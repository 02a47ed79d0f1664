import { describe, expect, test } from 'vitest';
import { type Establishment, planStaff, type Staff, type StaffRow } from '../../domain/people.ts';

const staff = (id: string, more: Partial<Staff> = {}): Staff => ({
  ...{ id, name: id, nameEn: id, email: null, locale: 'zh-CN', department: 'sales', position: null, superior: null },
  active: true,
  ...more,
});

const company = (...people: Staff[]): Establishment => ({
  people: new Map(people.map((it) => [it.id, it])),
  departments: new Set(['sales', 'stock']),
  positions: new Set(['clerk']),
  duties: new Set(['buyer', 'cashier']),
  roles: new Set(['operator']),
  conflicts: [['buyer', 'cashier']],
});

const row = (id: string, more: Partial<StaffRow> = {}): StaffRow => ({
  ...{ row: 2, id, name: id, department: 'sales' },
  ...more,
});

const kinds = (rows: readonly StaffRow[], given: Establishment) =>
  planStaff(rows, given).changes.map(({ kind }) => kind);
const faults = (rows: readonly StaffRow[], given = company()) =>
  planStaff(rows, given).errors.map(({ row: line, column, code }) => `${line} ${column} ${code}`);

describe('a list of people', () => {
  test('tells who joins, moves, leaves, is corrected, and who stays as they are', () => {
    const known = company(staff('a'), staff('b'), staff('c'), staff('d'));
    const rows = [
      row('new'),
      row('a'),
      row('b', { department: 'stock' }),
      row('c', { status: 'left' }),
      row('d', { email: 'd@example.com' }),
    ];
    expect(kinds(rows, known)).toEqual(['join', 'same', 'move', 'leave', 'correct']);
  });

  test('calls a new post in the same department a move', () => {
    expect(kinds([row('a', { position: 'clerk' })], company(staff('a')))).toEqual(['move']);
  });

  test('leaves alone what it does not mention', () => {
    const known = company(staff('boss'), staff('a', { email: 'a@example.com', superior: 'boss', position: 'clerk' }));
    expect(planStaff([row('a')], known).changes[0]?.after).toEqual(known.people.get('a'));
  });

  test('takes back whoever had left', () => {
    expect(kinds([row('a')], company(staff('a', { active: false })))).toEqual(['join']);
  });

  test('names every line and column that is wrong', () => {
    const rows = [
      row('', { row: 2 }),
      row('Ä', { row: 3 }),
      row('b', { row: 4, department: 'moon', position: 'king', roles: ['god'], duties: ['buyer', 'sleeper'] }),
      row('c', { row: 5, email: 'nowhere', locale: 'fr', status: 'asleep' }),
      row('d', { row: 6, status: 'left' }),
      row('b', { row: 7 }),
    ];
    expect(faults(rows)).toEqual([
      '2 id missing',
      '2 name missing',
      '3 id malformed',
      '4 department department-unknown',
      '4 position position-unknown',
      '4 roles role-unknown',
      '4 duties duty-unknown',
      '5 email malformed',
      '5 locale locale-unknown',
      '5 status status-unknown',
      '6 status never-here',
      '7 id duplicate',
    ]);
  });

  test('gives nobody two duties that have to be held apart', () => {
    expect(faults([row('a', { duties: ['buyer', 'cashier'] })])).toEqual(['2 duties duties-conflict']);
    expect(faults([row('a', { duties: ['buyer'] })])).toEqual([]);
  });

  test('may name a superior who stands in the same list', () => {
    expect(faults([row('a', { superior: 'b' }), row('b', { row: 3 })])).toEqual([]);
  });

  test('may not put anybody below somebody unknown, gone, or below themselves', () => {
    const known = company(staff('gone', { active: false }), staff('x', { superior: 'y' }), staff('y'));
    expect(faults([row('a', { superior: 'nobody' })], known)).toEqual(['2 superior superior-unknown']);
    expect(faults([row('a', { superior: 'gone' })], known)).toEqual(['2 superior superior-left']);
    expect(faults([row('y', { superior: 'x' })], known)).toEqual(['2 superior superior-circle']);
    expect(faults([row('a', { superior: 'a' })], known)).toEqual(['2 superior superior-circle']);
  });

  test('may not keep people below whoever leaves with the same list', () => {
    const rows = [row('a', { superior: 'b' }), row('b', { row: 3, status: 'left' })];
    expect(faults(rows, company(staff('b')))).toEqual(['2 superior superior-left']);
  });
});
