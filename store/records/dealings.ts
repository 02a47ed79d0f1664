import { beginning } from '../beginnings.ts';
import { MESSAGE_TIME_TO_LIVE_MS } from '../messages.ts';
import type { StepsRecord } from '../stepsRecord.ts';
import type { Effects } from './fold.ts';
import { moment, overRows, type Write } from './statement.ts';

/** Incidents, subscriptions and messages. */
export function dealingWrites(record: StepsRecord, effects: Effects): readonly Write[] {
  return [
    ...incidentWrites(record, effects),
    ...subscriptionWrites(record, effects),
    ...messageWrites(record, effects),
  ];
}

function incidentWrites({ instanceId }: StepsRecord, { incidents, resolved }: Effects): readonly Write[] {
  return [
    ...overRows(
      incidents.map(({ token, node, reason, at, resolvedAt }) => ({
        instanceId,
        token,
        node,
        reason,
        raisedAt: moment(at),
        resolvedAt: resolvedAt === undefined ? null : moment(resolvedAt),
      })),
      `"instanceId" text, token text, node text, reason text, "raisedAt" timestamptz, "resolvedAt" timestamptz`,
      (given) => `insert into incident (instance_id, token, node, reason, raised_at, resolved_at)
        select * from ${given} on conflict do nothing`,
    ),
    ...overRows(
      [...resolved].map(([token, at]) => ({ instanceId, token, at: moment(at) })),
      `"instanceId" text, token text, at timestamptz`,
      (given) => `update incident set resolved_at = given.at from ${given}
        where incident.instance_id = given."instanceId" and incident.token = given.token and resolved_at is null`,
    ),
  ];
}

function subscriptionWrites({ instanceId }: StepsRecord, { subscribed, unsubscribed }: Effects): readonly Write[] {
  return [
    ...overRows(
      [...subscribed.values()].map(({ token, node, message, key, at }) => ({
        instanceId,
        token,
        node,
        message,
        key,
        at: moment(at),
      })),
      `"instanceId" text, token text, node text, message text, key text, at timestamptz`,
      (given) => `insert into subscription (instance_id, token, node, message, key, created_at)
        select * from ${given} on conflict (instance_id, token) do update set node = excluded.node,
          message = excluded.message, key = excluded.key, created_at = excluded.created_at`,
    ),
    ...overRows(
      [...unsubscribed].map((token) => ({ instanceId, token })),
      `"instanceId" text, token text`,
      (given) => `delete from subscription using ${given}
        where subscription.instance_id = given."instanceId" and subscription.token = given.token`,
    ),
  ];
}

function messageWrites({ instanceId }: StepsRecord, { sent, taken, begunBy }: Effects): readonly Write[] {
  return [
    ...overRows(
      sent.map(({ id, message, key, variables, at }) => ({
        id,
        name: message,
        key,
        variables,
        sender: instanceId,
        at: moment(at),
        expiresAt: moment(at + MESSAGE_TIME_TO_LIVE_MS),
      })),
      `id text, name text, key text, variables jsonb, sender text, at timestamptz, "expiresAt" timestamptz`,
      (given) => `insert into message (id, name, key, variables, sender_id, created_at, expires_at, sweep_at)
        select *, "expiresAt" from ${given} on conflict do nothing`,
    ),
    ...overRows(
      taken.map(({ messageId, token }) => ({ id: messageId, by: `${instanceId}|${token}` })),
      'id text, by text',
      (given) => `update message set state = 'taken', taken_by = given.by from ${given}
        where message.id = given.id and state = 'waiting'`,
    ),
    // Another that was to begin the same instance at the same moment has come to its end with it.
    ...overRows(
      begunBy === undefined ? [] : [{ id: begunBy, by: beginning(instanceId) }],
      'id text, by text',
      (given) => `update message set state = 'taken', taken_by = given.by from ${given}
        where (message.id = given.id or taken_by = given.by) and state = 'waiting'`,
    ),
  ];
}
