import type { OperationName } from '../contract/index.ts';
import { type Particular, statusOf } from '../contract/problem.ts';
import { Refusal, type RefusalCode, type RefusalParams } from '../domain/refusal.ts';
import { appendAudit } from '../store/audit.ts';
import { hashOf } from '../store/json.ts';
import { answerRequest, beginRequest, forgetRequest, type RequestState } from '../store/requests.ts';
import type { Actor } from './actor.ts';
import type { Services } from './handler.ts';
import { DetailedRefusal } from './problem.ts';
import { subjectOf } from './subject.ts';

const OK = 200;

/** A request as its receipt knows it: whose, for what, and about what. */
export type Asked = {
  readonly name: OperationName;
  readonly requestId: string;
  readonly actor: Actor;
  readonly params: Readonly<Record<string, unknown>>;
  /** All that makes it this request and no other. */
  readonly content: unknown;
  /** Writes only to Postgres: change, evidence and answer are then one transaction. */
  readonly isLocal: boolean;
};

/** A "no" that the journal of a running process has already: it needs no second line of evidence. */
export class JournalledRefusal extends Refusal {}

type Kept = {
  readonly code: RefusalCode;
  readonly params: RefusalParams;
  readonly particulars?: readonly Particular[];
};

/** Does what is asked once, however often it is asked: the same request id gives the same answer. */
export async function once<T>(
  asked: Asked,
  services: Services,
  act: (state: RequestState, services: Services) => Promise<T>,
): Promise<T> {
  const { requestId, actor, name, content } = asked;
  const state = await beginRequest(services.db, {
    requestId,
    actor: actor.id,
    operation: `${name} ${hashOf(content)}`,
  });
  if (state.kind === 'answered') return repeat<T>(state.status, state.answer);
  try {
    return await (asked.isLocal ? locally(requestId, services, state, act) : remotely(requestId, services, state, act));
  } catch (error) {
    if (error instanceof Refusal) await keepRefusal(services, asked, error);
    throw error;
  }
}

type Act<T> = (state: RequestState, services: Services) => Promise<T>;

async function locally<T>(requestId: string, services: Services, state: RequestState, act: Act<T>): Promise<T> {
  return services.db.transaction(async (db) => {
    const answer = await act(state, { ...services, db });
    await answerRequest(db, requestId, OK, answer);
    return answer;
  });
}

async function remotely<T>(requestId: string, services: Services, state: RequestState, act: Act<T>): Promise<T> {
  const answer = await act(state, services);
  await answerRequest(services.db, requestId, OK, answer);
  return answer;
}

function repeat<T>(status: number, answer: unknown): T {
  if (status === OK) return answer as T;
  const { code, params, particulars } = answer as Kept;
  throw particulars ? new DetailedRefusal(code, particulars, params) : new Refusal(code, params);
}

/** What was wrong with the request itself may be corrected under the same id; a "no" of the business stays. */
const passing: ReadonlySet<RefusalCode> = new Set(['malformed', 'too-many-tries']);

async function keepRefusal({ db }: Services, asked: Asked, refusal: Refusal): Promise<void> {
  if (passing.has(refusal.code)) return forgetRequest(db, asked.requestId);
  const kept: Kept = {
    code: refusal.code,
    params: refusal.params,
    ...(refusal instanceof DetailedRefusal ? { particulars: refusal.particulars } : {}),
  };
  await db.transaction(async (trx) => {
    await answerRequest(trx, asked.requestId, statusOf[refusal.code], kept);
    if (!(refusal instanceof JournalledRefusal)) await recordRefusal(trx, asked, refusal);
  });
}

/** Evidence of an attempt, written before it is answered. */
export async function recordRefusal(
  db: Services['db'],
  { name, actor, params, requestId }: Pick<Asked, 'name' | 'actor' | 'params'> & { readonly requestId?: string },
  { code, params: details }: Refusal,
): Promise<void> {
  await appendAudit(db, [
    {
      actor: actor.id,
      action: name,
      ...subjectOf(params),
      refused: code,
      after: details,
      requestId: requestId ?? null,
    },
  ]);
}
