import { describe, expect, test } from 'vitest';
import { outstanding } from '../../../engine/bpmn/step.ts';
import { boundary, end, manual, plain, process, rule, script, sender, service, start, user } from './build.ts';
import { Play } from './play.ts';

const serve = (more = {}) => process('p', [start('s'), service('j', more), user('t'), end('e')], ['s > j > t > e']);

describe('a service task', () => {
  test('asks for its job, with what it may see', () => {
    const play = new Play(serve({ job: { type: 'notify', headers: { to: 'all' } } }), { x: 1 });

    expect(play.commands).toEqual([
      {
        kind: 'runJob',
        token: play.job('j').token,
        attempt: 1,
        node: 'j',
        job: { type: 'service', name: 'notify', headers: { to: 'all' }, variables: { x: 1 } },
      },
    ]);
  });

  test('takes the result and goes on', () => {
    const play = new Play(serve(), { x: 1 }).finishJob('j', { x: 2, y: 3 });

    expect(play.variables).toEqual({ x: 2, y: 3 });
    expect(play.waiting).toEqual(['openTask:t']);
  });

  test('counts an answer once: a second one, or one of an older attempt, changes nothing', () => {
    const play = new Play(serve());
    const { token } = play.job('j');
    play.failJob('j', 'broken').retry('j');

    play.take({ kind: 'jobCompleted', token, attempt: 1, variables: { late: true } });
    expect(play.waiting).toEqual(['runJob:j']);
    play.finishJob('j');
    play.take({ kind: 'jobCompleted', token, attempt: 2, variables: { twice: true } });

    expect(play.variables).toEqual({});
    expect(play.refused).toBeUndefined();
    expect(play.waiting).toEqual(['openTask:t']);
  });

  test('that fails is an incident, and is asked for again under a new number', () => {
    const play = new Play(serve()).failJob('j', 'no connection');
    expect(play.commands).toEqual([
      { kind: 'raiseIncident', token: play.stuckAt('j'), node: 'j', reason: 'no connection' },
    ]);
    expect(outstanding(play.instance)).toEqual([]);

    play.retry('j', { x: 5 });

    expect(play.job('j')).toMatchObject({ attempt: 2, job: { variables: { x: 5 } } });
    expect(play.said[0]).toBe(`resolveIncident:${play.job('j').token}`);
  });

  test('has no incident to retry when nothing failed', () => {
    const play = new Play(serve());
    const { token } = play.job('j');

    expect(play.take({ kind: 'incidentRetried', token, by: 'otto' }).refused?.code).toBe('incident-unknown');
  });

  test('maps inputs before its job and outputs after it', () => {
    const p = serve({
      inputs: [{ target: 'half', source: 'total / 2' }],
      outputs: [{ target: 'grade', source: 'score + half' }],
    });
    const play = new Play(p, { total: 10 });
    expect(play.job('j').job).toMatchObject({ variables: { half: 5 } });

    play.finishJob('j', { score: 1, secret: 'x' });

    expect(play.variables).toEqual({ total: 10, grade: 6 });
  });

  test('whose outputs cannot be evaluated keeps its result until they can', () => {
    const p = serve({ outputs: [{ target: 'grade', source: 'number(score, "x")' }] });
    const broken = serve({ outputs: [{ target: 'grade', source: 'score +' }] });
    expect(new Play(p).finishJob('j', { score: 1 }).waiting).toEqual(['openTask:t']);

    const play = new Play(broken).finishJob('j', { score: 1 });

    expect(play.incidents).toHaveLength(1);
    expect(play.retry('j').incidents).toHaveLength(1);
    expect(play.waiting).toEqual([]);
  });
});

describe('a rule, a script', () => {
  test('are jobs that say what is to be evaluated', () => {
    const p = process(
      'p',
      [start('s'), rule('r'), script('c', { script: 'x + 1', result: 'y' }), end('e')],
      ['s > r > c > e'],
    );
    const play = new Play(p, { x: 1 });
    expect(play.job('r').job).toEqual({ type: 'decision', decision: 'route', result: 'route', variables: { x: 1 } });

    play.finishJob('r', { route: 'long' });
    expect(play.job('c').job).toMatchObject({ type: 'script', script: 'x + 1', result: 'y' });

    expect(play.finishJob('c', { y: 2 }).variables).toEqual({ x: 1, route: 'long', y: 2 });
  });
});

describe('a plain or manual task', () => {
  test('is passed at once', () => {
    const p = process('p', [start('s'), plain('a'), manual('b'), end('e')], ['s > a > b > e']);

    expect(new Play(p).instance.status).toBe('completed');
  });
});

describe('a send task', () => {
  test('sends its message under an id that a replay gives it too', () => {
    const p = process(
      'p',
      [start('s'), sender('m', { message: { name: 'paid', key: 'order' } }), end('e')],
      ['s > m > e'],
    );
    const play = new Play(p, { order: 7 });

    expect(play.commands).toEqual([
      { kind: 'sendMessage', id: 'p/K1/t4', message: 'paid', key: '7', variables: { order: 7 } },
      { kind: 'ended', outcome: 'completed' },
    ]);
  });

  test('with a job is a job', () => {
    const p = process('p', [start('s'), sender('m', { job: { type: 'mail', headers: {} } }), end('e')], ['s > m > e']);

    expect(new Play(p).waiting).toEqual(['runJob:m']);
  });
});

describe('a job that throws an error', () => {
  const error = (id: string, code?: string) =>
    boundary(id, { host: 'j', event: code === undefined ? { kind: 'error' } : { kind: 'error', code } });
  const caught = (...catchers: ReturnType<typeof error>[]) => {
    const ids = catchers.map(({ id }) => id);
    return process(
      'p',
      [start('s'), service('j'), ...catchers, ...ids.map((id) => user(`after-${id}`)), end('e')],
      ['s > j > e', ...ids.map((id) => `${id} > after-${id} > e`)],
    );
  };

  test('goes to the boundary event for its code before one for any', () => {
    const p = caught(error('any'), error('exact', 'E1'));

    expect(new Play(p).failJob('j', 'no', 'E1').waiting).toEqual(['openTask:after-exact']);
    expect(new Play(p).failJob('j', 'no', 'E2').waiting).toEqual(['openTask:after-any']);
  });

  test('that nobody catches is an incident', () => {
    const play = new Play(caught(error('exact', 'E1'))).failJob('j', 'no', 'E2');

    expect(play.incidents).toEqual(['j: nobody catches the error E2: no']);
  });
});
