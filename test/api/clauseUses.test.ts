import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
});
afterAll(() => world.close());

describe('what carries the clauses of a policy', () => {
  test('are the steps of processes and the lessons of courses, by clause', async () => {
    const operator = await world.as('lin-yue');
    const { body } = await operator.call('listClauseUses', { params: { policy: 'POL-01' } });
    const consultation = body.items.find(({ clause }) => clause === 'POL-01#1.3');
    const process = consultation?.processes.find(({ key }) => key === 'consultation');
    expect(process?.name).toEqual({ 'zh-CN': '征求意见', en: expect.any(String) });
    expect(process?.steps).toContainEqual({ 'zh-CN': '逐条答复意见', en: expect.any(String) });
    expect(consultation?.lessons.map(({ course, lesson }) => [course, lesson])).toContainEqual(['POL-01.1', '1.3']);
    expect(new Set(body.items.map(({ clause }) => clause)).size).toBe(body.items.length);
  });

  test('are asked for a policy that there is', async () => {
    const operator = await world.as('lin-yue');
    const { status } = await operator.call('listClauseUses', { params: { policy: 'POL-99' } });
    expect(status).toBe(404);
  });
});
