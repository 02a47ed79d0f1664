import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import {
  getExternalWorkflowHandle,
  ParentClosePolicy,
  startChild,
  TemporalFailure,
  WorkflowIdReusePolicy,
  workflowInfo,
} from '@temporalio/workflow';
import { closeWaveSignal, type WaveClosing, type WaveInput } from './messages.ts';
import { phaseKey, policyKey } from './rolloutBulletin.ts';
import type { RolloutInput, RolloutWave } from './rolloutState.ts';
import { brief } from './telling.ts';

/** Starts the workflow of a wave, which outlives the runs of its rollout; one that is started already is its own. */
export async function startWave(
  workflowId: string,
  wave: RolloutWave,
  courses: readonly string[],
  rollout: RolloutInput,
): Promise<void> {
  try {
    await startChild('wave', {
      workflowId,
      args: [inputOf(workflowId, wave, courses, rollout)],
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.REJECT_DUPLICATE,
      staticSummary: brief(`${rollout.title} ${wave.id}`),
      typedSearchAttributes: [
        { key: policyKey, value: `${rollout.policy}@v${rollout.version}` },
        { key: phaseKey, value: 'train' },
      ],
    });
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

/** Tells a wave that its gate is decided, or that it is no longer wanted. One that is gone need not hear it. */
export async function closeWave(workflowId: string, reason: WaveClosing): Promise<void> {
  try {
    await getExternalWorkflowHandle(workflowId).signal(closeWaveSignal, { reason });
  } catch (error) {
    if (!(error instanceof TemporalFailure)) throw error;
  }
}

function inputOf(id: string, wave: RolloutWave, courses: readonly string[], rollout: RolloutInput): WaveInput {
  const now = Date.now();
  const { name, audience, manager, due } = wave;
  const { policy, version, thresholds, timeScale, createdBy } = rollout;
  return {
    wave: id,
    rollout: rollout.rollout,
    policy,
    version,
    name,
    courses,
    audience,
    thresholds,
    manager,
    due: now + Math.max(0, Math.round((due - now) * timeScale)),
    startedBy: createdBy,
    startedAt: now,
    timeScale,
    parent: { workflowId: workflowInfo().workflowId },
  };
}
