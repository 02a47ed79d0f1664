import { describe, expect, test } from 'vitest';
import { alarm, step } from '../../../engine/bpmn/step.ts';
import { end, process, start, user } from './build.ts';
import { BORN, Play } from './play.ts';

const HOUR_MS = 3_600_000;

const due = { duration: 'P1D', remindBefore: 'PT6H', escalate: 'superior' as const };
const p = process('p', [start('s'), user('t', { due, assignment: { duty: 'buyer' } }), end('e')], ['s > t > e']);

describe('a task that falls due', () => {
  test('says when, and rings first for its reminder', () => {
    const play = new Play(p);

    expect(play.tasks('t')[0]?.dueAt).toBe(BORN + 24 * HOUR_MS);
    expect(alarm(play.instance)).toBe(BORN + 18 * HOUR_MS);
  });

  test('reminds once, escalates once, and stays open', () => {
    const play = new Play(p).wait('PT18H');
    const token = play.task('t');
    expect(play.commands).toEqual([
      { kind: 'runJob', token, attempt: 1, node: 't', job: { type: 'remind', task: token } },
    ]);
    play.take({ kind: 'jobCompleted', token, attempt: 1, variables: { ignored: true } });

    play.wait('PT6H');
    expect(play.commands).toEqual([
      { kind: 'runJob', token, attempt: 2, node: 't', job: { type: 'escalate', task: token } },
    ]);
    play.take({ kind: 'taskEscalated', token, to: 'boss' });

    expect(play.waiting).toEqual(['openTask:t']);
    expect(play.tasks('t')[0]?.candidates).toEqual(['duty:buyer', 'person:boss']);
    expect(play.variables).toEqual({});
    expect(alarm(play.instance)).toBeUndefined();
    expect(play.complete('t', {}, 'boss').instance.status).toBe('completed');
  });

  test('keeps its assignee when it is put before the superior too', () => {
    const play = new Play(p).wait('P1D');
    const token = play.task('t');
    play.take({ kind: 'taskClaimed', token, by: 'ann' });

    play.take({ kind: 'taskEscalated', token, to: 'boss' });

    expect(play.tasks('t')[0]).toMatchObject({ assignee: 'ann', candidates: ['duty:buyer', 'person:boss'] });
    expect(play.complete('t', {}, 'eve').refused?.code).toBe('task-claimed');
    expect(play.complete('t', {}, 'boss').instance.status).toBe('completed');
  });

  test('takes back its reminders when it is done', () => {
    const play = new Play(p).wait('PT18H');
    const token = play.task('t');

    play.complete('t');

    expect(play.commands).toContainEqual({ kind: 'withdrawJob', token, attempt: 1 });
    expect(alarm(play.instance)).toBeUndefined();
    expect(play.take({ kind: 'taskEscalated', token, to: 'boss' }).refused?.code).toBe('task-closed');
  });

  test('raises an incident when its own job fails, which a retry asks for again', () => {
    const play = new Play(p).wait('PT18H').failJob('t', 'no mail');
    expect(play.incidents).toEqual(['t: no mail']);
    expect(play.waiting).toEqual(['openTask:t']);

    play.retry('t');

    expect(play.job('t')).toMatchObject({ attempt: 2, job: { type: 'remind' } });
  });

  test('resolves that incident when it is done', () => {
    const play = new Play(p).wait('PT18H').failJob('t', 'no mail');

    play.complete('t');

    expect(play.said).toContain('resolveIncident:t4');
    expect(play.instance.incidents).toEqual({});
  });

  test('is counted by the clock that it is given', () => {
    const clock = () => ({ at: BORN + 5, provisional: true });
    const play = new Play(p);
    const event = { kind: 'started', at: BORN, variables: {}, businessKey: 'K', by: 'olga' } as const;

    const { commands } = step(p, { ...play.instance, status: 'unborn' }, event, clock);

    expect(commands[0]).toMatchObject({ kind: 'openTask', dueAt: BORN + 5, provisional: true });
  });

  test('whose length cannot be read is an incident', () => {
    const bad = process(
      'p',
      [start('s'), user('t', { due: { duration: 'term', feel: true } }), end('e')],
      ['s > t > e'],
    );

    const play = new Play(bad, { term: 'soon' });

    expect(play.incidents).toEqual(['t: "soon" is not a duration']);
    expect(play.retry('t', { term: 'P2D' }).tasks('t')[0]?.dueAt).toBe(BORN + 48 * HOUR_MS);
  });
});
