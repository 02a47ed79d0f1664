import { randomUUID } from 'node:crypto';
import { Client, type WorkflowHandle } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import type { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, Runtime, type Worker } from '@temporalio/worker';
import type { Knex } from 'knex';
import { Evaluator } from '../../activities/index.ts';
import type { Instance, Variables } from '../../engine/bpmn/instance.ts';
import type { Process } from '../../engine/bpmn/model.ts';
import { searchAttributes } from '../../platform/searchAttributes.ts';
import { deployProcess } from '../../store/definitions.ts';
import { type Build, createWorkers } from '../../worker/workers.ts';
import {
  type Answer,
  type Complete,
  completeUpdate,
  type Envelope,
  instanceQuery,
  type ProcessInput,
  processWorkflowId,
  type SignOff,
  signOffUpdate,
  unprocessed,
} from '../../workflows/messages.ts';
import { createTestDatabase } from '../setup/database.ts';
import { seedPeople } from './people.ts';
import { testBundle } from './workflowBundle.ts';

/** A Temporal server, a database and workers of a test file's own. */
export type World = {
  readonly environment: TestWorkflowEnvironment;
  readonly client: Client;
  readonly db: Knex;
  readonly queue: string;
  /** Starts workers beside those that run; for tests that kill them. */
  readonly work: (build?: Build) => Promise<Working>;
  /** Stops all workers, without hurry. */
  readonly rest: () => Promise<void>;
  readonly close: () => Promise<void>;
};

/** Workers that run. */
export type Working = { readonly stop: () => Promise<void> };

Runtime.install({
  logger: new DefaultLogger('ERROR'),
  telemetryOptions: { logging: { filter: { core: 'ERROR', other: 'ERROR' }, forward: {} } },
});

/** Set by the run that has every workflow task replay from the beginning. */
const uncached = process.env['ZHIDU_TEST_UNCACHED'] === '1';

export async function createWorld(
  environment: TestWorkflowEnvironment,
  queue = `test-${randomUUID()}`,
  throughWhat = (db: Knex): Knex => db,
  dataConverter: DataConverter = {},
): Promise<World> {
  const { connection, namespace = 'default' } = environment;
  const client = new Client({ connection, namespace, dataConverter });
  const database = await createTestDatabase();
  await seedPeople(database.db);
  const evaluator = new Evaluator();
  const workflowBundle = await testBundle();
  const working: Working[] = [];
  const work = async (build?: Build) => {
    const workers = await createWorkers({
      connection: environment.nativeConnection,
      client,
      namespace,
      dataConverter,
      ...(build && { build }),
      queue,
      workflows: { workflowBundle },
      deps: { db: throughWhat(database.db), evaluator, consoleUrl: 'http://zhidu.test' },
      ...(uncached ? { maxCachedWorkflows: 0 } : {}),
    });
    const started = running(workers);
    working.push(started);
    return started;
  };
  const rest = async () => {
    await Promise.all(working.splice(0).map(({ stop }) => stop()));
  };
  await work();
  return {
    environment,
    client,
    db: database.db,
    queue,
    work,
    rest,
    close: async () => {
      await rest();
      await evaluator.close();
      await environment.teardown();
      await database.drop();
    },
  };
}

function running(workers: readonly Worker[]): Working {
  const runs = Promise.all(workers.map((worker) => worker.run()));
  let isStopping = false;
  return {
    stop: async () => {
      if (!isStopping) for (const worker of workers) worker.shutdown();
      isStopping = true;
      await runs;
    },
  };
}

export type Starting = Partial<ProcessInput> & { readonly process: Process };

/** A process that runs, and the people's way to it. */
export type Running = {
  readonly id: string;
  readonly handle: WorkflowHandle<(input: ProcessInput) => Promise<unknown>>;
  readonly instance: () => Promise<Instance>;
  /** Tokens of the open tasks at a node, once there are so many. */
  readonly tokens: (node: string, atLeast?: number) => Promise<readonly string[]>;
  readonly token: (node: string) => Promise<string>;
  readonly signOff: (node: string, by: string, more?: Partial<SignOff>) => Promise<Answer>;
  readonly complete: (node: string, by: string, variables?: Variables, more?: Partial<Complete>) => Promise<Answer>;
};

let counter = 0;

/** Deploys the process and starts one instance of it for "lin", who asks. */
export async function begin(world: World, { process, ...more }: Starting): Promise<Running> {
  const { hash } = await deployProcess(world.db, { model: process, xml: '<definitions/>' });
  counter += 1;
  const businessKey = more.businessKey ?? `case-${counter}`;
  const input: ProcessInput = {
    definition: hash,
    businessKey,
    title: `${process.name} ${businessKey}`,
    startedBy: { by: 'lin' },
    startedAt: await world.environment.currentTimeMs(),
    variables: { requester: { id: 'lin', department: 'purchasing' } },
    timeScale: 1,
    ...more,
  };
  const workflowId = processWorkflowId(process.id, businessKey);
  await world.client.workflow.start(process.id, {
    taskQueue: world.queue,
    workflowId,
    args: [input],
    staticSummary: input.title,
    typedSearchAttributes: [{ key: searchAttributes.process, value: process.id }],
  });
  return runningOf(world, workflowId);
}

export function runningOf(world: World, id: string): Running {
  const handle: Running['handle'] = world.client.workflow.getHandle(id);
  const instance = () => handle.query(instanceQuery);
  const tokens = (node: string, atLeast = 1) =>
    until(async () => {
      const rows = await world.db('task').where({ instance_id: id, node, status: 'open' }).orderBy('opened_at');
      return rows.length >= atLeast ? rows.map((row: { token: string }) => row.token) : undefined;
    });
  const token = async (node: string) => (await tokens(node))[0] ?? '';
  return {
    id,
    handle,
    instance,
    tokens,
    token,
    signOff: async (node, by, more = {}) => {
      const message = {
        ...(await envelope(world, more.token ?? (await token(node)), by)),
        verdict: 'approved',
        variables: {},
        ...more,
      } as const;
      return insist(() => handle.executeUpdate(signOffUpdate, { updateId: message.requestId, args: [message] }));
    },
    complete: async (node, by, variables = {}, more = {}) => {
      const message = { ...(await envelope(world, more.token ?? (await token(node)), by)), variables, ...more };
      return insist(() => handle.executeUpdate(completeUpdate, { updateId: message.requestId, args: [message] }));
    },
  };
}

export async function envelope(world: World, token: string, by: string): Promise<Envelope> {
  return {
    requestId: randomUUID(),
    answeredAt: await world.environment.currentTimeMs(),
    actor: { by },
    grounds: { duty: 'manager' },
    token,
  };
}

/** Asks again when a new run was just beginning, as the API does. */
export async function insist<T>(ask: () => Promise<T>): Promise<T> {
  return until(async () => {
    try {
      return await ask();
    } catch (error) {
      const { cause } = error as { cause?: { type?: string } };
      if (!unprocessed.has(cause?.type ?? '')) throw error;
      return undefined;
    }
  });
}

/** What operations find it by. */
export async function shownOf({ handle }: Running) {
  const { typedSearchAttributes: shown } = await handle.describe();
  return {
    process: shown.get(searchAttributes.process),
    state: shown.get(searchAttributes.state),
    incident: shown.get(searchAttributes.incident),
    dueAt: shown.get(searchAttributes.dueAt),
  };
}

/** 20 s: with the whole suite beside it, a server may take a while. */
const TRIES = 800;
const WAIT_MS = 25;

/** Waits until there is an answer. */
export async function until<T>(ask: () => Promise<T | undefined>): Promise<T> {
  for (let left = TRIES; left > 0; left -= 1) {
    const found = await ask();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, WAIT_MS));
  }
  throw new Error('it did not come about');
}
