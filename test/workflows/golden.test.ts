import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { temporal } from '@temporalio/proto';
import { Worker } from '@temporalio/worker';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { projectRoot } from '../../platform/root.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { type Run, scenarios } from './scenarios.ts';
import { testBundle } from './workflowBundle.ts';
import { createWorld, type World } from './world.ts';

/*
 * Histories of runs as earlier builds left them. An instance lives for months: every build must go on with what the ones
 * before it began. With ZHIDU_RECORD=1 in the environment this file adds the histories that are missing; one that was
 * recorded is never recorded again.
 */
const folder = join(projectRoot, 'test', 'workflows', 'histories');
const files = readdirSync(folder).filter((name) => name.endsWith('.json'));
const isRecording = process.env['ZHIDU_RECORD'] === '1';
const { History } = temporal.api.history.v1;
const asText = { longs: String, enums: String, bytes: String } as const;

type Recorded = { readonly workflowId: string; readonly history: Readonly<Record<string, unknown>> };
const read = (file: string) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as Recorded;

const replay = async ({ workflowId, history }: Recorded) =>
  Worker.runReplayHistory({ workflowBundle: await testBundle() }, History.fromObject(history), workflowId);

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
});
afterAll(() => world.close());

describe('what this build does', () => {
  test.each(Object.entries(scenarios))('is replayed as it was: %s', async (name, scenario) => {
    const runs = await scenario(world);

    for (const [index, run] of runs.entries()) {
      const recorded = await historyOf(run);
      await expect(replay(recorded)).resolves.toBeUndefined();
      if (isRecording) save(`${name}-${index + 1}.json`, recorded);
    }
  });
});

async function historyOf({ workflowId, runId }: Run): Promise<Recorded> {
  const history = await world.client.workflow.getHandle(workflowId, runId).fetchHistory();
  return { workflowId, history: History.toObject(History.create(history), asText) };
}

function save(file: string, recorded: Recorded): void {
  const path = join(folder, file);
  if (!existsSync(path)) writeFileSync(path, `${JSON.stringify(recorded)}\n`);
}

describe('what an earlier build did', () => {
  test.each(files)('is replayed as it was: %s', async (file) => {
    await expect(replay(read(file))).resolves.toBeUndefined();
  });

  test('is there for every way that a process can take', () => {
    const recorded = new Set(files.map((file) => file.replace(/-\d+\.json$/, '')));
    expect(Object.keys(scenarios).filter((name) => !recorded.has(name))).toEqual([]);
  });

  test('and comes out differently now stops the replay: the digest sees what Temporal does not', async () => {
    const [file = ''] = files;
    const { workflowId, history } = read(file);

    const failure = await replay({ workflowId, history: withOtherDigest(history) }).catch(textOf);
    expect(failure).toMatch(/^\{"message":"step 1 of /);
  });
});

/** The beginning of what stopped a replay: a failure carries its text as a payload, and the SDK shows only the ends of it. */
function textOf(error: Error): string {
  const [, begin = ''] = /encoded_attributes: Some\(\[(\w+)/.exec(error.message) ?? [];
  return Buffer.from(begin, 'base64').toString();
}

/** The history with another digest in the answer of its first record, as if an other interpreter had written it. */
function withOtherDigest(history: Recorded['history']): Recorded['history'] {
  const other = Buffer.from(JSON.stringify({ digest: '0000000000000000' })).toString('base64');
  const copy = structuredClone(history) as Recorded['history'] & {
    events: { activityTaskCompletedEventAttributes?: Completed }[];
  };
  const completed = copy.events.find((it) => it.activityTaskCompletedEventAttributes);
  const [payload] = completed?.activityTaskCompletedEventAttributes?.result?.payloads ?? [];
  if (payload) payload.data = other;
  return copy;
}

type Completed = { result?: { payloads?: { data: string }[] } };
