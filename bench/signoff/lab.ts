import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Client, WorkflowHandle } from '@temporalio/client';
import { type NativeConnection, Worker, type WorkerOptions } from '@temporalio/worker';
import { createActivities, Evaluator } from '../../activities/index.ts';
import type { Db } from '../../store/db.ts';
import { deployProcess } from '../../store/definitions.ts';
import { insertPerson } from '../../store/people.ts';
import { doorsOf } from '../../worker/doors.ts';
import { workerLimits } from '../../worker/workers.ts';
import { type ProcessInput, processWorkflowId, signOffUpdate } from '../../workflows/messages.ts';
import { twoApprovalsProcess } from '../handwritten/process.ts';
import { decideUpdate, type TwoApprovalsInput } from '../handwritten/workflows/messages.ts';

/** Where both kinds run: one server, one database, one worker each of the same size. */
export type Bench = { readonly client: Client; readonly connection: NativeConnection; readonly db: Db };

/** Two approvals, the one way or the other. */
export type Contender = {
  readonly name: string;
  readonly worker: Worker;
  /** Starts an instance. */
  readonly start: () => Promise<string>;
  /** Signs the open approval, the first or the second, off. Resolves when it is done and recorded. */
  readonly signOff: (workflowId: string, number: 1 | 2, token: string) => Promise<void>;
};

const managers = ['wang', 'chen'] as const;
const DAY_MS = 86_400_000;
const DUE_DAYS = 2;

/** The hand-written workflows' folder, in source and in build. */
export const handwrittenPath = fileURLToPath(new URL('../handwritten/workflows', import.meta.url));

/** Whoever asks and whoever approves. */
export async function hire(db: Db): Promise<void> {
  const name = { 'zh-CN': '测试', en: 'bench' };
  await db('department').insert({ id: 'bench', name: JSON.stringify(name) });
  const person = {
    name,
    department: 'bench',
    superior: null,
    locale: 'en',
    email: null,
    position: null,
    active: true,
  } as const;
  for (const id of ['lin', ...managers]) await insertPerson(db, { id, ...person });
}

const QUIET_POLL_MS = 10;

/** Until nothing is on its way: an answer that comes earlier shares the workflow tasks of what is, and costs less. */
export async function quiet(handle: WorkflowHandle, atLeastEvents: number): Promise<void> {
  for (;;) {
    const { raw, historyLength } = await handle.describe();
    const isBusy = (raw.pendingActivities?.length ?? 0) > 0 || raw.pendingWorkflowTask;
    if (!isBusy && historyLength >= atLeastEvents) return;
    await wait(QUIET_POLL_MS);
  }
}

type Code = Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'>;
export type Options = { readonly withDeadlines: boolean; readonly gateways?: number };

/** The interpreter carrying out the two approvals as a process. */
export async function interpreted(bench: Bench, code: Code, { withDeadlines, gateways }: Options): Promise<Contender> {
  const process = twoApprovalsProcess(withDeadlines ? `P${DUE_DAYS}D` : undefined, gateways);
  const { hash } = await deployProcess(bench.db, { model: process, xml: '<definitions/>' });
  const { queue, worker } = await workerFor(bench, code);
  return {
    name: 'interpreted',
    worker,
    start: async () => {
      const businessKey = randomUUID();
      const input: ProcessInput = {
        definition: hash,
        businessKey,
        title: `两级审批 ${businessKey}`,
        startedBy: { by: 'lin' },
        startedAt: Date.now(),
        variables: {},
        timeScale: 1,
      };
      const workflowId = processWorkflowId(process.id, businessKey);
      await bench.client.workflow.start(process.id, { taskQueue: queue, workflowId, args: [input] });
      return workflowId;
    },
    signOff: async (workflowId, number, token) => {
      const answer = await bench.client.workflow.getHandle(workflowId).executeUpdate(signOffUpdate, {
        args: [
          {
            requestId: randomUUID(),
            answeredAt: Date.now(),
            actor: { by: managers[number - 1] ?? '' },
            grounds: { duty: 'manager' },
            token,
            variables: {},
            verdict: 'approved',
          },
        ],
      });
      if (answer.kind !== 'done') throw new Error(`refused: ${answer.code}`);
    },
  };
}

/** The same, written by hand. */
export async function handwritten(bench: Bench, code: Code, { withDeadlines }: Options): Promise<Contender> {
  const process = twoApprovalsProcess(undefined);
  const { hash } = await deployProcess(bench.db, { model: process, xml: '<definitions/>' });
  const { queue, worker } = await workerFor(bench, code);
  return {
    name: 'handwritten',
    worker,
    start: async () => {
      const businessKey = randomUUID();
      const input: TwoApprovalsInput = {
        definition: hash,
        businessKey,
        title: `两级审批 ${businessKey}`,
        startedBy: 'lin',
        startedAt: Date.now(),
        ...(withDeadlines ? { dueAfterMs: DUE_DAYS * DAY_MS } : {}),
      };
      const workflowId = `handwritten/${businessKey}`;
      await bench.client.workflow.start('twoApprovals', { taskQueue: queue, workflowId, args: [input] });
      return workflowId;
    },
    signOff: async (workflowId, number, token) => {
      const answer = await bench.client.workflow.getHandle(workflowId).executeUpdate(decideUpdate, {
        args: [
          {
            requestId: randomUUID(),
            answeredAt: Date.now(),
            by: managers[number - 1] ?? '',
            token,
            verdict: 'approved',
          },
        ],
      });
      if (answer.kind !== 'done') throw new Error(`refused: ${answer.code}`);
    },
  };
}

/** The approval that the instance waits for, once a manager's list shows it. */
export async function tokenOf({ db }: Pick<Bench, 'db'>, workflowId: string): Promise<string> {
  for (;;) {
    const task = await db('task').where({ instance_id: workflowId, status: 'open' }).first('token');
    if (task) return task.token;
  }
}

async function workerFor({ client, connection, db }: Bench, code: Code) {
  const queue = `bench-${randomUUID()}`;
  const evaluator = new Evaluator();
  const company = { language: 'zh-CN', consoleUrl: 'http://zhidu.test' } as const;
  const { definitions, records } = createActivities({ db, evaluator, ...company, ...doorsOf(client, queue) });
  const escalateTask = async (task: string) => {
    await db('notification').insert({ id: task, person_id: 'chen', kind: 'task-escalated', created_at: new Date() });
  };
  const worker = await Worker.create({
    connection,
    ...workerLimits,
    ...code,
    taskQueue: queue,
    activities: { ...definitions, ...records, escalateTask },
  });
  return { queue, worker };
}
