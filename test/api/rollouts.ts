import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogPath, readForms } from '../../catalog/index.ts';
import { saveForm } from '../../store/definitions.ts';
import { savePolicy } from '../../store/policies.ts';
import type { RunningWorld } from './running.ts';

const named = (name: string) => ({ 'zh-CN': name, en: name });

/** Values of a plan with every part of it. */
const plan = {
  charter: '统一做法，减少差错。',
  timeNodes: ['计划', '建立', '培训', '监督'].map((name) => ({ name, date: '2027-03-01' })),
  publicity: [{ channel: 'in-app', date: '2027-02-01', audience: '全体员工' }],
  training: '每章一课。',
  assessment: '每课一测。',
  owners: [{ task: '总负责', person: '沈薇' }],
  baseline: [{ metric: '退货率', value: '3 %' }],
};

/** Rollouts of policies of their own: Qin Lang launches, Shen Wei answers for them, Su Jing is general manager. */
export function rolloutsIn(world: RunningWorld) {
  let deployed: Promise<void> | undefined;

  return { body, create, paused, launch, open, task, planned, conditional };

  /** What a rollout is created with. */
  async function body(more: Record<string, unknown> = {}) {
    const policy = `P-${randomUUID().slice(0, 8)}`;
    const clause = { chapter: named('1'), number: '1.1', kind: 'PROCESS', binding: 'MUST' as const, laws: [] };
    const clauses = [{ ...clause, id: `${policy}#1.1`, vitalInterest: false, text: named('text') }];
    await savePolicy(world.db, { id: policy, title: named(policy), version: 1, effectiveFrom: new Date(), clauses });
    return {
      policy,
      version: 1,
      title: `推行 ${policy}`,
      owner: 'shen-wei',
      signers: { plan: ['shen-wei'], build: ['shen-wei', 'han-xue'], train: ['shen-wei'], supervise: ['su-jing'] },
      waves: [
        { id: 'pilot', name: named('pilot'), audience: { people: ['lin-yue'] }, manager: 'lu-chen', due: '2027-03-01' },
      ],
      ...more,
    };
  }

  async function create(more: Record<string, unknown> = {}): Promise<string> {
    const officer = await world.as('qin-lang');
    const { body: made, problem } = await officer.send('createRollout', { body: await body(more) });
    if (!made.rollout) throw new Error(JSON.stringify(problem));
    return made.rollout;
  }

  async function paused(): Promise<string> {
    const rollout = await create();
    await (await world.as('qin-lang')).send('pauseRollout', { params: { rollout }, body: { reason: '大促期间' } });
    return rollout;
  }

  /** A rollout with its plan phase launched, and the plan process there to be carried out. */
  async function open(): Promise<string> {
    deployed ??= deploy();
    await deployed;
    const rollout = await create();
    await launch(rollout, 'plan');
    return rollout;
  }

  async function launch(rollout: string, phase: string) {
    return (await world.as('qin-lang')).send('launchPhase', { params: { rollout, phase } });
  }

  /** The id of an open task of a process that the rollout has carried out. */
  async function task(rollout: string, node: string): Promise<string> {
    for (let left = 200; left > 0; left -= 1) {
      const found = await world
        .db('task')
        .join('process_instance', 'process_instance.id', 'task.instance_id')
        .where({ parent_id: rollout, node, 'task.status': 'open' })
        .first('task.id');
      if (found) return found.id;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`${rollout} has no open task ${node}`);
  }

  /** The plan is written and signed, by its owner as given. */
  async function planned(opinion: Record<string, unknown> = { outcome: 'passed' }): Promise<string> {
    const rollout = await open();
    const complete = async (person: string, name: 'completeTask' | 'signOffTask', node: string, values: object) => {
      const params = { taskId: await task(rollout, node) };
      const { status, problem } = await (await world.as(person)).send(name, { params, body: { ...values } });
      if (status !== 200) throw new Error(JSON.stringify(problem));
    };
    await complete('qin-lang', 'completeTask', 'fillPlan', { variables: plan });
    await complete('shen-wei', 'signOffTask', 'signPlan', { verdict: 'approved', variables: opinion });
    await complete('su-jing', 'signOffTask', 'approvePlan', { verdict: 'approved', variables: { outcome: 'passed' } });
    await until(async () => {
      const found = await world.db('rollout_phase').where({ rollout_id: rollout, phase: 'plan' }).first('state');
      return ['passed', 'conditional'].includes(found?.state);
    });
    return rollout;
  }

  /** A plan that passed with one condition. */
  async function conditional() {
    const conditions = [{ text: '补充基线数据', dueDate: '2099-12-31' }];
    const rollout = await planned({ outcome: 'conditional', conditions });
    const { id } = await world.db('rollout_condition').where({ rollout_id: rollout }).first('id');
    return { rollout, phase: 'plan', condition: id as string };
  }

  async function deploy(): Promise<void> {
    for (const form of readForms()) {
      if (['gate-review', 'rollout-plan'].includes(form.id)) await saveForm(world.db, form.id, form);
    }
    const xml = readFileSync(join(catalogPath, 'processes', 'rolloutPlan.bpmn'), 'utf8');
    const { status, problem } = await (await world.as('qin-lang')).send('deployProcess', { body: { xml } });
    if (status !== 200) throw new Error(JSON.stringify(problem));
  }

  async function until(ready: () => Promise<boolean>): Promise<void> {
    for (let left = 200; left > 0; left -= 1) {
      if (await ready()) return;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error('it did not come about');
  }
}
