import type { Variables } from '../../engine/bpmn/instance.ts';
import { type AuditEntry, appendAudit } from '../../store/audit.ts';
import type { Db } from '../../store/db.ts';
import { notifyEverybody } from '../../store/publicity.ts';
import { hopeless, type JobRun } from './job.ts';

/** People who are told in one statement. */
const TOLD_AT_ONCE = 5_000;

/** The version that a process is about. */
export type Subject = { readonly policy: string; readonly version: number };

export function subjectIn({ policy, version }: Variables): Subject {
  if (typeof policy !== 'string' || typeof version !== 'number')
    throw hopeless('a process about a policy has the variables "policy", a text, and "version", a number');
  return { policy, version };
}

/** Text that a form or an earlier job has put among the variables. */
export function textIn(variables: Variables, name: string): string {
  const value = variables[name];
  if (typeof value !== 'string' || value === '') throw hopeless(`the variable "${name}" is missing`);
  return value;
}

/** Evidence of what a process has done to a version; nobody did it but the process. */
export const noteDown = (
  db: Db,
  run: JobRun,
  { policy, version }: Subject,
  entry: Pick<AuditEntry, 'action' | 'clauses' | 'before' | 'after'> & { readonly actor?: string | null },
) =>
  appendAudit(db, [
    { actor: null, subjectKind: 'policy', subject: `${policy}@v${version}`, instance: run.instanceId, ...entry },
  ]);

/** Tells everybody at work, once each, however often the job runs; in stretches, since they may be many. */
export async function tellEverybody(
  db: Db,
  run: JobRun,
  tidings: { readonly kind: string; readonly params: Readonly<Record<string, unknown>> },
): Promise<void> {
  const { instanceId, token } = run;
  const notice = {
    key: `${instanceId}|${token}/${tidings.kind}`,
    kind: tidings.kind,
    params: JSON.stringify(tidings.params),
    instance: instanceId,
    at: new Date(),
    limit: TOLD_AT_ONCE,
  };
  let last: string | undefined = '';
  while (last !== undefined) last = await notifyEverybody(db, { ...notice, after: last });
}
