import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { inProcess, saidParams } from '../../api/paramNames.ts';
import { locales } from '../../catalog/index.ts';
import type { RefusalParams } from '../../domain/refusal.ts';
import { deployProcess } from '../../store/definitions.ts';
import { end, processOf, start, task } from '../workflows/model.ts';
import { openWorld, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const model = processOf(
    'ownProcess',
    [start, { ...task('weigh'), name: '称重' }, end],
    ['start -> weigh', 'weigh -> end'],
  );
  await deployProcess(world.db, { model: { ...model, name: '自有流程' }, xml: '<definitions/>' });
});
afterAll(() => world.close());

/** The params in both languages. */
async function said(params: RefusalParams) {
  const both = await Promise.all(locales.map((locale) => saidParams(world.db, [{ params }], locale)));
  return both.map(([it]) => it);
}

describe('what a refusal holds the id of', () => {
  test.each([
    ['a permission', { permission: 'contract-sign' }, { permission: '合同用印' }, { permission: 'Seal contracts' }],
    [
      'a credential',
      { credential: 'factory-audit' },
      { credential: '验厂资格' },
      { credential: 'Factory audit certificate' },
    ],
    ['a duty', { duty: 'buyer' }, { duty: '采购执行' }, { duty: 'Buying' }],
    [
      'two people',
      { person: 'lin-yue', by: 'gu-yang' },
      { person: '林悦', by: '顾洋' },
      { person: 'Lin Yue', by: 'Gu Yang' },
    ],
    ['a department', { department: 'finance' }, { department: '财务部' }, { department: 'Finance' }],
    [
      'a policy',
      { policy: 'POL-01' },
      { policy: '跨境电商运营人员制度' },
      { policy: 'Policy for cross-border e-commerce operations personnel' },
    ],
    [
      'a step of a process that ships',
      { process: 'procurement', step: 'propose' },
      { process: '采购', step: '选品立项' },
      { process: 'Procurement', step: 'Propose the product' },
    ],
    [
      'a step of a process of the company’s own',
      { process: 'ownProcess', step: 'weigh' },
      { process: '自有流程', step: '称重' },
      { process: '自有流程', step: '称重' },
    ],
  ])('is said by name: %s', async (_, params, chinese, english) => {
    expect(await said(params)).toEqual([chinese, english]);
  });

  test('is said as it is where there is no such thing, or nobody knows what it is', async () => {
    const params = { permission: 'gone', step: 'propose', minutes: '5', toString: 'x', person: '' };

    expect(await said(params)).toEqual([params, params]);
  });

  test('is asked for once, however many refusals there are, and not at all when there is nothing to name', async () => {
    const refusals = ['contract-sign', 'payment-approve'].map((permission) => ({ params: { permission } }));
    const asked: string[] = [];
    const listen = ({ sql }: { readonly sql: string }) => void asked.push(sql);
    world.db.on('query', listen);
    onTestFinished(() => void world.db.off('query', listen));

    expect(await saidParams(world.db, refusals, 'en')).toEqual([
      { permission: 'Seal contracts' },
      { permission: 'Approve payments' },
    ]);
    expect(asked).toHaveLength(1);
    await saidParams(world.db, [{ params: { minutes: '5' } }], 'en');
    expect(asked).toHaveLength(1);
  });

  test('is known of a step by the process that it belongs to', () => {
    const refused = inProcess(
      { code: 'own-work', params: { person: 'lin-yue', step: 'propose' } },
      'procurement/2026/7',
    );

    expect(refused.params).toEqual({ person: 'lin-yue', step: 'propose', process: 'procurement' });
    expect(inProcess({ code: 'task-closed', params: {} }, 'procurement/7').params).toEqual({});
  });
});
