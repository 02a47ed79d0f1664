import { join } from 'node:path';
import type { DataConverter, Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import proto from '@temporalio/proto';
import { type KeyRing, Unopened } from './keyRing.ts';
import { projectRoot } from './root.ts';

const { Payload: Message } = proto.temporal.api.common.v1;
const ENCODING = 'binary/encrypted';
/** What stands beside the ciphertext in clear: the key's id, and the workflow that it was sealed for. */
const KEY = 'encryption-key-id';
const WORKFLOW = 'workflow-id';
/** A schedule seals what it will start workflows with under the id that it gives; Temporal appends the time. */
const STARTED_AT = /-\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z$/;

/** The module that has failures carry their text as a payload, for workers, clients and the workflow bundle. */
export const failureConverterPath = join(projectRoot, 'platform', 'failureConverter.cjs');

/** How all our clients and workers write to Temporal: nothing of it can be read without the keys. */
export function dataConverter(keys: KeyRing, namespace: string): DataConverter {
  return { failureConverterPath, payloadCodecs: [sealingCodec(keys, namespace)] };
}

/**
 * Seals each payload for its namespace and workflow, and opens only those of the workflow that asks: a payload that was
 * moved into another history is refused. What was written in clear before there was a codec is read as it is.
 */
export function sealingCodec(keys: KeyRing, namespace: string): PayloadCodec {
  return {
    encode: async (payloads, context) => payloads.map((it) => sealPayload(keys, namespace, it, context)),
    decode: async (payloads, context) => payloads.map((it) => openPayload(keys, namespace, it, context)),
  };
}

/** The workflow that a payload was sealed for ("" for none in particular); undefined when it is not sealed. */
export function sealedFor({ metadata }: Payload): string | undefined {
  return text(metadata?.['encoding']) === ENCODING ? text(metadata?.[WORKFLOW]) : undefined;
}

function sealPayload(keys: KeyRing, namespace: string, payload: Payload, context?: SerializationContext): Payload {
  const workflow = context?.workflowId ?? '';
  const { key, data } = keys.seal(Message.encode(payload).finish(), bound(namespace, workflow));
  return { metadata: { encoding: bytes(ENCODING), [KEY]: bytes(key), [WORKFLOW]: bytes(workflow) }, data };
}

function openPayload(keys: KeyRing, namespace: string, payload: Payload, context?: SerializationContext): Payload {
  const workflow = sealedFor(payload);
  if (workflow === undefined) return payload;
  const asking = context?.workflowId;
  if (asking !== undefined && !isMeantFor(workflow, asking)) {
    throw new Unopened(`a payload of ${workflow || 'no workflow'} stands in ${asking}`);
  }
  const sealed = { key: text(payload.metadata?.[KEY]), data: payload.data ?? new Uint8Array() };
  return Message.decode(keys.open(sealed, bound(namespace, workflow)));
}

/** The runs of one schedule are one: each is given what the schedule sealed, and the result of the run before it. */
const isMeantFor = (sealed: string, asking: string): boolean =>
  sealed.replace(STARTED_AT, '') === asking.replace(STARTED_AT, '');

const bound = (namespace: string, workflow: string) => JSON.stringify(['temporal', namespace, workflow]);
const bytes = (value: string) => new TextEncoder().encode(value);
const text = (value: Uint8Array | null | undefined) => new TextDecoder().decode(value ?? new Uint8Array());
