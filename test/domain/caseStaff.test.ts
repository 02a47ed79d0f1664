import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { independentFirst, type Pools, seats, staffCase } from '../../domain/caseStaff.ts';

const people = ['an', 'bo', 'chi', 'dai', 'en', 'fu', 'gao', 'han', 'ji', 'ke'];
const everywhere: Pools = {
  officer: people,
  investigator: people,
  legalReviewer: people,
  hrReviewer: people,
  decider: people,
  panel: people,
};

describe('the staff of a case', () => {
  test('is the first of each pool who is free', () => {
    expect(staffCase(everywhere, ['an'])).toEqual({
      officer: 'bo',
      investigator: 'chi',
      legalReviewer: 'dai',
      hrReviewer: 'en',
      decider: 'fu',
      panel: ['gao', 'han', 'ji'],
    });
  });

  test('takes those who answer to the person concerned last', () => {
    const staff = staffCase(independentFirst(everywhere, ['bo', 'chi']), ['an']);

    expect(staff).toMatchObject({ officer: 'dai', decider: 'han', panel: ['ji', 'ke', 'bo'] });
  });

  test('says which seat stays empty', () => {
    expect(staffCase({ ...everywhere, hrReviewer: ['an'] }, ['an'])).toEqual({ lacking: 'hrReviewer' });
    expect(staffCase({ ...everywhere, panel: ['ke', 'ji'] }, [])).toEqual({ lacking: 'panel' });
  });

  test('has nobody twice and nobody who is barred, whatever the pools', () => {
    const pool = fc.subarray(people);
    const pools = fc.record({
      officer: pool,
      investigator: pool,
      legalReviewer: pool,
      hrReviewer: pool,
      decider: pool,
      panel: pool,
    });
    fc.assert(
      fc.property(pools, fc.subarray(people, { maxLength: 3 }), (given, barred) => {
        const staff = staffCase(given, barred);
        if ('lacking' in staff) return;
        const all = [...seats.map((seat) => staff[seat]), ...staff.panel];

        expect(new Set(all).size).toBe(all.length);
        expect(all.filter((person) => barred.includes(person))).toEqual([]);
        for (const seat of seats) expect(given[seat]).toContain(staff[seat]);
      }),
    );
  });
});
