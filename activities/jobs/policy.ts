import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { approveChapter, openChapter, reopenChapter, submitChapter } from './policyChapter.ts';
import { closeRound, concludeRound, countRound, openRound } from './policyConsultation.ts';
import { checkRelease, effectRelease, freezeRelease, proveRelease, publishRelease } from './policyRelease.ts';
import type { Telling } from './tell.ts';

type Action = (telling: Telling, run: JobRun, call: CallOf<'service'>) => Promise<JobResult>;

const actions: Readonly<Record<string, Action>> = {
  'chapter-open': openChapter,
  'chapter-submit': submitChapter,
  'chapter-reopen': reopenChapter,
  'chapter-approve': approveChapter,
  'consultation-open': openRound,
  'consultation-close': closeRound,
  'consultation-count': countRound,
  'consultation-conclude': concludeRound,
  'release-check': checkRelease,
  'release-freeze': freezeRelease,
  'release-publish': publishRelease,
  'release-proof': proveRelease,
  'release-effective': effectRelease,
};

/** Service job "policy": header `action` names what is done to the version that the process is about. */
export async function runPolicy(telling: Telling, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const name = call.headers['action'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: a policy job does not know the action "${name}"`);
  return action(telling, run, call);
}
