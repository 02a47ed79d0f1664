import { describe, expect, it } from 'vitest';
import { readCompany } from '../../catalog/index.ts';

const company = readCompany(new Date('2026-11-24T00:00:00Z'));
const { people } = company;
const ids = (list: readonly { readonly id: string }[]) => list.map(({ id }) => id);

const FEWEST_HOLDERS = 2;

describe('the demo company', () => {
  it('has about forty people in six departments', () => {
    expect(company.departments).toHaveLength(6);
    expect(people.length).toBeGreaterThanOrEqual(40);
    expect(new Set(ids(people)).size).toBe(people.length);
  });

  it('names for everybody only what it has', () => {
    for (const person of people) {
      expect(ids(company.departments)).toContain(person.department);
      expect(ids(company.positions)).toContain(person.position);
      expect(ids(company.duties)).toEqual(expect.arrayContaining([...person.duties]));
      expect(ids(company.permissions)).toEqual(expect.arrayContaining([...person.permissions]));
      expect(ids(company.credentials)).toEqual(expect.arrayContaining(ids(person.credentials)));
    }
  });

  it('has one head and one superior above everybody', () => {
    const superiors = new Map(people.map(({ id, superior }) => [id, superior]));
    const headOf = (id: string, seen: readonly string[] = []): string => {
      const superior = superiors.get(id);
      if (seen.includes(id)) throw new Error(`a circle of superiors: ${seen.join(' ')}`);
      return superior === undefined ? id : headOf(superior, [...seen, id]);
    };
    expect(new Set(ids(people).map((id) => headOf(id)))).toEqual(new Set(['zhou-qiming']));
    for (const { head, id } of company.departments) {
      expect(people.find((person) => person.id === head)).toMatchObject({
        department: id,
        duties: expect.arrayContaining(['department-head']),
      });
    }
  });

  it('gives every duty to two people at least', () => {
    for (const { id } of company.duties) {
      const holders = people.filter(({ duties }) => duties.includes(id));
      expect([id, holders.length >= FEWEST_HOLDERS]).toEqual([id, true]);
    }
  });

  it('lets nobody hold duties that exclude each other', () => {
    for (const { duties } of company.conflicts) {
      expect(ids(company.duties)).toEqual(expect.arrayContaining([...duties]));
      const both = people.filter((person) => duties.filter((duty) => person.duties.includes(duty)).length > 1);
      expect(ids(both)).toEqual([]);
    }
  });

  it('has people in every role', () => {
    const roles = [
      'officer',
      'manager',
      'operator',
      'hr',
      'legal',
      'worker-representative',
      'ops',
      'auditor',
      'administrator',
    ];
    expect([...new Set(people.flatMap((person) => person.roles))].toSorted()).toEqual(roles.toSorted());
  });

  it('has credentials that were issued today', () => {
    const buyer = people.find(({ id }) => id === 'ma-jun');
    expect(buyer?.credentials).toEqual([{ id: 'L1-operations', validUntil: '2027-11-24' }]);
  });
});
