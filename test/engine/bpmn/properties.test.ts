import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Event, Instance, Request } from '../../../engine/bpmn/instance.ts';
import type { Process } from '../../../engine/bpmn/model.ts';
import { alarm, judge, outstanding, returnTargets, step, unborn } from '../../../engine/bpmn/step.ts';
import { block, processOf } from './blocks.ts';
import { BORN } from './play.ts';
import { expectSound, frozen, Ledger } from './soundness.ts';

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

    expect(judge(this.process, before, event)).toEqual(result.refused);
    const again = step(this.process, revived(before), event);
    expect(JSON.stringify(again)).toBe(JSON.stringify(result));
    expect(revived(result.instance)).toEqual(result.instance);
    expect(result.instance.sequence).toBe(before.sequence + 1);

    for (const command of result.commands) this.ledger.hear(command);
    this.ledger.answer(event);
    if (event.kind === 'taskEscalated' && result.refused === undefined) {
      this.ledger.escalated([...outstanding(before), ...result.commands], event.token);
    }
    expectSound(result.instance);
    this.ledger.expectAgrees(result.instance);
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

/** Something that may happen, sensible or not, chosen by a number. */
function anything(run: Checked, choice: number): Event {
  const asked = outstanding(run.instance);
  const request = pick(asked, choice);
  const token = request?.token ?? `t${choice % 40}`;
  const at = run.now;
  const ringing = alarm(run.instance);
  switch (choice % 16) {
    case 0:
      return { kind: 'clockAdvanced', at };
    case 1:
      return { kind: 'jobFailed', at, token, attempt: 1, reason: 'no', ...(choice % 2 === 0 ? { error: 'E' } : {}) };
    case 2:
      return {
        kind: 'incidentRetried',
        at,
        token: pick(Object.keys(run.instance.incidents), choice) ?? token,
        by: 'o',
      };
    case 3:
      return { kind: 'taskReturned', at, token, to: pick(targetsOf(run), choice) ?? 'user1', reason: '', by: 'ann' };
    case 4:
      return { kind: 'taskClaimed', at, token, by: choice % 2 === 0 ? 'ann' : 'ben' };
    case 5:
      return { kind: 'taskTransferred', at, token, to: 'ann', by: 'ben' };
    case 6:
      return { kind: 'taskEscalated', at, token, to: 'boss' };
    case 7:
      return { kind: 'childFailed', at, token, reason: 'no' };
    case 8:
      return { kind: 'jobCompleted', at, token: `t${choice % 60}`, attempt: choice % 3, variables: {} };
    case 9:
      return { kind: 'messageDelivered', at: at - MINUTE_MS, token, message: 'nothing', messageId: 'm', variables: {} };
    case 10:
      return { kind: 'taskUnclaimed', at, token, by: 'ann' };
    case 11:
      return { kind: 'clockAdvanced', at: ringing === undefined ? at : Math.max(at, ringing) };
    default:
      return request === undefined ? { kind: 'clockAdvanced', at } : answerTo(request, at, choice % 3 === 0);
  }
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
    fc.assert(
      fc.property(block, choices, (whole, numbers) => {
        const run = new Checked(processOf(whole));
        for (const choice of numbers) {
          run.now += (choice % 7) * MINUTE_MS;
          run.take(anything(run, choice));
        }
      }),
      { numRuns: RUNS },
    );
  }, 60_000);

  test('comes to its end when everything is answered, whatever happened before', () => {
    fc.assert(
      fc.property(block, choices, (whole, numbers) => {
        const run = new Checked(processOf(whole));
        for (const choice of numbers.slice(0, 10)) {
          run.now += (choice % 30) * MINUTE_MS;
          run.take(anything(run, choice));
        }

        finish(run);

        expect(run.instance.status).toBe('completed');
      }),
      { numRuns: RUNS },
    );
  }, 60_000);

  test('is withdrawn as a whole at any moment', () => {
    fc.assert(
      fc.property(block, choices, (whole, numbers) => {
        const run = new Checked(processOf(whole));
        for (const choice of numbers.slice(0, 8)) run.take(anything(run, choice));
        if (run.instance.status !== 'running') return;

        run.take({ kind: 'cancelled', at: run.now, reason: 'no need', by: 'olga' });

        expect(run.instance.status).toBe('cancelled');
      }),
      { numRuns: RUNS },
    );
  }, 60_000);
});
