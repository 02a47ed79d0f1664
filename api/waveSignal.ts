import { WorkflowNotFoundError } from '@temporalio/client';
import { Refusal } from '../domain/refusal.ts';
import { markDirty } from '../store/waves.ts';
import { type RemindWave, remindWaveSignal, waveDirtySignal } from '../workflows/messages.ts';
import type { Services } from './handler.ts';
import { deadlineOf } from './updates.ts';

/** Whoever has learnt something does not wait for a Temporal that is away. */
const TELLING_MS = 2_000;

/**
 * Tells a wave that somebody has learnt something: after that was committed, and only when nobody has told it since its
 * last count. A signal that does not arrive is made up for by the wave's own sweep.
 */
export async function tellWave({ db, temporal, log }: Services, wave: string): Promise<void> {
  if (!(await markDirty(db, wave))) return;
  try {
    const handle = temporal.workflow.getHandle(wave);
    await temporal.withDeadline(Date.now() + TELLING_MS, () => handle.signal(waveDirtySignal));
  } catch (err) {
    log.warn({ err, wave }, 'a wave was not told; its sweep will see');
  }
}

/** Has everybody of a wave reminded who still owes something. */
export async function askToRemind(services: Services, wave: string, message: RemindWave): Promise<void> {
  const { temporal } = services;
  const handle = temporal.workflow.getHandle(wave);
  try {
    await temporal.withDeadline(deadlineOf(services), () => handle.signal(remindWaveSignal, message));
  } catch (error) {
    throw error instanceof WorkflowNotFoundError ? new Refusal('wave-closed') : error;
  }
}
