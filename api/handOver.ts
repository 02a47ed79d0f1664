import type { Operation } from '../contract/operation.ts';
import { isConfidential } from '../domain/confidential.ts';
import { Refusal } from '../domain/refusal.ts';
import { officerFor } from '../store/cases.ts';
import { superiorOf } from '../store/people.ts';
import { tasksHeldBy } from '../store/staff.ts';
import { taskFacts } from '../store/views/taskFacts.ts';
import { transferUpdate } from '../workflows/messages.ts';
import type { Call, Services } from './handler.ts';
import { transferTargets } from './transferTargets.ts';
import { ask } from './updates.ts';

/** Tasks that are looked up at one time, and handed over at the same time. */
const BATCH = 20;
const AT_ONCE = 5;
/** Tasks that nobody else may do are named, so many of them. */
const NAMED_MAX = 500;

type Held = { readonly id: string; readonly holder: string };
type HandedOver = { readonly handedOver: number; readonly stuck: string[] };

/**
 * Gives what people hold who have left to somebody who may do it: their superior when lawful, else another holder of the
 * duty; a task of a case goes to an officer. What nobody else may do stays and is named, unless it is a case. Each task is
 * asked for under an id of its own, so that a repeat of the request repeats nothing, and goes on where it was cut off.
 */
export async function handOver(
  { actor, at, body }: Call<Operation> & { readonly body: { readonly requestId: string } },
  services: Services,
  leavers: readonly string[],
): Promise<HandedOver> {
  const stuck: string[] = [];
  let handedOver = 0;
  for (let after: string | undefined = leavers.length === 0 ? undefined : ''; after !== undefined; ) {
    const page: readonly Held[] = await tasksHeldBy(services.db, leavers, { after, limit: BATCH });
    const waiting = [...page];
    await Promise.all(Array.from({ length: AT_ONCE }, () => work(waiting)));
    after = page.length < BATCH ? undefined : page.at(-1)?.id;
  }
  return { handedOver, stuck: stuck.toSorted().slice(0, NAMED_MAX) };

  async function work(waiting: Held[]): Promise<void> {
    for (let task = waiting.shift(); task !== undefined; task = waiting.shift()) {
      const { id, holder } = task;
      const to = await successorOf(services, id, holder, at);
      if (to !== undefined && (await transfer(to, id))) handedOver += 1;
      else if (!isConfidential(id.slice(0, id.indexOf('/')))) stuck.push(id);
    }
  }

  async function transfer(to: string, task: string): Promise<boolean> {
    const cut = task.lastIndexOf('|');
    try {
      const answer = await ask(services, task.slice(0, cut), transferUpdate, {
        requestId: `${body.requestId}/${task}`,
        answeredAt: at.getTime(),
        actor: { by: actor.id },
        grounds: { administrator: true },
        token: task.slice(cut + 1),
        to,
      });
      return answer.kind === 'done';
    } catch (error) {
      if (error instanceof Refusal) return false;
      throw error;
    }
  }
}

async function successorOf({ db }: Services, task: string, holder: string, at: Date): Promise<string | undefined> {
  const facts = await taskFacts(db, { task, person: holder, at });
  if (!facts) return undefined;
  if (isConfidential(facts.instance.process)) return officerFor(db, facts.instance.id, holder);
  const [superior, targets] = await Promise.all([superiorOf(db, holder), transferTargets(db, facts, at)]);
  return (
    targets.find(({ id }) => id === superior)?.id ?? targets[0]?.id ?? (isPersonal(facts.duty) ? superior : undefined)
  );
}

/** A step that the model gives to a person and to no duty may be anybody's: it goes to the superior. */
const isPersonal = (duty: string | null): boolean => duty === null;
