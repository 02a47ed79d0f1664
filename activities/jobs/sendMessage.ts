import type { Variables } from '../../engine/bpmn/instance.ts';
import type { Db } from '../../store/db.ts';
import { insertMessage, MESSAGE_TIME_TO_LIVE_MS, type Message, waitingOf } from '../../store/messages.ts';
import { bring } from './bring.ts';
import type { Office } from './correlate.ts';
import type { JobRun } from './job.ts';

/** Messages read at one time. */
const PAGE = 100;

/** What a job tells another process. */
export type JobMessage = {
  readonly name: string;
  readonly key: string;
  readonly variables: Variables;
  /** Which of the job's messages it is, the same whenever the job runs again: a number or a natural key. */
  readonly n: number | string;
};

type Sender = Pick<JobRun, 'instanceId' | 'token' | 'attempt' | 'timeScale'>;

/**
 * Writes a message of a job down, in the transaction of what it tells of. It goes out with `sendKept`, once that is
 * committed: what a lost attempt has committed, the next one sends.
 */
export async function keepMessage(db: Db, run: Sender, { name, key, variables, n }: JobMessage): Promise<void> {
  const now = Date.now();
  const message = {
    id: `${prefixOf(run)}${n}`,
    name,
    key,
    variables,
    sender: run.instanceId,
    createdAt: new Date(now),
    expiresAt: new Date(now + MESSAGE_TIME_TO_LIVE_MS),
  };
  await insertMessage(db, message, run.timeScale);
}

/** Brings all that this job has kept to whoever waits for it, or has it begin what begins with it. */
export async function sendKept(deps: Office, run: JobRun): Promise<void> {
  const { instanceId: sender, timeScale = 1 } = run;
  for (let after: string | undefined = ''; after !== undefined; ) {
    const page: readonly Message[] = await waitingOf(deps.db, { sender, prefix: prefixOf(run), after, limit: PAGE });
    for (const message of page) await bring(deps, message, timeScale);
    after = page.length < PAGE ? undefined : page.at(-1)?.id;
  }
}

/** Sends one message of a job, once however often the job runs. */
export async function sendMessage(deps: Office, run: JobRun, message: JobMessage): Promise<void> {
  await keepMessage(deps.db, run, message);
  await sendKept(deps, run);
}

const prefixOf = ({ instanceId, token, attempt }: Sender) => `${instanceId}|${token}|${attempt}|`;
