import { closeWaveSignal, remindWaveSignal } from '../../workflows/messages.ts';
import { beginWave, failThrice, pass, seedTraining, sign } from './learning.ts';
import type { Scenario } from './scenarios.ts';
import { runningOf, until, type World } from './world.ts';

const HOUR_MS = 3_600_000;

const seeded = new WeakSet<World>();

async function seed(world: World): Promise<void> {
  if (seeded.has(world)) return;
  seeded.add(world);
  await seedTraining(world.db);
}

const isCounted = (world: World, wave: string) =>
  until(async () => (await world.db('wave').where({ id: wave }).first('counted_at'))?.counted_at ?? undefined);

async function runsOf(world: World, workflowId: string, first: string) {
  const { runId } = await world.client.workflow.getHandle(workflowId).describe();
  return [...new Set([first, runId])].map((it) => ({ workflowId, runId: it }));
}

/** The ways that training can take. */
export const trainingScenarios: Readonly<Record<string, Scenario>> = {
  wave: async (world) => {
    await seed(world);
    const due = (await world.environment.currentTimeMs()) + HOUR_MS; // A day takes an hour.
    const wave = await beginWave(world, { wave: 'wave/POL-01@v2/golden', due, timeScale: 1 / 24, renewAfter: 60 });
    const handle = world.client.workflow.getHandle(wave);
    const { runId } = await handle.describe();
    await isCounted(world, wave);
    await failThrice(world, wave, 'lin');
    for (const person of ['chen', 'wang', 'zhao']) {
      await pass(world, wave, person);
      await sign(world, wave, person);
    }
    await handle.signal(remindWaveSignal, { requestId: 'r1', by: 'chen' });
    await world.environment.sleep(3.5 * HOUR_MS);
    await handle.signal(closeWaveSignal, { reason: 'gate' });
    await pass(world, wave, 'lin');
    await sign(world, wave, 'lin');
    await world.environment.sleep(HOUR_MS);
    await handle.result();
    return runsOf(world, wave, runId);
  },

  waveCancelled: async (world) => {
    await seed(world);
    const wave = await beginWave(world, { wave: 'wave/POL-01@v2/cancelled', parent: { workflowId: 'rollout/gone' } });
    await isCounted(world, wave);
    for (const person of ['chen', 'lin', 'wang', 'zhao']) {
      await pass(world, wave, person);
      await sign(world, wave, person);
    }
    await world.environment.sleep(HOUR_MS);
    const { handle } = runningOf(world, wave);
    await handle.signal(closeWaveSignal, { reason: 'cancelled' });
    await handle.result();
    return runsOf(world, wave, (await handle.describe()).runId);
  },

  expiring: async (world) => {
    const { workflow } = world.client;
    const handle = await workflow.start('expirySweep', {
      taskQueue: world.queue,
      workflowId: 'golden-expiring',
      args: ['到期'],
    });
    await handle.result();
    return [{ workflowId: handle.workflowId, runId: handle.firstExecutionRunId }];
  },
};
