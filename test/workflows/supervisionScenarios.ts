import { deployProcess } from '../../store/definitions.ts';
import { saveInspectionPlans } from '../../store/inspectionPlans.ts';
import { finishSteps } from './finished.ts';
import { end, processOf, start } from './model.ts';
import type { Scenario } from './scenarios.ts';

const named = { 'zh-CN': '抽查', en: 'Inspection' };

/** What the draw of inspections can do. */
export const supervisionScenarios: Readonly<Record<string, Scenario>> = {
  /** One plan with something to look at and one without. */
  drawing: async ({ db, client, queue }) => {
    for (const key of ['procurement', 'inspectionRun'])
      await deployProcess(db, { model: processOf(key, [start, end], ['start -> end']), xml: '<definitions/>' });
    await db('policy')
      .insert({ id: 'POL-9', title: JSON.stringify(named) })
      .onConflict()
      .ignore();
    const plan = { policy: 'POL-9', name: named, process: 'procurement', clauses: ['POL-9#1.1'], size: 0 } as const;
    const rest = { frequency: 'daily', method: 'all', pool: 'inspector', independence: 'not-inspected' } as const;
    await saveInspectionPlans(db, [
      { ...plan, ...rest, id: 'golden-pay', node: 'payBalance' },
      { ...plan, ...rest, id: 'golden-none', node: 'none' },
    ]);
    await db('inspection_plan').update({ live_since: new Date(0) });
    const yesterday = new Date(Date.now() - 86_400_000);
    await finishSteps(db, [{ key: 'golden', by: 'wang', closedAt: yesterday }]);
    const workflowId = 'draw-inspections';
    const handle = await client.workflow.start('drawInspections', { taskQueue: queue, workflowId, args: [{}] });
    await handle.result();
    return [{ workflowId, runId: handle.firstExecutionRunId }];
  },
};
