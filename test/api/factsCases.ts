import type { Case } from './guardCase.ts';
import type { RunningWorld } from './running.ts';

/** Who may watch instances, read what they know, and see figures of the work done. */
export const factsCases = (world: () => RunningWorld) => {
  const definition = async () => ({
    params: { hash: (await world().db('process_definition').where({ key: 'testApproval' }).first('hash')).hash },
  });
  return {
    getInstanceState: {
      right: 'luo-min',
      wrong: 'ma-jun',
      refusal: 'instance-unknown',
      input: async (it) => ({ params: { instanceId: it.instance } }),
    },
    watchInstance: {
      right: 'luo-min',
      wrong: 'ma-jun',
      refusal: 'instance-unknown',
      input: async (it) => ({ params: { instanceId: it.instance } }),
    },
    watchMine: { right: 'ma-jun' },
    listTemporalLinks: { right: 'gu-yang', wrong: 'luo-min', refusal: 'not-allowed' },
    getHeat: { right: 'ma-jun', input: definition },
    listProcessVersions: { right: 'ma-jun', input: async () => ({ params: { process: 'procurement' } }) },
    getProcessUses: { right: 'ma-jun', input: async () => ({ params: { process: 'procurement' } }) },
    listStepFacts: { right: 'ma-jun' },
    listFinishedSteps: { right: 'ma-jun' },
    exportFinishedSteps: { right: 'ma-jun' },
    listIndicators: { right: 'qin-lang', wrong: 'lin-yue', refusal: 'not-allowed' },
  } satisfies Record<string, Case>;
};
