import { describe, expect, it, test } from 'vitest';
import { likeness } from '../../domain/partyLikeness.ts';
import { type PartyEntry, planPartyList } from '../../domain/partyList.ts';
import { namesIn } from '../../domain/partyName.ts';
import { findParties, HOLD_FROM, indexParties, partyIdentity, screen } from '../../domain/screening.ts';

const at = new Date('2026-11-24T00:00:00Z');

const party = (entry: string, names: readonly string[], more: Partial<PartyEntry> = {}): PartyEntry => ({
  entry,
  names,
  kind: 'entity',
  countries: [],
  address: null,
  remarks: null,
  ...more,
});

const entries = [
  party('1', ['Viktor Aleksandrovich Morozenko', 'Виктор Морозенко'], { kind: 'person', countries: ['RU'] }),
  party('2', ['Nimbus Harrow Dynamics GmbH']),
  party('3', ['云中虚舟国际贸易有限公司', 'Cloud Skiff International Trading'], { countries: ['CN'] }),
  party('4', ['Al-Rashidiyah Shipping L.L.C.']),
  party('5', ['Compañía Marítima Ñandú S.A.']),
  party('6', ['張偉'], { kind: 'person' }),
  party('7', ['Wang Xiaoming'], { kind: 'person' }),
  party('8', ['Rui Feng International Trading Co., Ltd.']),
  party('9', ['Alexander Ptushkin'], { kind: 'person' }),
];
const index = indexParties('TEST', 'v1', entries);
const found = (name: string) => findParties(index, { name }).map(({ entry }) => entry);

describe('the likeness of names', () => {
  it.each([
    ['in another order of words', 'Morozenko, Viktor Aleksandrovich', '1'],
    ['without the middle name', 'Viktor Morozenko', '1'],
    ['misspelt by a letter', 'Viktor Aleksandrovitch Morosenko', '1'],
    ['in Cyrillic', 'Морозенко Виктор', '1'],
    ['without legal form', 'NIMBUS HARROW DYNAMICS', '2'],
    ['with another legal form and two letters swapped', 'Nimbus Harorw Dynamics Co., Ltd.', '2'],
    ['written together', 'Nimbusharrow Dynamics', '2'],
    ['in full-width letters', 'Ｎｉｍｂｕｓ Ｈａｒｒｏｗ Ｄｙｎａｍｉｃｓ', '2'],
    ['of a Chinese company without its form', '云中虚舟国际贸易', '3'],
    ['of a Chinese company with its city in front', '深圳市云中虚舟贸易有限公司', '3'],
    ['of a Chinese company in traditional characters', '雲中虛舟國際貿易有限公司', '3'],
    ['of its alias', 'Cloud Skiff Trading Limited', '3'],
    ['with an article written apart', 'Al Rashidiyah Shipping', '4'],
    ['without diacritics', 'Compania Maritima Nandu', '5'],
    ['of a person in simplified characters', '张伟', '6'],
    ['of a person in Latin letters that the list has in Chinese ones', 'Wei ZHANG', '6'],
    ['of a person in Chinese characters that the list has in Latin letters', '王小明', '7'],
    ['of a Chinese company that the list has in Latin letters', '深圳市瑞丰贸易有限公司', '8'],
    ['spelt as another alphabet is spelt elsewhere', 'Aleksandr Ptushkin', '9'],
    ['in Greek letters', 'Αλεξάντερ Πτουσκιν Alexander Ptushkin', '9'],
    ['with letters between that nobody sees', 'Nim\u200Bbus Har\u00ADrow Dynamics', '2'],
  ])('finds a name %s', (_, name, entry) => {
    expect(found(name)).toContain(entry);
  });

  it.each([
    ['another family', 'Viktor Aleksandrovich Petrenko'],
    ['a generic name', 'International Trading Co., Ltd.'],
    ['another Chinese company', '深圳市海蓝国际贸易有限公司'],
    ['another person of the same family', '张伟明'],
    ['another person whose name only sounds the same', '章玮'],
    ['one common word', 'Cloud'],
    ['another company with a word in common', 'Nimbus Weather Instruments'],
  ])('leaves %s alone', (_, name) => {
    expect(found(name)).toEqual([]);
  });

  it('says list, version, entry, the name that is alike, the score and whether the country is the same', () => {
    expect(findParties(index, { name: 'Viktor Aleksandrovich Morozenko', country: 'ru' })[0]).toMatchObject({
      list: 'TEST',
      version: 'v1',
      entry: '1',
      name: 'Viktor Aleksandrovich Morozenko',
      score: 100,
      sameCountry: true,
    });
  });

  it('is the same whichever name comes first', () => {
    const [one, other] = ['Viktor Morozenko', 'Viktor Aleksandrovitch Morosenko'].map((text) => namesIn(text)[0]);
    expect(one && other && likeness(one, other)).toBe(one && other && likeness(other, one));
  });
});

describe('the index', () => {
  const first = ['Aleksei', 'Bernadette', 'Cornelius', 'Evangelina'];
  const last = ['Arkhangelsky', 'Bonaventura', 'Castellanos', 'Dombrowski', 'Fitzwilliam'];
  const many = first.flatMap((one, a) => last.map((other, b) => party(`${a}-${b}`, [`${one} ${other}`])));
  const all = indexParties('MANY', 'v1', many);

  /** Without a letter, with one more, one changed, two swapped, words turned round, written together. */
  const mutations = (name: string): string[] => [
    name.slice(0, 4) + name.slice(5),
    `${name.slice(0, 6)}x${name.slice(6)}`,
    `${name.slice(0, -3)}q${name.slice(-2)}`,
    `${name.slice(0, 2)}${name[3]}${name[2]}${name.slice(4)}`,
    name.split(' ').toReversed().join(', '),
    name.replace(' ', ''),
  ];

  it('finds whatever comparing with every entry would find', () => {
    for (const { names } of many) {
      for (const name of mutations(names[0] ?? '')) {
        const [wanted] = namesIn(name);
        const alike = many.filter(({ names: [known = ''] }) => {
          const [other] = namesIn(known);
          return wanted && other && likeness(wanted, other) >= HOLD_FROM;
        });
        const hits = findParties(all, { name }).map(({ entry }) => entry);
        expect([name, hits.toSorted()]).toEqual([name, alike.map(({ entry }) => entry).toSorted()]);
        expect(hits.length).toBeGreaterThan(0);
      }
    }
  });
});

describe('a screening', () => {
  const standing = { list: 'TEST', required: true, maxAgeDays: 7, version: 'v1', checkedAt: at };
  const lists = { standings: [standing], indexes: [index], at };
  const stranger = { name: 'Somebody Entirely Else' };

  test('is clear when every required list is current and nobody is alike', () => {
    expect(screen(stranger, lists)).toEqual({ verdict: 'clear', reasons: [], lacking: [], hits: [] });
  });

  test('holds a party that is alike', () => {
    expect(screen({ name: 'Nimbus Harrow Dynamics' }, lists)).toMatchObject({ verdict: 'hold', reasons: ['hit'] });
  });

  test.each([
    [
      'a required list was never imported',
      { standings: [standing, { ...standing, list: 'B', version: null, checkedAt: null }] },
      ['list-missing'],
      ['B'],
    ],
    [
      'a required list is too old',
      { standings: [{ ...standing, checkedAt: new Date('2026-11-16T23:59:59Z') }] },
      ['list-old'],
      ['TEST'],
    ],
    ['there is no list at all', { standings: [], indexes: [] }, ['no-list'], []],
  ])('is never clear when %s', (_, changes, reasons, lacking) => {
    expect(screen(stranger, { ...lists, ...changes })).toMatchObject({ verdict: 'hold', reasons, lacking });
  });

  test('is clear though a list that is not required is old', () => {
    const optional = { ...standing, required: false, checkedAt: new Date(0) };
    expect(screen(stranger, { ...lists, standings: [standing, optional] }).verdict).toBe('clear');
  });

  test('is never clear by a list without a single entry, nor by one that was not read', () => {
    const empty = { ...lists, indexes: [indexParties('TEST', 'v1', [])] };
    expect(screen(stranger, empty)).toMatchObject({ verdict: 'hold', reasons: ['no-list', 'list-missing'] });
    const unread = { ...lists, standings: [standing, { ...standing, list: 'B' }] };
    expect(screen(stranger, unread)).toMatchObject({ verdict: 'hold', reasons: ['list-missing'], lacking: ['B'] });
  });

  test.each([
    ['nothing', ''],
    ['no letters', '???'],
    ['another script', 'محمد'],
    ['another script beside Latin letters', 'محمد علي (VIP)'],
    ['a letter that looks like another', 'Nimbu\u0455 Harrow'],
    ['legal forms alone', 'Co., Ltd.'],
    ['Japanese', '山田さくら'],
    ['a character that nobody knows how to spell', '张㛃'],
  ])('is never clear for a name that cannot be compared in full: %s', (_, name) => {
    expect(screen({ name }, lists)).toMatchObject({ verdict: 'hold', reasons: ['name-unreadable'] });
  });

  test('takes Chinese characters for Mandarin only where they are read so', () => {
    expect(screen({ name: '李海涛', country: 'CN' }, lists).verdict).toBe('clear');
    expect(screen({ name: '李海涛', country: 'JP' }, lists)).toMatchObject({ reasons: ['name-unreadable'] });
    expect(screen({ name: '李海涛 Toshio Ri', country: 'JP' }, lists).verdict).toBe('clear');
  });

  test('knows a party again however its name is written, and not another address', () => {
    const one = { name: 'Ada  Lovelace', country: 'GB', address: '1, High Street' };
    expect(partyIdentity({ ...one, name: 'ADA LOVELACE', address: '1 high street' })).toBe(partyIdentity(one));
    expect(partyIdentity({ ...one, address: '2, High Street' })).not.toBe(partyIdentity(one));
  });
});

describe('a file of a list', () => {
  const row = { row: 2, entry: '1', name: 'A. Person', aliases: [], kind: '', countries: [], address: '', remarks: '' };

  it('makes entries with their aliases', () => {
    const { entries: made, errors } = planPartyList([{ ...row, aliases: ['B', 'A. Person'], countries: ['cn'] }]);
    expect(errors).toEqual([]);
    expect(made).toEqual([party('1', ['A. Person', 'B'], { countries: ['CN'] })]);
  });

  it.each([
    ['an entry without a number', { entry: '' }, 'entry', 'missing'],
    ['an unknown kind', { kind: 'ship' }, 'kind', 'kind-unknown'],
    ['a country that is no code', { countries: ['China'] }, 'country', 'country-unknown'],
    ['a name that nothing can be compared with', { name: '???' }, 'name', 'name-unreadable'],
  ])('names %s', (_, changes, column, code) => {
    expect(planPartyList([{ ...row, ...changes }]).errors).toEqual([expect.objectContaining({ row: 2, column, code })]);
  });

  it('is none without a single entry', () => {
    expect(planPartyList([]).errors).toMatchObject([{ column: 'entry', code: 'empty' }]);
  });

  it('names a number that comes twice', () => {
    expect(planPartyList([row, { ...row, row: 3 }]).errors).toEqual([
      { row: 3, column: 'entry', code: 'duplicate', value: '1' },
    ]);
  });
});
