import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSetupLink } from '../../api/links.ts';
import { hashPassword } from '../../api/passwords.ts';
import { insertAccount } from '../../store/accounts.ts';
import { openWorld, type World } from './world.ts';

const PASSWORD = 'a long and private sentence';

let world: World;
beforeAll(async () => {
  world = await openWorld();
  const passwordHash = await hashPassword(PASSWORD, 'lin');
  await insertAccount(world.db, { person: 'lin-yue', username: 'lin', passwordHash });
  await insertAccount(world.db, { person: 'ma-jun', username: 'ma', passwordHash });
});
afterAll(() => world.close());

const signIn = (login: string, password = PASSWORD, headers = {}) =>
  world.visitor(headers).send('signIn', { body: { login, password } });

describe('signing in with a local account', () => {
  test('gives whoever knows the password a session, and says who they are', async () => {
    const lin = world.visitor();
    const answer = await lin.send('signIn', { body: { login: 'LIN', password: PASSWORD } });

    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({ person: { id: 'lin-yue' }, roles: ['operator'], mode: 'demo' });
    expect((await lin.call('me')).body.duties).toMatchObject([{ id: 'ops-specialist' }, { id: 'order-operator' }]);
  });

  test('puts the session into a cookie that no script can read', async () => {
    const cookie = (await signIn('lin')).headers.getSetCookie().join();

    expect(cookie).toMatch(/^zhidu=.*HttpOnly.*SameSite=Lax/);
  });

  test('answers a wrong password and an unknown login with the same words, and keeps the attempt', async () => {
    const wrong = await signIn('ma', 'not the password');
    const unknown = await signIn('nobody', 'not the password');

    expect(wrong.status).toBe(401);
    expect({ ...wrong.problem, trace: '' }).toEqual({ ...unknown.problem, trace: '' });
    const kept = await world.db('audit_event').where({ action: 'signIn', refused: 'sign-in-failed' });
    expect(kept.map(({ actor_id }) => actor_id)).toEqual(['ma-jun', null]);
  });

  test('ends with a sign-out', async () => {
    const lin = world.visitor();
    await lin.send('signIn', { body: { login: 'lin', password: PASSWORD } });
    await lin.send('signOut');

    expect((await lin.call('me')).status).toBe(401);
  });

  test('ends twelve hours after it began, however busy it was', async () => {
    const lin = world.visitor();
    await lin.send('signIn', { body: { login: 'lin', password: PASSWORD } });
    await world.db.raw(
      `update session set sess = jsonb_set(sess::jsonb, '{startedAt}', to_jsonb((sess ->> 'startedAt')::bigint - 43200001))::json
       where sess ->> 'personId' = 'lin-yue'`,
    );

    expect((await lin.call('me')).problem.code).toBe('sign-in-required');
  });

  test('ends after half an hour without a request', async () => {
    const lin = world.visitor();
    await lin.send('signIn', { body: { login: 'lin', password: PASSWORD } });
    const { rows } = await world.db.raw<{ rows: { idle: number }[] }>(
      `select extract(epoch from max(expire) - now()) as idle from session where sess ->> 'personId' = 'lin-yue'`,
    );
    expect(Number(rows[0]?.idle)).toBeCloseTo(1800, -1);
    await world.db.raw(`update session set expire = now() - interval '1 second' where sess ->> 'personId' = 'lin-yue'`);

    expect((await lin.call('me')).status).toBe(401);
  });

  test('stops guessing after ten failures, also with the right password, and says for how long', async () => {
    for (let tries = 0; tries < 10; tries += 1) await signIn('guessed', `wrong password ${tries}`);
    await insertAccount(world.db, {
      person: 'xu-jianing',
      username: 'guessed',
      passwordHash: await hashPassword(PASSWORD, 'guessed'),
    });

    const { status, problem } = await signIn('Guessed');

    expect(status).toBe(429);
    expect(problem.params['minutes']).toBe('15');
  });
});

describe('guessing', () => {
  test('side by side gets no more tries than one after the other', async () => {
    const answers = await Promise.all(
      Array.from({ length: 25 }, (_, guess) => signIn('beset', `wrong password ${guess}`)),
    );

    expect(answers.filter(({ status }) => status === 401)).toHaveLength(10);
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(15);
  });
});

describe('an account', () => {
  test('is dead at once when an administrator disables it', async () => {
    const admin = await world.as('gu-yang');
    const ma = world.visitor();
    await ma.send('signIn', { body: { login: 'ma', password: PASSWORD } });

    await admin.send('disableAccount', { params: { person: 'ma-jun' }, body: { disabled: true } });

    expect((await ma.call('me')).status).toBe(401);
    expect((await signIn('ma')).status).toBe(401);
    await admin.send('disableAccount', { params: { person: 'ma-jun' }, body: { disabled: false } });
    expect((await signIn('ma')).status).toBe(200);
  });

  test('is made by an invitation whose link works once, and whose secret is kept nowhere', async () => {
    const admin = await world.as('gu-yang');
    const invite = { person: { id: 'new-one', name: { 'zh-CN': '新人', en: 'New One' }, department: null } };
    const body = { ...invite, login: 'new', roles: ['operator'] };
    const made = await admin.send('createInvite', { body });
    const again = await admin.send('createInvite', { body: { ...body, requestId: made.requestId } });

    expect(made.body.token).toMatch(/^invite-.{43}$/);
    expect(again.body).toEqual(made.body);
    const kept = await world.db('request_receipt').where({ request_id: made.requestId }).first();
    expect(JSON.stringify(kept)).not.toContain(made.body.token.slice('invite-'.length));

    const redeem = { token: made.body.token, password: PASSWORD };
    const first = await world.visitor().send('redeemLink', { body: redeem });
    const second = await world.visitor().send('redeemLink', { body: redeem });
    const repeated = await world.visitor().send('redeemLink', { body: { ...redeem, requestId: first.requestId } });
    expect(first.body).toEqual({ login: 'new' });
    expect(second.problem.code).toBe('link-spent');
    expect(repeated.body).toEqual({ login: 'new' });
    expect((await signIn('new')).body.person.id).toBe('new-one');
  });

  test('takes no weak password, and the link stays good', async () => {
    const admin = await world.as('gu-yang');
    const { body } = await admin.send('createResetLink', { params: { person: 'lin-yue' } });
    const redeem = (password: string) => world.visitor().send('redeemLink', { body: { token: body.token, password } });

    expect((await redeem('password123')).problem.code).toBe('password-weak');
    expect((await redeem('lin is my name')).problem.code).toBe('password-weak');
    expect((await redeem('short')).problem.code).toBe('malformed');
    expect((await redeem(PASSWORD)).status).toBe(200);
  });

  test('changes its password with the old one, and its other sessions end', async () => {
    const [here, elsewhere] = [world.visitor(), world.visitor()];
    for (const it of [here, elsewhere]) await it.send('signIn', { body: { login: 'lin', password: PASSWORD } });

    const wrong = await here.send('changePassword', { body: { current: 'something else', next: 'another sentence' } });
    const right = await here.send('changePassword', { body: { current: PASSWORD, next: 'another sentence' } });

    expect(wrong.problem.code).toBe('sign-in-failed');
    expect(right.status).toBe(200);
    expect((await here.call('me')).status).toBe(200);
    expect((await elsewhere.call('me')).status).toBe(401);
    await here.send('changePassword', { body: { current: 'another sentence', next: PASSWORD } });
  });
});

describe('an empty company', () => {
  test('is set up by a link that only its first administrator gets', async () => {
    const { db, visitor, url, close } = await openWorld({ settings: { ZHIDU_MODE: 'company' } });
    const link = await createSetupLink(db, url);
    expect(link).toMatch(/\/redeem#setup-/);
    const token = link?.split('#')[1];
    const person = { id: 'first', name: { 'zh-CN': '老板', en: 'Boss' }, login: 'boss' };

    const missing = await visitor().send('redeemLink', { body: { token, password: PASSWORD } });
    const done = await visitor().send('redeemLink', { body: { token, password: PASSWORD, person } });
    const signed = await visitor().send('signIn', { body: { login: 'boss', password: PASSWORD } });

    expect(missing.problem.particulars).toMatchObject([{ where: '/body/person' }]);
    expect(done.status).toBe(200);
    expect(signed.body.roles.sort()).toEqual(['administrator', 'officer']);
    expect(await createSetupLink(db, url)).toBeUndefined();
    await close();
  });
});

describe('signing in as somebody', () => {
  test('is offered in the demo, with what each person does', async () => {
    const { body } = await world.visitor().call('demoPeople');

    expect(body.available).toBe(true);
    expect(body.people.length).toBeGreaterThan(35);
    expect((await (await world.as('qin-lang')).call('me')).body.roles).toContain('officer');
  });

  test('is refused when the page was reached by another name, which leads here all the same', async () => {
    const requestId = randomUUID();
    const { port } = new URL(world.url);
    const response = await rebound(Number(port), JSON.stringify({ requestId, person: 'gu-yang' }));

    expect(response).toContain('403');
  });

  test.each(['company', 'production'] as const)('is refused in mode %s', async (mode) => {
    const { visitor, close } = await openWorld({ settings: { ZHIDU_MODE: mode } });

    expect((await visitor().call('demoPeople')).body).toEqual({ available: false, people: [] });
    expect((await visitor().send('signInAs', { body: { person: 'gu-yang' } })).problem.code).toBe('not-allowed');
    await close();
  });
});

describe('the language of answers', () => {
  test('is what the caller asks for, then what they chose, then Chinese', async () => {
    const lin = await world.as('lin-yue');
    const title = async (headers: Record<string, string> = {}) => {
      const response = await lin.fetch('/api/tasks/none%7C1', { headers });
      return ((await response.json()) as { title: string }).title;
    };

    expect(await title({ 'accept-language': '*' })).toBe('没有这项任务');
    expect(await title({ 'accept-language': 'en' })).toBe('No such task');
    await lin.send('setLocale', { body: { locale: 'en' } });
    expect(await title({ 'accept-language': '*' })).toBe('No such task');
    expect(await title({ 'accept-language': 'zh-CN,zh;q=0.9,en;q=0.8' })).toBe('没有这项任务');
  });
});

/** fetch writes the Host header itself, so this one speaks HTTP by hand. */
async function rebound(port: number, body: string): Promise<string> {
  const { connect } = await import('node:net');
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const lines = [
      'POST /api/demo/session HTTP/1.1',
      'Host: evil.example',
      'x-zhidu: 1',
      'Content-Type: application/json',
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
    ];
    let answer = '';
    socket.on('data', (chunk: Buffer) => (answer += chunk.toString()));
    socket.on('end', () => resolve(answer.split('\r\n', 1)[0] ?? ''));
    socket.on('error', reject);
    socket.write(`${lines.join('\r\n')}\r\n\r\n${body}`);
  });
}
