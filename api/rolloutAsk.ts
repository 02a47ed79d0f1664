import type { UpdateDefinition } from '@temporalio/common';
import { Refusal } from '../domain/refusal.ts';
import type { Db } from '../store/db.ts';
import { findRollout, type RolloutRow } from '../store/views/rollouts.ts';
import type { RolloutAnswer, RolloutRequest } from '../workflows/messages.ts';
import type { Services } from './handler.ts';
import { JournalledRefusal } from './receipts.ts';
import { ask } from './updates.ts';

/** The rollout of that id, or the refusal that there is none. */
export async function knownRollout(db: Db, id: string): Promise<RolloutRow> {
  const found = await findRollout(db, id);
  if (!found) throw new Refusal('rollout-unknown', { rollout: id });
  return found;
}

/** What a running rollout answers; `stepped` is what it has answered to this very request before. */
export async function askRollout<M extends RolloutRequest>(
  services: Services,
  { id, state }: RolloutRow,
  update: UpdateDefinition<RolloutAnswer, [M]>,
  message: M,
  stepped: unknown,
) {
  const given = stepped as RolloutAnswer | undefined;
  if (!given && (state === 'completed' || state === 'cancelled')) throw new Refusal('rollout-over', { state });
  const answer = given ?? (await ask(services, id, update, message));
  if (answer.kind === 'refused') throw new JournalledRefusal(answer.code, answer.params);
  const { phase } = answer;
  return { rollout: id, state: answer.state, phase: phase?.id ?? null, phaseState: phase?.state ?? null };
}
