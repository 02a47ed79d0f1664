import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { choosePorts, usualPorts } from '../../../cli/start/choosePorts.ts';
import { closedFolder } from '../../../cli/start/databaseUser.ts';
import { leftovers } from '../../../cli/start/doctor.ts';
import { foldersOf, secretsIn } from '../../../cli/start/folders.ts';
import { modeIn, rememberInstallation } from '../../../cli/start/installation.ts';
import { freePort } from '../../../cli/start/ports.ts';
import { claim, findRunning, forgetRunning, readRunning, writeRunning } from '../../../cli/start/runFile.ts';
import { temporaryFolder } from '../../setup/folder.ts';

const addresses = {
  web: 'http://127.0.0.1:1',
  temporalUi: 'http://127.0.0.1:2',
  temporal: '127.0.0.1:3',
  database: '',
};
const somebody = { name: 'postgres', uid: 64_123, gid: 64_123 };

describe('the pid file', () => {
  test('names the system that runs out of the folder', () => {
    const data = temporaryFolder();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'zhidu', 'start']);
    onTestFinished(() => void child.kill('SIGKILL'));
    const supervisor = { pid: child.pid ?? 0, marks: ['zhidu', ' start'] };
    writeRunning(data, { supervisor, state: 'ready', mode: 'demo', addresses, children: {} });

    expect(claim(data, { mode: 'demo', addresses })?.supervisor.pid).toBe(child.pid);
    expect(findRunning(data)?.state).toBe('ready');
  });

  test('is taken over from a start that was killed, with what that one left running', () => {
    const data = temporaryFolder();
    const children = { api: { pid: 2 ** 22 + 1, marks: ['api'] } };
    const supervisor = { pid: 2 ** 22 + 2, marks: ['zhidu', ' start'] };
    writeRunning(data, { supervisor, state: 'ready', mode: 'demo', addresses, children });

    expect(claim(data, { mode: 'demo', addresses })).toBeUndefined();
    expect(readRunning(data)).toMatchObject({ supervisor: { pid: process.pid }, state: 'starting', children });
  });

  test('says nothing when it was cut short', () => {
    const data = temporaryFolder();
    writeFileSync(join(data, 'running.json'), '{"supervisor":');

    expect(findRunning(data)).toBeUndefined();
    expect(claim(data, { mode: 'demo', addresses })).toBeUndefined();
    forgetRunning(data);
  });
});

describe('a data folder', () => {
  test('stays what it was first started as', () => {
    const data = temporaryFolder();
    rememberInstallation(data, { mode: modeIn(data, 'company'), ports: usualPorts });

    expect(modeIn(data, undefined)).toBe('company');
    expect(() => modeIn(data, 'demo')).toThrow(/holds a company of its own/);
  });

  test('is bound by nothing until a start has come as far as the database', () => {
    const data = temporaryFolder();
    modeIn(data, undefined);

    expect(modeIn(data, 'company')).toBe('company');
  });

  test('keeps its secrets from one start to the next', () => {
    const data = temporaryFolder();

    expect(secretsIn(data)).toEqual(secretsIn(data));
    expect(secretsIn(temporaryFolder())).not.toEqual(secretsIn(data));
  });

  test('below a folder that the database user cannot enter sends Postgres elsewhere', () => {
    const home = join(temporaryFolder(), 'home');
    mkdirSync(home, { mode: 0o700 });
    const open = foldersOf({ ZHIDU_DATA: join(temporaryFolder(), 'data') }, undefined);

    expect(closedFolder(join(home, 'clone', '.zhidu'), somebody)).toBeDefined();
    expect(open.postgres).toBe(join(open.data, 'postgres'));
  });

  test('is reachable where every folder on the way lets everybody through', () => {
    const data = temporaryFolder();
    chmodSync(data, 0o711);

    expect(closedFolder(data, somebody)).toBeUndefined();
    chmodSync(data, 0o700);
    expect(closedFolder(data, somebody)).toBe(data);
  });

  test('of a killed start makes the doctor name what is left running', () => {
    const data = temporaryFolder();
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)', 'left-over']);
    onTestFinished(() => void child.kill('SIGKILL'));
    const supervisor = { pid: 2 ** 22 + 2, marks: ['zhidu'] };
    const children = { api: { pid: child.pid ?? 0, marks: ['left-over'] } };
    writeRunning(data, { supervisor, state: 'ready', mode: 'demo', addresses, children });

    const finding = leftovers(foldersOf({ ZHIDU_DATA: data }, undefined));

    expect(finding.found).toContain(`api (process ${child.pid})`);
    expect(finding.remedy).toContain('npm start');
  });
});

describe('a taken port', () => {
  const withOneTaken = async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const taken = typeof address === 'object' && address ? address.port : 0;
    return { web: taken, temporal: await freePort(), temporalUi: await freePort(), postgres: await freePort() };
  };

  test('is named, with what it is for and the ways out', async () => {
    const ports = await withOneTaken();

    await expect(choosePorts(ports, (part) => part !== 'web')).rejects.toThrow(
      new RegExp(`Port ${ports.web} is taken, which is needed for the console[^]*--port auto`),
    );
  });

  test('is replaced by a free one when that was asked for, and the others stay', async () => {
    const ports = await withOneTaken();

    const chosen = await choosePorts(ports, () => true);

    expect(chosen.web).not.toBe(ports.web);
    expect(chosen).toEqual({ ...ports, web: chosen.web });
  });

  test('is never a usual one of ours twice', () => {
    expect(new Set(Object.values(usualPorts)).size).toBe(4);
  });
});
