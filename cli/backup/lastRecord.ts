import type { Client } from '@temporalio/client';
import { defaultPayloadConverter } from '@temporalio/common';
import type { temporal } from '@temporalio/proto';
import { sealingCodec } from '../../platform/codec.ts';
import type { KeyRing } from '../../platform/keyRing.ts';

const PAGE = 100;
/** Further back than this nobody looks: a run that has not recorded anything for so long has done nothing. */
const PAGES_MAX = 20;

/** Numbers of the last record that a run knows to be written, and of the last that it has asked for. */
export type LastRecord = { readonly done?: number; readonly asked?: number };

type HistoryEvent = temporal.api.history.v1.IHistoryEvent;
type Record = { readonly steps?: readonly Numbered[]; readonly entries?: readonly Numbered[] };
/** The activities that write records. */
const recording: ReadonlySet<string> = new Set(['recordSteps', 'recordRollout']);

type Numbered = { readonly sequence: number };

/** Reads the history of a workflow's latest run from its end, as far as it has to. */
export async function lastRecord(client: Client, keys: KeyRing, workflowId: string): Promise<LastRecord> {
  const written = new Set<string>();
  let asked: number | undefined;
  for await (const event of backwards(client, workflowId)) {
    const completed = event.activityTaskCompletedEventAttributes?.scheduledEventId;
    if (completed) written.add(String(completed));
    const sequence = await recordIn(event, keys, client.options.namespace);
    if (sequence === undefined) continue;
    asked ??= sequence;
    if (written.has(String(event.eventId))) return { done: sequence, asked };
  }
  return asked === undefined ? {} : { asked };
}

async function* backwards(client: Client, workflowId: string): AsyncGenerator<HistoryEvent> {
  const question = { namespace: client.options.namespace, execution: { workflowId }, maximumPageSize: PAGE };
  let nextPageToken: Uint8Array | undefined;
  for (let page = 0; page < PAGES_MAX; page++) {
    const answer = await client.workflowService.getWorkflowExecutionHistoryReverse({
      ...question,
      ...(nextPageToken && { nextPageToken }),
    });
    yield* answer.history?.events ?? [];
    nextPageToken = answer.nextPageToken;
    if (!nextPageToken?.length) return;
  }
}

/** The number of the last entry of a record that is asked for here. */
async function recordIn(event: HistoryEvent, keys: KeyRing, namespace: string): Promise<number | undefined> {
  const scheduled = event.activityTaskScheduledEventAttributes;
  if (!scheduled || !recording.has(scheduled.activityType?.name ?? '')) return undefined;
  const [payload] = await sealingCodec(keys, namespace).decode(scheduled.input?.payloads ?? []);
  return payload && lastOf(defaultPayloadConverter.fromPayload<Record>(payload));
}

const lastOf = ({ steps, entries = [] }: Record) => (steps ?? entries).at(-1)?.sequence;
