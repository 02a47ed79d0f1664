import { randomUUID } from 'node:crypto';
import { makePlansLive } from '../../store/inspectionPlans.ts';
import { finishSteps } from '../workflows/finished.ts';
import type { Case } from './guardCase.ts';
import type { RunningWorld } from './running.ts';

export const PLAN = 'procurement-payBalance';

/** A report that anybody might make. */
export const report = {
  respondent: 'ma-jun',
  clause: 'POL-01#8.2',
  actedOn: '2026-11-20',
  allegation: '收受供应商礼品，没有登记。',
};

/** An inspection of two balances that were just paid, drawn by the auditor. */
export async function drawn(world: RunningWorld, by: readonly string[] = ['cui-ying', 'long-ze']): Promise<string> {
  await makePlansLive(world.db, 'POL-01', 1, 'qin-lang');
  const key = randomUUID().slice(0, 8);
  const from = new Date(Date.now() - 1).toISOString();
  await finishSteps(
    world.db,
    by.map((person, index) => ({ key: `${key}-${index}`, by: person })),
  );
  const { body } = await (await world.as('luo-min')).send('drawInspection', { params: { plan: PLAN }, body: { from } });
  return body.inspection;
}

/** Who may inspect, read what was found, and know of a case. */
export const supervisionCases = (world: () => RunningWorld) => {
  const inspection = { input: async () => ({ params: { inspection: await drawn(world()) } }) };
  return {
    listInspectionPlans: { right: 'ma-jun' },
    drawInspection: {
      right: 'luo-min',
      wrong: 'yu-jianhua',
      refusal: 'not-allowed',
      input: async () => {
        await drawn(world());
        return { params: { plan: PLAN }, body: { from: '2026-01-01T00:00:00Z' } };
      },
    },
    listInspections: { right: 'ma-jun' },
    getInspection: { right: 'cui-ying', wrong: 'ma-jun', refusal: 'inspection-unknown', ...inspection },
    recomputeSample: { right: 'long-ze', wrong: 'ma-jun', refusal: 'inspection-unknown', ...inspection },
    listFindings: { right: 'ma-jun' },
    reportViolation: { right: 'lin-yue', input: async () => ({ body: report }) },
    listCases: { right: 'ma-jun' },
    getCase: {
      right: 'he-jia',
      wrong: 'xie-yutong',
      refusal: 'case-unknown',
      input: async () => {
        const { body } = await (await world().as('wang-siqi')).send('reportViolation', { body: report });
        return { params: { case: body.case } };
      },
    },
  } satisfies Readonly<Record<string, Case>>;
};
