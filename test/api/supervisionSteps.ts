import type { OperationName } from '../../contract/index.ts';
import { upload } from './attempt.ts';
import { until } from './learning.ts';
import type { RunningWorld } from './running.ts';
import { report } from './supervisionCases.ts';

/** What people do in inspections and cases, in the world of a test file. */
export function stepsIn(world: () => RunningWorld) {
  const evidenceOf = async (person: string): Promise<string> => (await upload(await world().as(person))).body.id;

  /** The open task of a node, and whoever it is put before. */
  async function openTask(instance: string, node: string) {
    return until(async () => {
      const task = await world().db('task').where({ instance_id: instance, node, status: 'open' }).first();
      return task && { taskId: task.id as string, by: (task.candidates[0] as string).replace('person:', '') };
    });
  }

  async function does(instance: string, node: string, variables: Record<string, unknown>): Promise<string> {
    const { taskId, by } = await openTask(instance, node);
    const caller = await world().as(by);
    const { status, problem } = await caller.send('completeTask', { params: { taskId }, body: { variables } });
    if (status !== 200) throw new Error(`${node}: ${JSON.stringify(problem)}`);
    return by;
  }

  async function reported(more: Partial<typeof report> = {}, by = 'wang-siqi'): Promise<string> {
    const caller = await world().as(by);
    const { status, body, problem } = await caller.send('reportViolation', { body: { ...report, ...more } });
    if (status !== 200) throw new Error(JSON.stringify(problem));
    return body.case;
  }

  /** Brings a case to where its subject is told of the facts; the file that is shown to them. */
  async function noticed(id: string, violationClass = 'ordinary'): Promise<string> {
    const instance = `violationCase/${id}`;
    await does(instance, 'triage', { conflict: 'none', triage: 'accepted', violationClass });
    const { by: investigator } = await openTask(instance, 'investigate');
    const caseEvidence = [await evidenceOf(investigator)];
    await does(instance, 'investigate', { established: true, foundFacts: '收礼两次', caseEvidence });
    const { by: officer } = await openTask(instance, 'giveNotice');
    const file = await evidenceOf(officer);
    await does(instance, 'giveNotice', { noticeText: '认定收礼两次', noticeMethod: 'electronic', noticeFiles: [file] });
    await openTask(instance, 'state');
    return file;
  }

  /** All that an operation shows somebody, as text. */
  const seen = async (person: string, name: OperationName, input: object = {}) =>
    JSON.stringify((await (await world().as(person)).call(name, input as never)).body);

  return { openTask, does, reported, noticed, seen };
}
