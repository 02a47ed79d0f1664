import { describe, expect, test } from 'vitest';
import { openTasks } from '../../../engine/bpmn/step.ts';
import { end, process, start, user } from './build.ts';
import { BORN, Play } from './play.ts';

const HOUR_MS = 3_600_000;

const approval = () =>
  process(
    'p',
    [
      start('s'),
      user('review', {
        name: 'Review the proposal',
        assignment: { duty: 'manager', department: 'requester.department' },
        approval: { result: 'decision', notBy: [] },
        clauses: ['POL-01#3'],
        form: 'proposal',
        permission: 'sign',
        credential: 'L1',
      }),
      user('archive'),
      end('e'),
    ],
    ['s > review > archive > e'],
  );
const reviewing = () => new Play(approval(), { requester: { id: 'olga', department: 'buying' }, amount: 12 });

describe('a user task', () => {
  test('asks for a person, with all that a person must know', () => {
    const play = reviewing();

    expect(play.commands).toEqual([
      {
        kind: 'openTask',
        token: play.task('review'),
        node: 'review',
        name: 'Review the proposal',
        openedAt: BORN,
        candidates: ['duty:manager/buying'],
        clauses: ['POL-01#3'],
        form: 'proposal',
        approval: true,
        permission: 'sign',
        credential: 'L1',
        variables: { requester: { id: 'olga', department: 'buying' }, amount: 12 },
      },
    ]);
  });

  test('is put before one person when it is assigned to one', () => {
    const p = process(
      'p',
      [start('s'), user('t', { assignment: { duty: 'legal', person: 'who' } }), end('e')],
      ['s > t > e'],
    );

    expect(new Play(p, { who: 'ben' }).tasks('t')[0]?.candidates).toEqual(['duty:legal', 'person:ben']);
  });

  test('that nobody could ever see is an incident, and opens when the missing variable is given', () => {
    const p = process('p', [start('s'), user('t', { assignment: { person: 'who' } }), end('e')], ['s > t > e']);
    const play = new Play(p);
    expect(play.waiting).toEqual([]);
    expect(play.incidents).toEqual(['t: "who" gives no text but null']);

    play.retry('t', { who: 'ben' });

    expect(play.tasks('t')[0]?.candidates).toEqual(['person:ben']);
    expect(play.incidents).toEqual([]);
  });

  test('takes the answers of its form and goes on', () => {
    const play = reviewing().complete('review', { remark: 'good' }, 'mia', 'approved');

    expect(play.variables).toMatchObject({ remark: 'good', decision: 'approved' });
    expect(play.commands[0]).toMatchObject({ kind: 'closeTask', node: 'review', outcome: 'approved', by: 'mia' });
    expect(play.waiting).toEqual(['openTask:archive']);
  });

  test('remembers who did it, and for whom', () => {
    const play = reviewing();
    play.take({
      kind: 'taskCompleted',
      token: play.task('review'),
      variables: {},
      verdict: 'rejected',
      by: 'sam',
      onBehalfOf: 'mia',
    });

    expect(play.instance.performers).toEqual({ review: ['sam', 'mia'] });
    expect(play.variables['decision']).toBe('rejected');
  });

  test('that is an approval wants a verdict, and another one wants none', () => {
    const play = reviewing().complete('review', {}, 'mia');
    expect(play.refused?.code).toBe('verdict-missing');
    expect(play.waiting).toEqual(['openTask:review']);

    play.complete('review', {}, 'mia', 'approved').complete('archive', {}, 'mia', 'approved');
    expect(play.refused?.code).toBe('verdict-unwanted');
  });

  test('is claimed, and then nobody else completes, claims or unclaims it', () => {
    const play = reviewing();
    const token = play.task('review');
    play.take({ kind: 'taskClaimed', token, by: 'mia' });
    expect(play.commands).toEqual([
      { kind: 'assignTask', token, assignee: 'mia', candidates: ['duty:manager/buying'] },
    ]);

    for (const kind of ['taskClaimed', 'taskUnclaimed'] as const) {
      expect(play.take({ kind, token, by: 'sam' }).refused).toEqual({
        code: 'task-claimed',
        params: { token, assignee: 'mia' },
      });
    }
    expect(play.complete('review', {}, 'sam', 'approved').refused?.code).toBe('task-claimed');

    play.take({ kind: 'taskUnclaimed', token, by: 'mia' });
    expect(openTasks(play.instance)[0]?.assignee).toBeUndefined();
    expect(play.complete('review', {}, 'sam', 'approved').refused).toBeUndefined();
  });

  test('that is claimed is completed by whoever acts for its assignee', () => {
    const play = reviewing();
    const token = play.task('review');
    play.take({ kind: 'taskClaimed', token, by: 'mia' });

    play.take({ kind: 'taskCompleted', token, variables: {}, verdict: 'approved', by: 'sam', onBehalfOf: 'mia' });

    expect(play.refused).toBeUndefined();
  });

  test('is transferred to one person, who alone is asked from then on', () => {
    const play = reviewing();

    play.take({ kind: 'taskTransferred', token: play.task('review'), to: 'zoe', by: 'mia' });

    expect(play.tasks('review')[0]).toMatchObject({ assignee: 'zoe', candidates: ['person:zoe'] });
    expect(play.complete('review', {}, 'mia', 'approved').refused?.code).toBe('task-claimed');
  });

  test('that was completed tells whoever comes later who was first, even at the very end', () => {
    const play = reviewing();
    const [review, at] = [play.task('review'), new Date(BORN).toISOString()];
    play.complete('review', {}, 'mia', 'approved');

    play.take({ kind: 'taskCompleted', token: review, variables: {}, verdict: 'rejected', by: 'sam' });
    const objection = { code: 'task-closed', params: { token: review, outcome: 'approved', by: 'mia', at } };
    expect(play.refused).toEqual(objection);
    expect(play.variables['decision']).toBe('approved');

    play.complete('archive');
    expect(play.instance.status).toBe('completed');
    expect(play.take({ kind: 'taskClaimed', token: review, by: 'sam' }).refused).toEqual(objection);
  });

  test('that never was is unknown', () => {
    for (const token of ['t99', 'review', '', '__proto__']) {
      expect(reviewing().take({ kind: 'taskClaimed', token, by: 'mia' }).refused?.code).toBe('task-unknown');
    }
  });

  test('cannot be answered before it was opened', () => {
    const play = reviewing().wait('PT1H').complete('review', {}, 'mia', 'approved');
    const token = play.task('archive');

    play.take({ kind: 'taskCompleted', token, variables: {}, by: 'mia' }, BORN);

    expect(play.refused).toBeUndefined();
    expect(play.instance.closed[token]?.at).toBe(BORN + HOUR_MS);
  });
});
