import type { Variables } from '../../engine/bpmn/instance.ts';
import { findInstance } from '../../store/instances.ts';
import { holdersOf } from '../../store/standing.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { type Telling, tell } from './tell.ts';

/**
 * Service job "notify": header `to` names who ("requester", "person:<id>", "duty:<id>", "duty:<id>/<department>", several
 * with commas), header `text` which text of catalog/texts they get.
 */
export async function runNotify(
  telling: Telling,
  run: JobRun,
  { headers, variables }: CallOf<'service'>,
): Promise<JobResult> {
  const { to, text } = headers;
  if (to === undefined || text === undefined)
    throw hopeless(`${run.node}: a notify job has the headers "to" and "text"`);
  const instance = await findInstance(telling.db, run.instanceId);
  if (!instance) throw new Error(`${run.instanceId} is not recorded yet`);
  const candidates = to.split(',').map((name) => candidateOf(name.trim(), variables, instance.startedBy?.id));
  const people = await holdersOf(telling.db, candidates, { at: new Date() });
  if (people.length === 0) throw hopeless(`${run.node}: nobody is ${to}`);
  await tell(telling, people, {
    kind: text,
    params: { title: instance.title },
    instance: run.instanceId,
    token: run.token,
    attempt: run.attempt,
  });
  return { variables: {} };
}

function candidateOf(name: string, variables: Variables, startedBy: string | undefined): string {
  if (name !== 'requester') return name;
  const { requester } = variables as { readonly requester?: { readonly id?: unknown } | null };
  const id = requester?.id;
  return `person:${typeof id === 'string' ? id : (startedBy ?? '')}`;
}
