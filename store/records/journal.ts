import { toJson } from '../json.ts';
import type { StepRecord, StepsRecord } from '../stepsRecord.ts';
import type { Effects } from './fold.ts';
import { moment, overRows, type Write } from './statement.ts';
import type { TaskAfter } from './tasks.ts';

/** The journal rows of the steps. */
export function journalWrites({ instanceId }: StepsRecord, steps: readonly StepRecord[]): readonly Write[] {
  return overRows(
    steps.map((step) => ({ instanceId, ...rowOf(step) })),
    `"instanceId" text, sequence integer, at timestamptz, kind text, actor text, "onBehalfOf" text, token text,
     event jsonb, commands jsonb, refused jsonb, "requestId" text, grounds jsonb`,
    (
      given,
    ) => `insert into process_step (instance_id, sequence, at, kind, actor_id, on_behalf_of, token, event, commands,
        refused, request_id, grounds)
      select * from ${given}`,
  );
}

function rowOf({ sequence, event, commands, refused, requestId, grounds }: StepRecord) {
  return {
    sequence,
    at: moment(event.at),
    kind: event.kind,
    ...actorOf(event),
    token: 'token' in event ? event.token : null,
    event,
    commands,
    refused,
    requestId,
    grounds,
  };
}

/** Who did it; nobody when time, a job or another process did. */
export function actorOf(event: StepRecord['event']) {
  if (!('by' in event)) return { actor: null, onBehalfOf: null };
  return { actor: event.by, onBehalfOf: event.onBehalfOf ?? null };
}

/** What a running process answered, to be found by the request's id for ever. */
export function receiptWrites({ instanceId, receipts }: StepsRecord): readonly Write[] {
  return overRows(
    receipts.map((receipt) => ({ ...receipt, instanceId })),
    '"requestId" text, "instanceId" text, answer jsonb',
    (given) => `insert into step_receipt (request_id, instance_id, answer)
      select "requestId", "instanceId", coalesce(answer, 'null') from ${given} on conflict do nothing`,
  );
}

/** Brings the instance's own row up to the last step. */
export function instanceWrites(record: StepsRecord, effects: Effects, tasks: readonly TaskAfter[]): readonly Write[] {
  const { instanceId, status, digest, steps, standing } = record;
  const { ended } = effects;
  const due = tasks.filter((task) => task.status === 'open').map((task) => task.dueAt);
  return [
    {
      sql: `update process_instance set status = ?, sequence = ?, digest = ?, updated_at = now(),
          ended_at = coalesce(cast(? as timestamptz), ended_at), error = coalesce(?, error),
          standing = coalesce(cast(? as jsonb), standing),
          due_at = least(
            (select min(due_at) from task where instance_id = ? and task.status = 'open' and not id = any(cast(? as text[]))),
            (select min(due) from unnest(cast(? as timestamptz[])) as due),
            'infinity')
        where id = ?`,
      bindings: [
        status,
        steps.at(-1)?.sequence ?? 0,
        digest,
        ended ? moment(ended.at) : null,
        ended?.error ?? null,
        standing === undefined ? null : toJson(standing),
        instanceId,
        tasks.map(({ id }) => id),
        due,
        instanceId,
      ],
    },
  ];
}
