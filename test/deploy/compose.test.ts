import { execFileSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { register as registerBuild } from '../../cli/commands/build.ts';
import { register as registerPrepare } from '../../cli/commands/prepare.ts';
import { createProgram } from '../../cli/program.ts';
import { readEnv } from '../../platform/env.ts';
import { keyRing } from '../../platform/keyRing.ts';
import { projectRoot } from '../../platform/root.ts';
import { searchAttributes } from '../../platform/searchAttributes.ts';
import { script, temporaryFolder } from '../setup/folder.ts';

type Service = {
  readonly image?: string;
  readonly build?: { readonly dockerfile: string };
  readonly command?: readonly string[];
  readonly entrypoint?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly networks?: readonly string[];
  readonly restart?: string;
  readonly stop_grace_period?: string;
  readonly profiles?: readonly string[];
  readonly secrets?: readonly string[];
  readonly healthcheck?: { readonly test: readonly string[] };
  readonly depends_on?: Readonly<Record<string, { readonly condition: string }>>;
  readonly deploy?: { readonly replicas?: number; readonly resources?: { readonly limits?: object } };
};

const read = (path: string) => readFileSync(join(projectRoot, path), 'utf8');
const compose = parse(read('docker-compose.yml'), { merge: true }) as {
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, { readonly internal?: boolean }>>;
  readonly volumes: Readonly<Record<string, object>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
};
const services = Object.entries(compose.services);
const ours = services.filter(([, { image = '' }]) => image.startsWith('zhidu:'));
const dockerfile = read('deploy/Dockerfile');
/** Written to be done once: nothing depends on their health. */
const jobs = services.filter(([, it]) => it.restart !== 'unless-stopped').map(([name]) => name);

/** A value as compose would put it in, with what deploy/init.sh makes. */
function filled(value: string, made: Readonly<Record<string, string>>): string {
  return value.replaceAll(/\$\{(\w+)(?::([-?])([^}]*))?\}/g, (_all, name: string, kind = '', fallback = '') => {
    const found = made[name];
    if (found !== undefined) return found;
    if (kind === '?') throw new Error(`${name} is made by nobody`);
    return kind === '-' ? fallback : '';
  });
}

/** What deploy/init.sh makes, run in a copy. */
function initialised(): { readonly folder: string; readonly env: Readonly<Record<string, string>> } {
  const folder = temporaryFolder();
  mkdirSync(join(folder, 'deploy'));
  cpSync(join(projectRoot, 'deploy', 'init.sh'), join(folder, 'deploy', 'init.sh'));
  cpSync(join(projectRoot, 'package.json'), join(folder, 'package.json'));
  execFileSync('sh', [join(folder, 'deploy', 'init.sh')]);
  const lines = readFileSync(join(folder, '.env'), 'utf8').trim().split('\n');
  return { folder, env: Object.fromEntries(lines.map((line) => line.split('=', 2) as [string, string])) };
}

describe('the compose file', () => {
  test('names an exact version of every image that is not ours', () => {
    const images = services.flatMap(([, { image = '' }]) => (image.startsWith('zhidu:') ? [] : [image]));
    expect(images.filter((image) => !/:v?\d+\.\d+(\.\d+)?(-\w+)?$/.test(image))).toEqual([]);
    expect(
      new Set(images.filter((it) => /temporalio\/(server|admin-tools)/.test(it)).map((it) => it.split(':')[1])),
    ).toEqual(new Set(['1.32.0']));
  });

  test('publishes nothing but to this machine, and keeps the databases inside', () => {
    const published = services.flatMap(([, { ports = [] }]) => ports);
    expect(published.filter((port) => !port.startsWith('127.0.0.1:'))).toEqual([]);
    expect(compose.networks['inside']?.internal).toBe(true);
    for (const name of ['postgres', 'temporal']) {
      expect(compose.services[name]).toMatchObject({ networks: ['inside'] });
      expect(compose.services[name]?.ports).toBeUndefined();
    }
  });

  test('knows of every long-running service whether it is well, and limits what it takes', () => {
    const unlimited = services.filter(([, it]) => it.deploy?.resources?.limits === undefined);
    const unwatched = services.filter(([name, it]) => !jobs.includes(name) && it.healthcheck === undefined);
    expect(unlimited.map(([name]) => name)).toEqual([]);
    expect(unwatched.map(([name]) => name)).toEqual([]);
  });

  test('takes Postgres for ready only when others reach it, and lets its own tools in', () => {
    const { healthcheck, environment, command } = compose.services['postgres'] ?? {};
    expect(healthcheck?.test).toContain('127.0.0.1');
    expect(environment).toHaveProperty('PGPASSWORD');
    expect(command).toContain('max_connections=300');
  });

  test('leaves whatever stops the time to finish what it has in hand', () => {
    const seconds = (it: Service) => Number(/^(\d+)s$/.exec(it.stop_grace_period ?? '')?.[1] ?? 0);
    const hasty = [...ours, ['postgres', compose.services['postgres'] ?? {}] as const].filter(
      ([, it]) => seconds(it) < 25,
    );
    expect(hasty.map(([name]) => name)).toEqual([]);
  });

  test('gives workers the version as their build, and those of the version before a place beside them', () => {
    const [now, before] = ['worker', 'worker-before'].map((name) => compose.services[name]);
    const version = (it: Service | undefined) => /\$\{(\w+)/.exec(it?.environment?.['WORKER_BUILD_ID'] ?? '')?.[1];
    expect([version(now), version(before)]).toEqual(['ZHIDU_VERSION', 'ZHIDU_VERSION_BEFORE']);
    expect(now?.image).toContain('${ZHIDU_VERSION:');
    expect(before?.image).toContain('${ZHIDU_VERSION_BEFORE:');
    expect(before).toMatchObject({ profiles: ['upgrade'], healthcheck: now?.healthcheck });
    expect(initialised().env['ZHIDU_VERSION']).toMatch(/^\d+\.\d+\.\d+$/);
  });

  test('waits for services that it has, in a way that they can come to', () => {
    const waits = services.flatMap(([name, { depends_on = {} }]) =>
      Object.entries(depends_on).map(([other, { condition }]) => ({ name, other, condition })),
    );
    const wrong = waits.filter(({ other, condition }) => {
      const service = compose.services[other];
      if (!service) return true;
      return condition === 'service_healthy' ? !service.healthcheck : !jobs.includes(other);
    });
    expect(wrong).toEqual([]);
    expect(waits.length).toBeGreaterThan(8);
  });

  test('mounts files that are there, and volumes and secrets that it declares', () => {
    const mounts = services.flatMap(([, { volumes = [] }]) => volumes.map((it) => it.split(':', 1)[0] ?? ''));
    const files = mounts.filter((it) => it.startsWith('./'));
    expect(files.filter((it) => !existsSync(join(projectRoot, it)))).toEqual([]);
    const named = mounts.filter((it) => !it.startsWith('.'));
    expect(named.filter((it) => !(it in compose.volumes))).toEqual([]);
    const secrets = services.flatMap(([, it]) => it.secrets ?? []);
    expect(secrets.filter((it) => !(it in compose.secrets))).toEqual([]);
  });

  test('scales the workers: they have neither a name nor a port of their own', () => {
    const worker = compose.services['worker'];
    expect(worker?.ports).toBeUndefined();
    expect(worker).not.toHaveProperty('container_name');
    expect(worker?.deploy?.replicas).toBeGreaterThan(1);
  });

  test('gives ours an environment that they start with, out of what deploy/init.sh makes', () => {
    const { folder, env } = initialised();
    for (const [, service] of ours) {
      const given = Object.entries(service.environment ?? {}).map(([name, value]) => [name, filled(value, env)]);
      const inside: Record<string, string> = Object.fromEntries(given);
      for (const [name, value] of Object.entries(inside)) {
        if (value.startsWith('/run/secrets/')) {
          const { file = '' } = compose.secrets[value.slice('/run/secrets/'.length)] ?? {};
          inside[name] = join(folder, file);
        }
      }
      const settings = readEnv(inside);
      expect(settings.ZHIDU_MODE).toBe('production');
      expect(keyRing(settings.DATA_KEYS).current).toMatch(/^k\d{8}-/);
      const unknown = Object.keys(inside).filter((name) => !(name.replace(/_FILE$/, '') in settings));
      expect(unknown.filter((name) => inside[name] !== '')).toEqual([]);
    }
  });

  test('makes a secret once, different each time, and readable to nobody else', () => {
    const one = initialised();
    const other = initialised();
    expect(one.env['POSTGRES_PASSWORD']).toMatch(/^[0-9a-f]{64}$/);
    expect(one.env['POSTGRES_PASSWORD']).not.toBe(other.env['POSTGRES_PASSWORD']);
    for (const it of ['.env', 'secrets']) expect(statSync(join(one.folder, it)).mode & 0o077).toBe(0);
    execFileSync('sh', [join(one.folder, 'deploy', 'init.sh')]);
    expect(readFileSync(join(one.folder, '.env'), 'utf8')).toContain(one.env['POSTGRES_PASSWORD'] ?? '-');
  });

  test('runs commands that ours have', () => {
    const program = createProgram('0');
    registerBuild(program);
    registerPrepare(program);
    const known = new Set(program.commands.map((it) => it.name()));
    const texts = ours.map(([, { command = [] }]) => command.join(' '));
    const called = texts.flatMap((it) => [...it.matchAll(/zhidu (\w+)/g)].map(([, name = '']) => name));
    expect(called.filter((name) => !known.has(name))).toEqual([]);
    const mains = texts.flatMap((it) => [...it.matchAll(/dist\/(\S+)\.js/g)].map(([, path = '']) => path));
    expect(mains.filter((path) => !existsSync(join(projectRoot, `${path}.ts`)))).toEqual([]);
    expect([called.length, mains.length]).toEqual([2, 3]);
  });
});

describe('the image', () => {
  test('is built on Node 24, runs as nobody in particular and holds what it needs', () => {
    expect([...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, it]) => it)).toEqual([
      'node:24-bookworm-slim',
      'node:24-bookworm-slim',
    ]);
    expect(dockerfile.lastIndexOf('USER zhidu')).toBeGreaterThan(dockerfile.lastIndexOf('FROM'));
    const fromContext = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, it = '']) => it.split(' '));
    expect(fromContext.filter((it) => !existsSync(join(projectRoot, it)))).toEqual([]);
  });

  test('leaves out what is secret, and what each machine has of its own', () => {
    const ignored = new Set(read('.dockerignore').split('\n'));
    for (const it of ['.env', 'secrets', '.git', '.zhidu', 'dist', '**/node_modules']) expect(ignored).toContain(it);
  });

  test('shows the ports that are asked', () => {
    expect(dockerfile).toMatch(/^EXPOSE 8080 9464$/m);
    const prometheus = read('deploy/prometheus/prometheus.yml');
    expect(
      [...prometheus.matchAll(/names: \[([\w, -]+)\], type: A, port: (\d+)/g)].map(([, name, port]) => [name, port]),
    ).toEqual([
      ['api', '8080'],
      ['worker, worker-before', '9464'],
    ]);
  });
});

describe('the namespace', () => {
  test('is waited for: a server that has just heard of it says that there is none', () => {
    const folder = temporaryFolder();
    const calls = join(folder, 'calls');
    script(folder, 'sleep', 'exit 0');
    script(
      folder,
      'temporal',
      `echo "$*" >> ${calls}
      case "$2 $3" in
      'namespace describe') [ -e ${folder}/made ] ;;
      'namespace create') touch ${folder}/made ;;
      'search-attribute list') grep -c 'search-attribute list' ${calls} | grep -qx '[12]' && exit 1; echo '  ZhiduState  Keyword' ;;
      esac`,
    );
    const env = { PATH: `${folder}:${process.env['PATH']}`, TEMPORAL_NAMESPACE: 'default', RETENTION: '720h' };
    execFileSync('sh', [join(projectRoot, 'deploy', 'temporal', 'namespace.sh')], { env });

    const made = readFileSync(calls, 'utf8')
      .split('\n')
      .filter((it) => it.includes('create'));
    expect(made[0]).toContain('--retention 720h');
    expect(made.length).toBe(1 + Object.keys(searchAttributes).length - 1);
  });

  test('has the search attributes that workflows set', () => {
    const types = { KEYWORD: 'Keyword', BOOL: 'Bool', DATETIME: 'Datetime' };
    const script = read('deploy/temporal/namespace.sh');
    const listed = [...script.matchAll(/^(Zhidu\w+) (\w+)$/gm)].map(([, name, type]) => [name, type]);
    expect(listed).toEqual(Object.values(searchAttributes).map(({ name, type }) => [name, types[type]]));
  });
});
