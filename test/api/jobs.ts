import type { JobRun } from '../../activities/jobs/job.ts';
import type { runShipment } from '../../activities/jobs/shipment.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import type { Db } from '../../store/db.ts';

const run = (instanceId: string): JobRun => ({
  instanceId,
  token: 't',
  attempt: 1,
  node: 'n',
  job: { type: 'remind', task: 't' } as unknown as JobRun['job'],
});

/** What a service job gives, by the name of its step. */
export async function having(
  db: Db,
  runner: typeof runShipment,
  instance: string,
  what: string,
  variables: Variables,
): Promise<Variables> {
  const call = { type: 'service', name: '', headers: { do: what }, variables } as const;
  return (await runner({ db, consoleUrl: '' }, run(instance), call)).variables;
}
