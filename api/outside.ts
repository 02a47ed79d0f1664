import type { Variables } from '../engine/bpmn/instance.ts';
import { type Begun, beginningOf, instanceBegunBy } from '../engine/bpmn/messageStart.ts';
import { queues } from '../platform/queues.ts';
import { startOnce } from '../platform/startOnce.ts';
import { beginning, begunBy, noteUnroutable, openingFor } from '../store/beginnings.ts';
import type { Db } from '../store/db.ts';
import { messageStartOf } from '../store/definitions.ts';
import {
  findMessage,
  insertMessage,
  MESSAGE_TIME_TO_LIVE_MS,
  offerMessage,
  restMessage,
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

/** Who says so, when, and how fast what begins with it goes: "hook:<source>", "import:<id>" or "form". */
export type Saying = { readonly sender: string; readonly at: Date; readonly timeScale: number };

/** Writes a message down, in the transaction of what it tells of. Whoever does so dispatches it next, else a sweep will. */
export async function keepOutside(db: Db, { sender, at, timeScale }: Saying, letter: Outside): Promise<void> {
  const { id, name, key, variables } = letter;
  const expiresAt = new Date(at.getTime() + MESSAGE_TIME_TO_LIVE_MS);
  await insertMessage(db, { id, name, key, variables, sender, createdAt: at, expiresAt }, timeScale);
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
  const process = await messageStartOf(db, letter.name);
  const instance = process && (await instanceFor(db, process, letter));
  if (!process || instance === undefined) {
    await restMessage(db, letter.id);
    return { outcome: 'kept', instance: null };
  }
  return beginOffered(services, { process, letter, instance, timeScale });
}

type Beginning = {
  readonly process: Begun;
  readonly letter: Outside;
  readonly instance: string;
  readonly timeScale: number;
};

/** The message is put on offer to the instance that it begins; whoever has it on offer already goes first. */
async function beginOffered(
  services: Services,
  { process, letter, instance, timeScale }: Beginning,
): Promise<Dispatched> {
  const { db } = services;
  const holder = await offerMessage(db, letter.id, beginning(instance));
  if (holder === undefined) return whereItIs(db, letter.id);
  if (begunBy(holder) !== instance) return deliver(services, letter.id, timeScale, holder);
  await begin(services, { process, letter, instance, timeScale });
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

async function instanceFor(db: Db, process: Begun, letter: Outside): Promise<string | undefined> {
  const instance = instanceBegunBy(process, letter);
  const { id, name } = letter;
  if (instance === undefined) {
    await noteUnroutable(db, id, { message: name, process: process.key, start: process.start.id });
  }
  return instance;
}

/** The first record of the instance closes the message; of an instance that another message began it is a repetition. */
async function begin(services: Services, { process, letter, instance, timeScale }: Beginning): Promise<void> {
  const { db, temporal } = services;
  const opening = await openingFor(db, letter.id, instance);
  if (opening === undefined) return;
  const { startedBy: by, language } = opening;
  const name = processName(process.key, process.name)[language];
  const { process: key, ...begun } = beginningOf(process, letter, instance, name);
  const input: ProcessInput = { ...begun, startedBy: { by }, startedAt: Date.now(), timeScale };
  await temporal.withDeadline(deadlineOf(services), () =>
    startOnce(temporal, { process: key, workflowId: instance, queue: queues.main, input }),
  );
}
