import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import { describe, expect, test } from 'vitest';
import { sealedFor, sealingCodec } from '../../platform/codec.ts';
import { keyRing, newKey, Unopened } from '../../platform/keyRing.ts';

const key = newKey(new Date(0));
const codec = sealingCodec(keyRing(key), 'default');
const of = (workflowId: string, namespace = 'default') => ({ type: 'workflow', namespace, workflowId }) as const;

const plain = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const valueOf = (payload: Payload | undefined) => payload && defaultPayloadConverter.fromPayload(payload);
const seal = async (value: unknown, workflowId?: string): Promise<Payload> => {
  const [sealed] = await codec.encode([plain(value)], workflowId === undefined ? undefined : of(workflowId));
  if (!sealed) throw new Error('nothing was sealed');
  return sealed;
};

describe('a payload', () => {
  test('is sealed for its workflow, and opens there', async () => {
    const sealed = await seal({ supplier: '海宁机电' }, 'procurement/P-1');

    expect(Buffer.from(sealed.data ?? []).toString()).not.toContain('海宁');
    expect(sealedFor(sealed)).toBe('procurement/P-1');
    expect(valueOf((await codec.decode([sealed], of('procurement/P-1')))[0])).toEqual({ supplier: '海宁机电' });
  });

  test('of another workflow is refused, also when its label was changed', async () => {
    const sealed = await seal('approved', 'procurement/P-1');
    const relabelled = {
      ...sealed,
      metadata: { ...sealed.metadata, 'workflow-id': new TextEncoder().encode('procurement/P-2') },
    };

    await expect(codec.decode([sealed], of('procurement/P-2'))).rejects.toThrow(Unopened);
    await expect(codec.decode([relabelled], of('procurement/P-2'))).rejects.toThrow(Unopened);
  });

  test('of another namespace is refused', async () => {
    const elsewhere = sealingCodec(keyRing(key), 'staging');
    await expect(elsewhere.decode([await seal('x', 'procurement/P-1')])).rejects.toThrow(Unopened);
  });

  test('that a schedule sealed opens in the workflows that it starts, and in no other', async () => {
    const sealed = await seal('monthly', 'scorecard/start');

    expect(valueOf((await codec.decode([sealed], of('scorecard/start-2026-11-24T15:00:00Z')))[0])).toBe('monthly');
    await expect(codec.decode([sealed], of('scorecard/start-over'))).rejects.toThrow(Unopened);
  });

  test('that one run of a schedule left is read by the next, and by no other workflow', async () => {
    const left = await seal('sealed up to 17', 'seal-audit-2026-11-24T15:00:00Z');

    expect(valueOf((await codec.decode([left], of('seal-audit-2026-11-24T15:05:00Z')))[0])).toBe('sealed up to 17');
    await expect(codec.decode([left], of('draw-inspections-2026-11-24T15:05:00Z'))).rejects.toThrow(Unopened);
  });

  test('that belongs to no workflow is none of a workflow', async () => {
    const sealed = await seal('revision 1');

    expect(valueOf((await codec.decode([sealed]))[0])).toBe('revision 1');
    await expect(codec.decode([sealed], of('procurement/P-1'))).rejects.toThrow(Unopened);
  });

  test('written in clear before there was a codec is read as it is', async () => {
    expect(await codec.decode([plain('before')], of('procurement/P-1'))).toEqual([plain('before')]);
  });

  test('outlives the key that it was sealed with, as long as the ring has it', async () => {
    const sealed = await seal('old', 'procurement/P-1');
    const fresh = newKey(new Date(0));
    const rotated = sealingCodec(keyRing(`${fresh},${key}`), 'default');

    expect(valueOf((await rotated.decode([sealed], of('procurement/P-1')))[0])).toBe('old');
    const dropped = sealingCodec(keyRing(fresh), 'default');
    await expect(dropped.decode([sealed], of('procurement/P-1'))).rejects.toThrow(/not on the ring/);
  });

  test('of nothing at all is sealed too', async () => {
    expect(valueOf((await codec.decode([await seal(undefined, 'a')], of('a')))[0])).toBeUndefined();
  });
});
