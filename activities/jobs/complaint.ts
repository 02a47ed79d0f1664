import { addReply, setComplaintState } from '../../store/complaints.ts';
import type { JobDeps } from './index.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';

type Step = { readonly deps: JobDeps; readonly run: JobRun; readonly complaint: string; readonly reply: string };

/** What is done to a complaint; each answers whether there is such a complaint. */
const steps: Readonly<Record<string, (step: Step) => Promise<boolean>>> = {
  progress: ({ deps, complaint }) => setComplaintState(deps.db, complaint, 'in-progress', new Date()),
  acknowledge: (step) => write(step, 'in-progress'),
  reply: (step) => write(step, 'answered'),
  close: ({ deps, complaint }) => setComplaintState(deps.db, complaint, 'closed', new Date()),
};

function write({ deps, run, complaint, reply }: Step, state: 'in-progress' | 'answered'): Promise<boolean> {
  if (reply === '') throw hopeless(`${run.node}: there is no reply`);
  const id = `${run.instanceId}|${run.token}`;
  return addReply(deps.db, { id, complaint, text: reply, state, at: new Date() });
}

/**
 * Service job "complaint": what whoever complained can read by their code. Header `do` is `progress`, `acknowledge` (the
 * variable `reply`, which is not the answer yet), `reply` (it is) or `close`; the variable `complaint.id` says which. Without a complaint, as for a ticket from elsewhere, it does
 * nothing. The variable `complaintKnown` says whether there was one.
 */
export async function runComplaint(deps: JobDeps, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const { headers, variables } = call;
  const name = headers['do'] ?? '';
  const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
  if (!step) throw hopeless(`${run.node}: there is no step ${name} of a complaint`);
  const { complaint, reply } = variables as {
    readonly complaint?: { readonly id?: unknown } | null;
    readonly reply?: unknown;
  };
  const id = complaint?.id;
  if (typeof id !== 'string') return { variables: { complaintKnown: false } };
  const text = typeof reply === 'string' ? reply.trim() : '';
  return { variables: { complaintKnown: await step({ deps, run, complaint: id, reply: text }) } };
}
