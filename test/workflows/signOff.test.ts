import { randomUUID } from 'node:crypto';
import { WorkflowUpdateFailedError } from '@temporalio/client';
import { ApplicationFailure } from '@temporalio/common';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { signOffUpdate } from '../../workflows/messages.ts';
import { timeSkipping } from '../setup/temporal.ts';
import { approval, end, processOf, start, task } from './model.ts';
import { begin, createWorld, envelope, type Running, type World } from './world.ts';

let world: World;
beforeAll(async () => {
  world = await createWorld(await timeSkipping());
});
afterAll(() => world.close());

const purchase = processOf(
  'purchase',
  [start, task('propose'), approval('review', ['propose']), approval('decide', ['review']), end],
  ['start -> propose', 'propose -> review', 'review -> decide', 'decide -> end'],
);

async function proposed(by = 'zhao'): Promise<Running> {
  const running = await begin(world, { process: purchase });
  await running.complete('propose', by, { amount: 100 });
  return running;
}

/** The refusal that a validator left with. */
async function refusalOf(attempt: Promise<unknown>): Promise<unknown> {
  const error = await attempt.catch((it: unknown) => it);
  if (!(error instanceof WorkflowUpdateFailedError) || !(error.cause instanceof ApplicationFailure)) throw error;
  const { type, details, nonRetryable } = error.cause;
  return { type, params: details?.[0], nonRetryable };
}

/** The test server keeps the workflow task of a rejected update, the real one does not; the update itself, neither. */
const updatesOf = async ({ handle }: Running) =>
  (await handle.fetchHistory()).events?.filter((it) => it.workflowExecutionUpdateAcceptedEventAttributes).length;

describe('a sign-off', () => {
  test('moves the process on, and its lists with it', async () => {
    const running = await proposed();

    const answer = await running.signOff('review', 'wang', { verdict: 'rejected', comment: 'too dear' });

    expect(answer).toEqual({ kind: 'done', sequence: 3, status: 'running' });
    const rows = await world.db('task').where({ instance_id: running.id }).orderBy('opened_at');
    expect(rows.map(({ node, status, closed_by: by }) => [node, status, by])).toEqual([
      ['propose', 'completed', 'zhao'],
      ['review', 'rejected', 'wang'],
      ['decide', 'open', null],
    ]);
    expect((await running.instance()).variables).toMatchObject({ amount: 100, review: 'rejected' });
    expect(await running.signOff('decide', 'chen')).toMatchObject({ kind: 'done', status: 'completed' });
    expect(await running.handle.result()).toEqual({ status: 'completed' });
  });

  test('leaves evidence of who did it and why they may', async () => {
    const running = await proposed();
    await running.signOff('review', 'wang', { actor: { by: 'wang', onBehalfOf: 'chen' } });

    const rows = await world.db('process_step').where({ instance_id: running.id, kind: 'taskCompleted', sequence: 3 });

    expect(rows).toMatchObject([{ actor_id: 'wang', on_behalf_of: 'chen', grounds: { duty: 'manager' } }]);
  });

  test.each([
    { who: 'whoever asked', actor: { by: 'lin' }, type: 'own-request' },
    { who: 'a deputy of whoever asked', actor: { by: 'wang', onBehalfOf: 'lin' }, type: 'own-request' },
    { who: 'whoever did what is approved', actor: { by: 'zhao' }, type: 'own-work' },
    { who: 'a deputy of whoever did it', actor: { by: 'wang', onBehalfOf: 'zhao' }, type: 'own-work' },
  ])('is refused to $who, and the history keeps nothing of it', async ({ actor, type }) => {
    const running = await proposed();
    const before = await updatesOf(running);

    const refusal = await refusalOf(running.signOff('review', actor.by, { actor }));

    expect(refusal).toMatchObject({
      type,
      nonRetryable: true,
      params: expect.objectContaining({ person: expect.any(String) }),
    });
    expect(await updatesOf(running)).toBe(before);
  });

  test('is refused to whoever the process was started for', async () => {
    const variables = { requester: { id: 'chen', department: 'purchasing' } };
    const running = await begin(world, { process: purchase, variables });
    await running.complete('propose', 'zhao');

    expect(await refusalOf(running.signOff('review', 'chen'))).toMatchObject({ type: 'own-request' });
  });

  test.each([
    { message: { token: 't99' }, type: 'task-unknown' },
    { message: { verdict: undefined }, type: 'verdict-missing' },
    { message: { answeredAt: Number.NaN }, type: 'malformed' },
  ])('that makes no sense is refused: $type', async ({ message, type }) => {
    const running = await proposed();
    const sent = {
      ...(await envelope(world, await running.token('review'), 'wang')),
      verdict: 'approved',
      variables: {},
      ...message,
    };

    const refusal = await refusalOf(running.handle.executeUpdate(signOffUpdate, { args: [sent as never] }));

    expect(refusal).toMatchObject({ type });
  });

  test('is told who was first when the task is closed already', async () => {
    const running = await proposed();
    const token = await running.token('review');
    await running.signOff('review', 'wang');
    const late = { ...(await envelope(world, token, 'chen')), verdict: 'approved' as const, variables: {} };

    const refusal = await refusalOf(running.handle.executeUpdate(signOffUpdate, { args: [late] }));

    expect(refusal).toMatchObject({ type: 'task-closed', params: { by: 'wang', outcome: 'approved' } });
  });

  test('asked twice under one request id is done once and answered alike', async () => {
    const running = await proposed();
    const token = await running.token('review');
    const message = { ...(await envelope(world, token, 'wang')), verdict: 'approved' as const, variables: {} };
    const first = await running.handle.executeUpdate(signOffUpdate, { updateId: randomUUID(), args: [message] });

    const second = await running.handle.executeUpdate(signOffUpdate, { updateId: randomUUID(), args: [message] });

    expect(second).toEqual(first);
    expect((await running.instance()).sequence).toBe(3);
  });
});
