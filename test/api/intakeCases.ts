import { randomUUID } from 'node:crypto';
import { upload } from './attempt.ts';
import type { Case } from './guardCase.ts';
import type { World } from './world.ts';

async function source(world: World): Promise<string> {
  const id = `s${randomUUID().slice(0, 8)}`;
  await (await world.as('gu-yang')).send('createHookSource', { body: { id, kind: 'order' } });
  return id;
}

/** Who may let systems outside in, and who may take in files of records. */
export const intakeCases = (world: () => World) =>
  ({
    listHookSources: { right: 'gu-yang', wrong: 'qin-lang', refusal: 'not-allowed' },
    createHookSource: {
      right: 'gu-yang',
      wrong: 'qin-lang',
      refusal: 'not-allowed',
      input: async () => ({ body: { id: `s${randomUUID().slice(0, 8)}`, kind: 'payment' } }),
    },
    rotateHookSource: {
      right: 'gu-yang',
      wrong: 'qin-lang',
      refusal: 'not-allowed',
      input: async () => ({ params: { source: await source(world()) } }),
    },
    disableHookSource: {
      right: 'gu-yang',
      wrong: 'qin-lang',
      refusal: 'not-allowed',
      input: async () => ({ params: { source: await source(world()) }, body: { disabled: true } }),
    },
    listImportKinds: { right: 'ma-jun' },
    listImports: { right: 'qin-lang', wrong: 'ma-jun', refusal: 'not-allowed' },
    importRecords: {
      right: 'qin-lang',
      wrong: 'ma-jun',
      refusal: 'not-allowed',
      input: async () => {
        const it = await world().as('qin-lang');
        const { body } = await upload(it, 'currency,asOf,perUsd\nEUR,2026-11-24,0.92\n', 'rates.csv', 'text/csv');
        return { body: { kind: 'rates', file: body.id, dryRun: true } };
      },
    },
    listPartyLists: { right: 'ma-jun' },
    listPartyListVersions: { right: 'ma-jun', input: async () => ({ params: { list: 'DEMO-RPL' } }) },
    listStock: { right: 'ma-jun' },
    listStockPlaces: { right: 'ma-jun' },
    listPrices: { right: 'ma-jun' },
    listExchangeRates: { right: 'ma-jun' },
    searchParties: { right: 'ma-jun', input: async () => ({ query: { q: 'Acme' } }) },
    setPartyList: {
      right: 'qin-lang',
      wrong: 'ma-jun',
      refusal: 'not-allowed',
      input: async () => ({
        body: { list: 'GUARD', name: { 'zh-CN': '试验名单', en: 'Guard' }, required: false, maxAgeDays: 30 },
      }),
    },
    importPartyList: {
      right: 'qin-lang',
      wrong: 'ma-jun',
      refusal: 'not-allowed',
      input: async () => ({
        body: { list: 'DEMO-RPL', version: 'guard', issuedOn: '2026-11-24', csv: 'entry,name\nX-1,Acme\n' },
      }),
    },
  }) satisfies Readonly<Record<string, Case>>;
