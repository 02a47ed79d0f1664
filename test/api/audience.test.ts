import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Caller, openWorld, type World } from './world.ts';

let world: World;
let officer: Caller;
beforeAll(async () => {
  world = await openWorld();
  officer = await world.as('qin-lang');
});
afterAll(() => world.close());

const preview = async (query: Record<string, string>) => (await officer.call('previewAudience', { query })).body;

describe('the preview of an audience', () => {
  test('counts the people whom a department and a position mean together, and names them', async () => {
    const found = await preview({ departments: 'operations', positions: 'operations-specialist' });

    expect(found.people).toBe(5);
    expect(found.some.map(({ id }) => id)).toEqual(['chen-kexin', 'li-haoran', 'lin-yue', 'wang-siqi', 'zhao-yifan']);
  });

  test('adds people by name and leaves others out, who are counted apart', async () => {
    const rule = { positions: 'operations-specialist', people: 'ma-jun', except: 'lin-yue,zhao-yifan' };

    expect(await preview(rule)).toMatchObject({ people: 4, excepted: 2 });
  });

  test('without a rule means everybody at work, of whom it names the first', async () => {
    const everybody = await world.db('person').where({ active: true }).count({ people: '*' }).first();

    const found = await preview({});

    expect(found.people).toBe(Number(everybody?.['people']));
    expect(found.some).toHaveLength(20);
  });
});
