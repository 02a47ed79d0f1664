import { WorkflowExecutionAlreadyStartedError } from '@temporalio/common';
import type { Variables } from '../engine/bpmn/instance.ts';
import { businessKeyFor, titleFor } from '../engine/bpmn/messageStart.ts';
import { queues } from '../platform/queues.ts';
import { searchAttributes } from '../platform/searchAttributes.ts';
import { appendAudit } from '../store/audit.ts';
import { companySetting } from '../store/companySetting.ts';
import type { Db } from '../store/db.ts';
import { type MessageStart, messageStartOf } from '../store/definitions.ts';
import {
  askerOf,
  beginning,
  beginningOf,
  begunBy,
  closeRepeated,
  findMessage,
  insertMessage,
  MESSAGE_TIME_TO_LIVE_MS,
  offerMessage,
  subscriptionsFor,
} from '../store/messages.ts';
import { type DeliverInput, deliverWorkflowId, type ProcessInput } from '../workflows/messages.ts';
import { processName } from './elementNames.ts';
import type { Services } from './handler.ts';
import { cut } from './text.ts';
import { deadlineOf } from './updates.ts';

const TITLE_MAX = 120;

/** A message from outside, on its way to whoever waits for it or begins with it. */
export type Outside = {
  readonly id: string;
  readonly name: string;
  readonly key: string;
  readonly variables: Variables;
};

/** What became of it: a process began, an instance that waits will be told, or it is kept until somebody wants it. */
export type Dispatched = {
  readonly outcome: 'begun' | 'delivering' | 'kept';
  readonly instance: string | null;
};

/** Writes a message down, in the transaction of what it tells of. `sender` is "hook:<source>", "import:<id>" or "form". */
export async function keepOutside(db: Db, sender: string, { id, name, key, variables }: Outside, at: Date) {
  const expiresAt = new Date(at.getTime() + MESSAGE_TIME_TO_LIVE_MS);
  await insertMessage(db, { id, name, key, variables, sender, createdAt: at, expiresAt });
}

/**
 * Brings a message that is kept to where it belongs. Asked again it does no more: whoever got no answer asks again. An
 * instance that waits is told by a worker, a process that begins is begun here.
 */
export async function dispatch(services: Services, letter: Outside, timeScale: number): Promise<Dispatched> {
  const { db } = services;
  if ((await findMessage(db, letter.id))?.state !== 'waiting') return whereItIs(db, letter.id);
  const [waiting] = await subscriptionsFor(db, letter.name, letter.key);
  if (waiting) return deliver(services, letter.id, timeScale, waiting.instance);
  const start = await messageStartOf(db, letter.name);
  const instance = start && (await instanceFor(db, start, letter));
  if (!start || instance === undefined) return { outcome: 'kept', instance: null };
  return beginOffered(services, { start, letter, instance, timeScale });
}

type Beginning = {
  readonly start: MessageStart;
  readonly letter: Outside;
  readonly instance: string;
  readonly timeScale: number;
};

/** The message is put on offer to the instance that it begins; whoever has it on offer already goes first. */
async function beginOffered(
  services: Services,
  { start, letter, instance, timeScale }: Beginning,
): Promise<Dispatched> {
  const { db } = services;
  const holder = await offerMessage(db, letter.id, beginning(instance));
  if (holder === undefined) return whereItIs(db, letter.id);
  if (begunBy(holder) !== instance) return deliver(services, letter.id, timeScale, holder);
  await begin(services, { start, letter, instance, timeScale });
  return { outcome: 'begun', instance };
}

/** Has a worker bring messages to whoever waits for them: these, or all of an import. */
export async function startDelivery(services: Services, what: string, input: DeliverInput): Promise<void> {
  const { temporal } = services;
  await temporal.withDeadline(deadlineOf(services), () =>
    temporal.workflow.start('deliverMessage', {
      taskQueue: queues.main,
      workflowId: deliverWorkflowId(what),
      workflowIdReusePolicy: 'ALLOW_DUPLICATE',
      workflowIdConflictPolicy: 'USE_EXISTING',
      args: [input],
      staticSummary: cut(what, TITLE_MAX),
    }),
  );
}

async function deliver(services: Services, id: string, timeScale: number, holder: string): Promise<Dispatched> {
  await startDelivery(services, id, { ids: [id], timeScale });
  return { outcome: 'delivering', instance: instanceIn(holder) };
}

async function whereItIs(db: Db, id: string): Promise<Dispatched> {
  const takenBy = (await findMessage(db, id))?.takenBy;
  if (!takenBy) return { outcome: 'kept', instance: null };
  return { outcome: begunBy(takenBy) === undefined ? 'delivering' : 'begun', instance: instanceIn(takenBy) };
}

const instanceIn = (holder: string) => holder.split('|', 1)[0] ?? holder;

async function instanceFor(db: Db, { key, start }: MessageStart, letter: Outside): Promise<string | undefined> {
  const businessKey = businessKeyFor(start, letter);
  if (businessKey !== undefined) return `${key}/${businessKey}`;
  const line = { actor: null, action: 'message-unroutable', subjectKind: 'message', subject: letter.id };
  await appendAudit(db, [{ ...line, after: { message: letter.name, process: key, start: start.id } }]);
  return undefined;
}

/** The first record of the instance closes the message; of an instance that another message began it is a repetition. */
async function begin(services: Services, { start, letter, instance, timeScale }: Beginning): Promise<void> {
  const { db, temporal } = services;
  const { id, variables } = letter;
  const begun = await beginningOf(db, instance);
  if (begun !== undefined) {
    if (begun !== id) await closeRepeated(db, id, instance);
    return;
  }
  const input = await inputOf(db, start, {
    id,
    variables,
    businessKey: instance.slice(start.key.length + 1),
    timeScale,
  });
  try {
    await temporal.withDeadline(deadlineOf(services), () =>
      temporal.workflow.start(start.key, {
        taskQueue: queues.main,
        workflowId: instance,
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowIdConflictPolicy: 'FAIL',
        args: [input],
        staticSummary: input.title,
        typedSearchAttributes: [
          { key: searchAttributes.process, value: start.key },
          { key: searchAttributes.incident, value: false },
        ],
      }),
    );
  } catch (error) {
    if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error;
  }
}

async function inputOf(
  db: Db,
  { hash, key, name, title, start }: MessageStart,
  begun: Pick<ProcessInput, 'variables' | 'businessKey' | 'timeScale'> & { readonly id: string },
): Promise<ProcessInput> {
  const { id, variables, businessKey, timeScale } = begun;
  const [by, { language }] = await Promise.all([askerOf(db, id), companySetting(db)]);
  const made = titleFor(title ?? undefined, businessKey, variables);
  return {
    definition: hash,
    businessKey,
    title: cut(made ?? `${processName(key, name)[language]} ${businessKey}`, TITLE_MAX),
    startedBy: { by },
    startedAt: Date.now(),
    start: start.id,
    message: id,
    variables,
    timeScale,
  };
}
