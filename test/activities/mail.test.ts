import { once } from 'node:events';
import { SMTPServer } from 'smtp-server';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { createMailer, type Mailer } from '../../activities/jobs/mailer.ts';
import { tell } from '../../activities/jobs/tell.ts';
import { type Person, peopleByIds } from '../../store/people.ts';
import type { TestDatabase } from '../setup/database.ts';
import { furnishedDatabase } from '../store/samples.ts';

const FROM = 'zhidu@example.com';

type Office = { readonly mailer: Mailer; readonly letters: string[]; readonly close: () => Promise<void> };

/** A mail server that keeps every letter; it refuses those to `closed`. */
async function postOffice(closed: ReadonlySet<string> = new Set()): Promise<Office> {
  const letters: string[] = [];
  const server = new SMTPServer({
    disabledCommands: ['AUTH', 'STARTTLS'],
    onRcptTo: ({ address }, _session, done) => done(closed.has(address) ? new Error('box full') : null),
    onData: (stream, _session, done) => {
      let letter = '';
      stream.on('data', (chunk: Buffer) => (letter += chunk.toString()));
      stream.on('end', () => done(letters.push(letter) > 0 ? null : undefined));
    },
  });
  const listener = server.listen(0, '127.0.0.1');
  await once(listener, 'listening');
  const address = listener.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  const close = () => new Promise<void>((resolve) => server.close(resolve));
  return { mailer: createMailer(`smtp://127.0.0.1:${port}`, FROM), letters, close };
}

async function openOffice(closed?: ReadonlySet<string>): Promise<Office> {
  const office = await postOffice(closed);
  onTestFinished(office.close);
  return office;
}

/** A long header goes on in the next line, after a space. */
const headerOf = (letter = '', name: string) =>
  new RegExp(`^${name}:((?:.|\\r\\n )*)`, 'm').exec(letter)?.[1]?.replaceAll('\r\n', '').trim();

describe('the mailer', () => {
  const mail = { to: 'lin@example.com', subject: 'One\r\nBcc: boss@example.com', text: 'Hello.', key: 'k1' };

  test('sends a letter whose subject begins no other header', async () => {
    const { mailer, letters } = await openOffice();

    await mailer(mail);

    expect(headerOf(letters[0], 'To')).toBe('lin@example.com');
    expect(headerOf(letters[0], 'From')).toBe(FROM);
    expect(headerOf(letters[0], 'Subject')).toBe('One Bcc: boss@example.com');
    expect(headerOf(letters[0], 'Bcc')).toBeUndefined();
  });

  test('gives the same letter the same id, another letter another', async () => {
    const { mailer, letters } = await openOffice();

    for (const key of ['k1', 'k1', 'k2']) await mailer({ ...mail, key });

    const [first, again, other] = letters.map((letter) => headerOf(letter, 'Message-ID'));
    expect(again).toBe(first);
    expect(other).not.toBe(first);
  });

  test.each(['lin@example.com, boss@example.com', 'lin', 'lin@example.com\r\nRCPT TO:<boss@example.com>'])(
    'sends nothing to %j',
    async (to) => {
      const { mailer, letters } = await openOffice();

      await expect(mailer({ ...mail, to })).rejects.toThrow('is no mail address');
      expect(letters).toEqual([]);
    },
  );

  test('throws when the server is away', async () => {
    const { mailer, close } = await postOffice();
    await close();

    await expect(mailer(mail)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('tidings', () => {
  let database: TestDatabase;
  let everybody: readonly Person[];
  beforeAll(async () => {
    database = await furnishedDatabase();
    await database.db('person').where({ id: 'lin' }).update({ email: 'lin@example.com', locale: 'zh-CN' });
    await database.db('person').where({ id: 'wang' }).update({ email: 'wang@example.com', locale: 'en' });
    const found = await peopleByIds(database.db, ['lin', 'wang', 'zhao']);
    everybody = found.toSorted((one, other) => one.id.localeCompare(other.id));
  });
  afterEach(() => database.db.raw('truncate notification, job_effect'));
  afterAll(() => database.drop());

  const settled = {
    kind: 'purchase-settled',
    params: { title: 'Lamps' },
    instance: 'purchase/P-1',
    token: 't1',
    attempt: 1,
  };
  const telling = (mailer?: Mailer) => ({ db: database.db, mailer, consoleUrl: 'http://127.0.0.1:8080' });
  const told = () => database.db('notification').orderBy('person_id').pluck('person_id');

  test('reach everybody in the app, and by mail those who have an address, each in their language', async () => {
    const { mailer, letters } = await openOffice();

    await tell(telling(mailer), everybody, settled);

    expect(await told()).toEqual(['lin', 'wang', 'zhao']);
    expect(letters.map((letter) => headerOf(letter, 'To'))).toEqual(['lin@example.com', 'wang@example.com']);
    expect(letters[1]).toContain('\r\n\r\n"Lamps" has been paid and settled.\r\n\r\nhttp://127.0.0.1:8080/inbox');
    expect(letters[0]).not.toContain('settled');
  });

  test('name a task as the reader knows it, and lead to it', async () => {
    const { mailer, letters } = await openOffice();
    const task = { id: 'procurement/P-1|t1', process: 'procurement', node: 'approveProposal', name: '审批立项' };

    await tell(telling(mailer), everybody, { ...settled, kind: 'task-due-soon', task });

    const [chinese = '', english = ''] = letters;
    expect(english).toContain('Approve the proposal');
    expect(english).toContain('http://127.0.0.1:8080/tasks/procurement%2FP-1%7Ct1');
    expect(chinese).not.toContain('Approve the proposal');
  });

  test('reach nobody twice, however often the job runs', async () => {
    const { mailer, letters } = await openOffice();

    for (let run = 0; run < 3; run += 1) await tell(telling(mailer), everybody, settled);

    expect(await told()).toEqual(['lin', 'wang', 'zhao']);
    expect(letters).toHaveLength(2);
  });

  test('go to whoever is left when a letter was refused the first time', async () => {
    const full = await openOffice(new Set(['wang@example.com']));
    const mended = await openOffice();

    await expect(tell(telling(full.mailer), everybody, settled)).rejects.toThrow('box full');
    await tell(telling(mended.mailer), everybody, settled);

    expect(full.letters.map((letter) => headerOf(letter, 'To'))).toEqual(['lin@example.com']);
    expect(mended.letters.map((letter) => headerOf(letter, 'To'))).toEqual(['wang@example.com']);
  });

  test('stay in the app when the company has no mail server', async () => {
    await tell(telling(), everybody, settled);

    expect(await told()).toEqual(['lin', 'wang', 'zhao']);
  });
});
