import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { Client } from '@temporalio/client';
import { queues } from '../../platform/queues.ts';
import type { Db } from '../../store/db.ts';
import { insertMessage } from '../../store/messages.ts';
import { rows } from '../../store/rows.ts';
import { CHANNEL } from './goods.ts';

const POLL_MS = 250;
/** Parcels that one delivery workflow tells of. */
const PARCELS_AT_ONCE = 10;
const DAY_MS = 86_400_000;

/** In place of shipments: tells each order that was handed over of its dispatch, then of its delivery. */
export async function carry(db: Db, client: Client, orders: number): Promise<void> {
  for (let shipped = 0; shipped < orders; ) {
    const waiting = await waitingFor(db, 'shipment-dispatched');
    await tell(db, client, 'shipment-dispatched', waiting, (key) => ({
      trackingNumber: `TR${key.replaceAll(/\D/g, '').padStart(10, '0')}`,
      carrier: 'bench',
      dispatchedAt: new Date().toISOString(),
    }));
    const arriving = await waitingFor(db, 'shipment-delivered');
    await tell(db, client, 'shipment-delivered', arriving, () => ({ deliveredAt: new Date().toISOString() }));
    shipped += arriving.length;
    await wait(POLL_MS);
  }
}

/** Orders that wait for this and have not been told yet. */
async function waitingFor(db: Db, name: string): Promise<readonly string[]> {
  const found = await rows<{ key: string }>(
    db,
    `select key from subscription where message = :name and starts_with(key, :prefix) and not exists (
       select from message where message.name = :name and message.key = subscription.key)
     order by created_at`,
    { name, prefix: `${CHANNEL}-` },
  );
  return found.map(({ key }) => key);
}

type Told = (key: string) => Readonly<Record<string, unknown>>;

async function tell(db: Db, client: Client, name: string, keys: readonly string[], told: Told): Promise<void> {
  const createdAt = new Date();
  const expiresAt = new Date(createdAt.getTime() + DAY_MS);
  for (let from = 0; from < keys.length; from += PARCELS_AT_ONCE) {
    const ids: string[] = [];
    for (const key of keys.slice(from, from + PARCELS_AT_ONCE)) {
      const id = `${name}/${key}`;
      const variables = told(key);
      await insertMessage(db, { id, name, key, variables, sender: null, createdAt, expiresAt });
      ids.push(id);
    }
    await client.workflow.start('deliverMessage', {
      taskQueue: queues.main,
      workflowId: `deliverMessage/${randomUUID()}`,
      args: [{ ids, timeScale: 1 }],
    });
  }
}
