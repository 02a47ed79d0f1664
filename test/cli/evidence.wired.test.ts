import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { processFiles, readCompany } from '../../catalog/index.ts';
import { main } from '../../cli/index.ts';
import { seedDemo } from '../../cli/seed.ts';
import { listDefinitions } from '../../store/definitions.ts';
import { clausesByRef } from '../../store/policies.ts';
import { sealAudit } from '../../store/sealing.ts';
import { candidateKeysOf } from '../../store/standing.ts';
import { createTestDatabase, type TestDatabase } from '../setup/database.ts';

let database: TestDatabase;
const folder = mkdtempSync(join(tmpdir(), 'zhidu-evidence-'));
beforeAll(async () => {
  database = await createTestDatabase({ name: 'demo', seed: seedDemo });
  vi.stubEnv('DATABASE_URL', database.url);
});
afterEach(() => {
  process.exitCode = undefined;
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await database.drop();
  rmSync(folder, { recursive: true });
});

/** What a command printed, and the code it left with. */
async function zhidu(...argv: string[]): Promise<{ readonly out: string; readonly code: unknown }> {
  const written: string[] = [];
  const write = (text: string | Uint8Array) => written.push(String(text)) > 0;
  const spies = [process.stdout, process.stderr].map((stream) => vi.spyOn(stream, 'write').mockImplementation(write));
  await main(['node', 'zhidu', ...argv]);
  for (const spy of spies) spy.mockRestore();
  return { out: written.join(''), code: process.exitCode };
}

describe('the demo company', () => {
  test('has its people, its clauses and its processes', async () => {
    const keys = (await listDefinitions(database.db)).map(({ key }) => key);
    expect(keys).toContain('procurement');
    expect(await clausesByRef(database.db, ['POL-01#12.3'])).toHaveLength(1);
    const held = await candidateKeysOf(database.db, 'zheng-guodong', new Date());
    expect(held.map(({ key }) => key)).toContain('person:zheng-guodong');
  });

  test('is founded once, and gives back nothing that was taken from somebody', async () => {
    await database.db('entitlement_grant').where({ person_id: 'zhou-qiming' }).update({ revoked_at: new Date() });
    const before = await contents();

    await seedDemo(database.db);

    expect(await contents()).toEqual(before);
  });
});

describe('zhidu deploy', () => {
  const deploy = (xml: string) => {
    const file = join(folder, 'model.bpmn');
    writeFileSync(file, xml);
    return zhidu('deploy', file, '--json');
  };
  const model = (id: string, name: string) => `<?xml version="1.0" encoding="UTF-8"?>
    <definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" targetNamespace="urn:test" id="d">
      <process id="${id}" name="${name}" isExecutable="true">
        <startEvent id="start"/><sequenceFlow id="f" sourceRef="start" targetRef="end"/><endEvent id="end"/>
      </process>
    </definitions>`;

  test('makes a version of new content, and none of what is known', async () => {
    expect(JSON.parse((await deploy(model('small', 'One'))).out)).toMatchObject([
      { key: 'small', version: 1, isNew: true },
    ]);
    expect(JSON.parse((await deploy(model('small', 'Two'))).out)).toMatchObject([{ version: 2, isNew: true }]);
    expect(JSON.parse((await deploy(model('small', 'Two'))).out)).toMatchObject([{ version: 2, isNew: false }]);
  });

  test('knows what ships', async () => {
    const { out, code } = await zhidu('deploy', ...processFiles());

    expect(out).toContain('procurement v1 (as it was)');
    expect(code).toBeUndefined();
  });

  test('refuses what cannot run, and the key of a coded workflow, with exit code 1', async () => {
    const broken = await deploy(model('broken', 'x').replace('<endEvent id="end"/>', '<adHocSubProcess id="end"/>'));
    expect(broken).toMatchObject({ code: 1, out: expect.stringContaining('element-unsupported') as string });

    const reserved = await deploy(model('sealAudit', 'x'));
    expect(reserved).toMatchObject({ code: 1, out: expect.stringContaining('definition-refused') as string });
  });
});

describe('zhidu company', () => {
  const shown = async (...argv: string[]) => JSON.parse((await zhidu('company', ...argv, '--json')).out) as object;

  test('shows what the company is called and which language it works in, and changes it', async () => {
    const { name } = readCompany().company;

    expect(await shown()).toEqual({ name, language: 'zh-CN' });
    expect(await shown('--language', 'en', '--name-en', 'Farsail')).toEqual({
      name: { ...name, en: 'Farsail' },
      language: 'en',
    });
    expect((await zhidu('company')).out).toBe('Farsail, language en\n');
    expect(await shown('--language', 'zh-CN', '--name-en', name.en)).toEqual({ name, language: 'zh-CN' });
  });

  test('keeps to the language that it was given when the system starts again', async () => {
    await shown('--language', 'en');
    await seedDemo(database.db, 'zh-CN');

    expect(await shown('--language', 'zh-CN')).not.toEqual(await shown('--language', 'en'));
    expect(await shown()).toMatchObject({ language: 'en' });
    await shown('--language', 'zh-CN');
  });

  test('knows two languages', async () => {
    const { out, code } = await zhidu('company', '--language', 'de');

    expect(code).toBe(1);
    expect(out).toMatch(/^This is not right in the options:\n {2}\/language: Invalid option/);
  });
});

describe('zhidu verify', () => {
  test('finds the evidence whole, and names the row that somebody altered, with exit code 1', async () => {
    await sealAudit(database.db);
    expect(await zhidu('verify')).toMatchObject({ code: undefined, out: expect.stringContaining('whole') as string });

    await database.db.transaction(async (trx) => {
      await trx.raw('alter table audit_event disable trigger append_only');
      await trx.raw(`update audit_event set actor_id = 'somebody' where id = 2`);
    });

    expect(await zhidu('verify')).toEqual({ code: 1, out: 'BROKEN: audit_event 2 was altered\n' });
    expect(JSON.parse((await zhidu('verify', '--json')).out)).toMatchObject({
      broken: { kind: 'row-altered', id: '2' },
    });
  });
});

async function contents() {
  const tables = [
    'person',
    'duty_holder',
    'entitlement_grant',
    'credential',
    'clause',
    'form',
    'process_definition',
    'audit_event',
  ];
  return Promise.all(tables.map((table) => database.db(table).orderByRaw('1, 2')));
}
