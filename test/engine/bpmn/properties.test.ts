import assert from 'node:assert/strict';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { digest } from '../../../engine/bpmn/digest.ts';
import type { Event, Instance, Request } from '../../../engine/bpmn/instance.ts';
import type { Process } from '../../../engine/bpmn/model.ts';
import { alarm, judge, outstanding, returnTargets, step, unborn } from '../../../engine/bpmn/step.ts';
import { block, processOf } from './blocks.ts';
import { BORN } from './play.ts';
import { assertSound, frozen, Ledger } from './soundness.ts';

const MINUTE_MS = 60_000;
const RUNS = 100;
/** More answers than any of the processes can need. */
const MOST_ANSWERS = 600;

const revived = (instance: Instance): Instance => JSON.parse(JSON.stringify(instance));
const choices = fc.array(fc.nat({ max: 999 }), { minLength: 5, maxLength: 40 });

/** A process instance of which everything that must hold is checked after each step. */
class Checked {
  readonly process: Process;
  readonly ledger = new Ledger();
  instance: Instance = unborn;
  now = BORN;

  constructor(process: Process) {
    this.process = process;
    this.take({ kind: 'started', at: BORN, variables: { way: 1 }, businessKey: 'K', by: 'olga' });
  }

  take(event: Event): void {
    const before = frozen(this.instance);
    const result = step(this.process, before, event);

    assert.deepEqual(judge(this.process, before, event), result.refused);
    const again = step(this.process, revived(before), event);
    assert.equal(JSON.stringify(again), JSON.stringify(result));
    assert.equal(digest(revived(result.instance)), digest(result.instance));
    assert.equal(result.instance.sequence, before.sequence + 1);

    for (const command of result.commands) this.ledger.hear(command);
    this.ledger.answer(event);
    if (event.kind === 'taskEscalated' && result.refused === undefined) {
      this.ledger.escalated([...outstanding(before), ...result.commands], event.token);
    }
    assertSound(result.instance);
    this.ledger.assertAgrees(result.instance);
    this.instance = result.instance;
  }
}

/** The answer that the world gives to what it was asked. */
function answerTo(request: Request, at: number, again: boolean): Event {
  const { token } = request;
  switch (request.kind) {
    case 'openTask':
      return { kind: 'taskCompleted', at, token, variables: { again }, by: 'ann' };
    case 'runJob':
      if (request.job.type === 'escalate' && again) return { kind: 'taskEscalated', at, token, to: 'boss' };
      return { kind: 'jobCompleted', at, token, attempt: request.attempt, variables: { done: token } };
    case 'startChild':
      return { kind: 'childCompleted', at, token, variables: {} };
    default:
      return { kind: 'messageDelivered', at, token, message: request.message, messageId: 'm', variables: {} };
  }
}

function pick<T>(items: readonly T[], choice: number): T | undefined {
  return items[choice % Math.max(items.length, 1)];
}

type Occasion = {
  readonly at: number;
  readonly choice: number;
  readonly token: string;
  readonly request: Request | undefined;
  readonly run: Checked;
};

const ORDINARY = (it: Occasion): Event =>
  it.request === undefined ? { kind: 'clockAdvanced', at: it.at } : answerTo(it.request, it.at, it.choice % 3 === 0);

/** What may happen, sensible or not. */
const OCCASIONS: readonly ((it: Occasion) => Event)[] = [
  ({ at }) => ({ kind: 'clockAdvanced', at }),
  ({ at, token }) => ({ kind: 'jobFailed', at, token, attempt: 1, reason: 'no' }),
  ({ at, token }) => ({ kind: 'jobFailed', at, token, attempt: 1, reason: 'no', error: 'E' }),
  ({ at, token, choice, run }) => {
    const stuck = pick(Object.keys(run.instance.incidents), choice);
    return { kind: 'incidentRetried', at, token: stuck ?? token, by: 'otto' };
  },
  ({ at, token, choice, run }) => {
    return { kind: 'taskReturned', at, token, to: pick(targetsOf(run), choice) ?? 'user1', reason: '', by: 'ann' };
  },
  ({ at, token, choice }) => ({ kind: 'taskClaimed', at, token, by: choice % 2 === 0 ? 'ann' : 'ben' }),
  ({ at, token }) => ({ kind: 'taskTransferred', at, token, to: 'ann', by: 'ben' }),
  ({ at, token }) => ({ kind: 'taskEscalated', at, token, to: 'boss' }),
  ({ at, token }) => ({ kind: 'childFailed', at, token, reason: 'no' }),
  ({ at, choice }) => ({ kind: 'jobCompleted', at, token: `t${choice % 60}`, attempt: choice % 3, variables: {} }),
  ({ at, token }) => {
    return { kind: 'messageDelivered', at: at - MINUTE_MS, token, message: 'nothing', messageId: 'm', variables: {} };
  },
  ({ at, token }) => ({ kind: 'taskUnclaimed', at, token, by: 'ann' }),
  ({ at, run }) => ({ kind: 'clockAdvanced', at: Math.max(at, alarm(run.instance) ?? at) }),
  ORDINARY,
  ORDINARY,
  ORDINARY,
  ORDINARY,
];

function anything(run: Checked, choice: number): Event {
  const request = pick(outstanding(run.instance), choice);
  const occasion = pick(OCCASIONS, choice) ?? ORDINARY;
  return occasion({ at: run.now, choice, token: request?.token ?? `t${choice % 40}`, request, run });
}

function targetsOf(run: Checked): readonly string[] {
  const tasks = outstanding(run.instance).filter(({ kind }) => kind === 'openTask');
  return tasks.flatMap(({ token }) => returnTargets(run.process, run.instance, token));
}

/** Answers everything, retries everything and lets time go by, until the instance ends. */
function finish(run: Checked): void {
  for (let count = 0; count < MOST_ANSWERS && run.instance.status === 'running'; count += 1) {
    const [request] = outstanding(run.instance);
    const [stuck] = Object.keys(run.instance.incidents);
    const at = run.now;
    if (stuck !== undefined) run.take({ kind: 'incidentRetried', at, token: stuck, by: 'otto' });
    else if (request !== undefined) run.take({ ...answerTo(request, at, false), ...assigneeOf(request) });
    else {
      run.now = Math.max(run.now, alarm(run.instance) ?? run.now);
      run.take({ kind: 'clockAdvanced', at: run.now });
    }
  }
}

function assigneeOf(request: Request): object {
  return request.kind === 'openTask' && request.assignee !== undefined ? { by: request.assignee } : {};
}

describe('any block-structured process', () => {
  test('keeps every token, asks once, revives the same and is judged as it steps, whatever happens', () => {
    const property = fc.property(block, choices, (whole, numbers) => {
      const run = new Checked(processOf(whole));
      for (const choice of numbers) {
        run.now += (choice % 7) * MINUTE_MS;
        run.take(anything(run, choice));
      }
    });

    expect(() => fc.assert(property, { numRuns: RUNS })).not.toThrow();
  }, 60_000);

  test('comes to its end when everything is answered, whatever happened before', () => {
    const property = fc.property(block, choices, (whole, numbers) => {
      const run = new Checked(processOf(whole));
      for (const choice of numbers.slice(0, 10)) {
        run.now += (choice % 30) * MINUTE_MS;
        run.take(anything(run, choice));
      }

      finish(run);

      assert.equal(run.instance.status, 'completed');
    });

    expect(() => fc.assert(property, { numRuns: RUNS })).not.toThrow();
  }, 60_000);

  test('is withdrawn as a whole at any moment', () => {
    const property = fc.property(block, choices, (whole, numbers) => {
      const run = new Checked(processOf(whole));
      for (const choice of numbers.slice(0, 8)) run.take(anything(run, choice));
      if (run.instance.status !== 'running') return;

      run.take({ kind: 'cancelled', at: run.now, reason: 'no need', by: 'olga' });

      assert.equal(run.instance.status, 'cancelled');
    });

    expect(() => fc.assert(property, { numRuns: RUNS })).not.toThrow();
  }, 60_000);
});
