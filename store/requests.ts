import { Refusal } from '../domain/refusal.ts';
import type { Db } from './db.ts';
import { toJson } from './json.ts';
import { row } from './rows.ts';

export type RequestIdentity = { readonly requestId: string; readonly actor: string; readonly operation: string };

/** What is known of a request: nothing yet, begun, answered by the API itself, or answered by a running process. */
export type RequestState = {
  /** When it first came in: the same on every retry. */
  readonly at: Date;
} & (
  | { readonly kind: 'new' }
  | { readonly kind: 'pending' }
  | { readonly kind: 'answered'; readonly status: number; readonly answer: unknown }
  | { readonly kind: 'stepped'; readonly answer: unknown }
);

type Row = {
  readonly at: Date;
  readonly fresh: boolean;
  readonly actor: string;
  readonly operation: string;
  readonly status: number | null;
  readonly answer: unknown;
  readonly stepped: unknown;
};

/** Notes that a request has come in, or finds what became of it. An id belongs to one person and one operation for ever. */
export async function beginRequest(db: Db, request: RequestIdentity): Promise<RequestState> {
  const found = await row<Row>(
    db,
    `with begun as (
       insert into request_receipt (request_id, actor_id, operation) values (:requestId, :actor, :operation)
       on conflict do nothing returning created_at
     )
     select created_at as at, true as fresh, :actor as actor, :operation as operation, null as status, null as answer, null as stepped
     from begun
     union all
     select request_receipt.created_at, false, actor_id, operation, status, request_receipt.answer, step_receipt.answer
     from request_receipt left join step_receipt using (request_id) where request_id = :requestId`,
    request,
  );
  if (!found) return beginRequest(db, request); // Begun by somebody else at this very moment.
  const { at, actor, operation, fresh, stepped, status, answer } = found;
  if (actor !== request.actor || operation !== request.operation) throw new Refusal('request-reused');
  if (fresh) return { kind: 'new', at };
  if (stepped !== null) return { kind: 'stepped', at, answer: stepped };
  return status === null ? { kind: 'pending', at } : { kind: 'answered', at, status, answer };
}

/** Keeps the answer, in the transaction of the change that it reports. The first answer stays. */
export async function answerRequest(db: Db, requestId: string, status: number, answer: unknown): Promise<void> {
  await db('request_receipt')
    .where({ request_id: requestId })
    .whereNull('status')
    .update({ status, answer: toJson(answer) });
}

/** Forgets a request that was never carried out, so that its id may be used for the corrected one. */
export async function forgetRequest(db: Db, requestId: string): Promise<void> {
  await db('request_receipt').where({ request_id: requestId }).whereNull('status').delete();
}

/** What a running process answered to a request, if it has. */
export async function findStepReceipt(db: Db, requestId: string): Promise<unknown> {
  const found = await row<{ answer: unknown }>(db, 'select answer from step_receipt where request_id = :requestId', {
    requestId,
  });
  return found?.answer;
}
