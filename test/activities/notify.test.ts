import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createMailer, Evaluator } from '../../activities/index.ts';
import { createJobs } from '../../activities/jobs/index.ts';
import { deployProcess } from '../../store/definitions.ts';
import { recordSteps } from '../../store/records.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';
import { end, processOf, start } from '../workflows/model.ts';
import { seedPeople } from '../workflows/people.ts';

let database: TestDatabase;
let letters: string[];
let server: SMTPServer;
let url: string;
const evaluator = new Evaluator();

beforeAll(async () => {
  database = await createTestDatabase();
  await seedPeople(database.db);
  await startInstance();
  letters = [];
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => {
        text += chunk.toString('utf8');
      });
      stream.on('end', () => {
        letters.push(text);
        done();
      });
    },
  });
  const address = await new Promise<{ port: number }>((resolve) => {
    server.listen(0, '127.0.0.1', () => resolve(server.server.address() as { port: number }));
  });
  url = `smtp://127.0.0.1:${address.port}`;
});
afterAll(async () => {
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await evaluator.close();
  await database.drop();
});

async function startInstance() {
  const { hash } = await deployProcess(database.db, {
    model: processOf('told', [start, end], ['start -> end']),
    xml: '<definitions/>',
  });
  await recordSteps(database.db, {
    instanceId: 'told/1',
    processKey: 'told',
    businessKey: '1',
    definition: hash,
    title: '采购 1',
    startedBy: 'lin',
    status: 'running',
    steps: [
      {
        sequence: 1,
        event: { kind: 'started', at: Date.now(), by: 'lin', businessKey: '1', variables: {} },
        commands: [],
        passed: [],
      } as never,
    ],
    receipts: [],
    digest: '1',
  });
}

const jobs = () =>
  createJobs({
    db: database.db,
    evaluator,
    consoleUrl: 'http://zhidu.test',
    mailer: createMailer(url, 'zhidu@zhidu.test'),
    deliver: async () => false,
    parentOf: async () => undefined,
    beginProcess: async () => '',
  });

const notify = (attempt: number, to = 'requester, duty:manager') => ({
  instanceId: 'told/1',
  token: 't1',
  attempt,
  node: 'tell',
  job: { type: 'service', name: 'notify', headers: { to, text: 'purchase-rejected' }, variables: {} } as const,
});

const notified = () => database.db('notification').where({ kind: 'purchase-rejected' }).orderBy('person_id');

describe('a notify job', () => {
  test('run twice tells each person once, in the app and by mail', async () => {
    await jobs().runJob(notify(1));
    await jobs().runJob(notify(1));

    expect((await notified()).map(({ person_id: person }) => person)).toEqual(['lin', 'wang']);
    expect(letters).toHaveLength(2);
    expect(letters.join()).toContain('To: lin@zhidu.test');
    expect(letters[0]).toContain('http://zhidu.test/inbox');
  });

  test('that broke off between two letters sends only those that are missing', async () => {
    letters.length = 0;
    await database
      .db('job_effect')
      .insert({ instance_id: 'told/1', token: 't1/mail/lin', attempt: 2, type: 'mail', result: '{}' });

    await jobs().runJob(notify(2));

    expect(letters).toHaveLength(1);
    expect(letters[0]).toContain('To: wang@zhidu.test');
  });

  test.each(['victim@zhidu.test\r\nBcc: all@zhidu.test', 'a@b.test, c@d.test', 'no address'])(
    'never writes to %j',
    async (email) => {
      letters.length = 0;
      await database.db('person').where({ id: 'chen' }).update({ email });

      await expect(jobs().runJob(notify(3, 'person:chen'))).rejects.toThrow('is no mail address');

      expect(letters).toEqual([]);
    },
  );

  test('without anybody to tell fails for good', async () => {
    await expect(jobs().runJob(notify(4, 'duty:nobody'))).rejects.toMatchObject({
      nonRetryable: true,
      message: 'tell: nobody is duty:nobody',
    });
  });
});
