import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { describe, expect, test } from 'vitest';

/** Who may import whom. `type` marks a folder that only types may be taken from, `-` a part of it that may not be. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  domain: [],
  'engine/feel': [],
  'engine/xml': [],
  platform: [],
  migrations: [],
  catalog: [],
  'engine/bpmn': ['engine/feel', 'engine/xml'],
  'engine/dmn': ['engine/feel', 'engine/xml'],
  contract: ['domain'],
  store: ['domain', 'type engine/bpmn'],
  activities: ['domain', 'engine', 'store', 'catalog'],
  workflows: ['domain', 'engine/bpmn', '-engine/bpmn/xml', 'type activities'],
  api: ['domain', 'contract', 'store', 'engine', 'workflows/messages.ts', 'catalog', 'platform'],
  worker: ['activities', 'store', 'workflows', 'platform'],
  console: ['contract', 'engine/bpmn', '-engine/bpmn/xml', 'engine/feel', 'catalog/texts'],
};

/** Libraries that only some folders may know. */
const onlyIn: Readonly<Record<string, readonly string[]>> = {
  '@temporalio/': ['workflows', 'activities', 'worker', 'api', 'platform', 'cli', 'bench', 'test'],
  express: ['api', 'test'],
  knex: ['store', 'activities', 'migrations', 'cli', 'worker/index.ts', 'api/index.ts', 'bench', 'test'],
  zod: ['contract', 'api', 'console', 'platform', 'cli', 'test'],
  'bpmn-moddle': ['engine/bpmn/xml', 'test'],
  'dmn-moddle': ['engine/dmn/xml', 'test'],
  feelin: ['engine/feel'],
  '@bpmn-io/lezer-feel': ['engine/feel'],
};

const folders = [
  'activities',
  'api',
  'bench',
  'catalog',
  'cli',
  'console',
  'contract',
  'domain',
  'engine',
  'migrations',
  'platform',
  'store',
  'test',
  'worker',
  'workflows',
];
const imports = folders.flatMap(importsOf);

describe.each(Object.entries(mayImport))('%s', (folder, allowed) => {
  test(`imports nothing of ours but ${allowed.join(', ') || 'itself'}`, () => {
    const strays = imports.filter((it) => isIn(it.file, folder) && !isFine(it, folder, allowed));
    expect(strays.map(({ file, target }) => `${file} → ${target}`)).toEqual([]);
  });
});

describe.each(Object.entries(onlyIn))('the library %s', (library, allowed) => {
  test(`is known only in ${allowed.join(', ')}`, () => {
    const strays = imports.filter(
      ({ file, library: name }) =>
        name !== undefined && isLibrary(name, library) && !allowed.some((it) => isIn(file, it)),
    );
    expect(strays.map(({ file }) => file)).toEqual([]);
  });
});

test('one file alone has a default export', () => {
  const strays = folders.flatMap(sourcesIn).filter((file) => /^export default /m.test(readFileSync(file, 'utf8')));
  expect(strays).toEqual(['workflows/index.ts']);
});

test('the table would see a stray import', () => {
  expect(imports.length).toBeGreaterThan(100);
  expect(imports.some(({ typeOnly, target }) => typeOnly && target?.startsWith('engine/bpmn/'))).toBe(true);
});

type Import = {
  readonly file: string;
  readonly typeOnly: boolean;
  readonly target?: string;
  readonly library?: string;
};

function isFine({ target, typeOnly }: Import, folder: string, allowed: readonly string[]): boolean {
  if (target === undefined || isIn(target, folder)) return true;
  if (allowed.some((it) => it.startsWith('-') && isIn(target, it.slice(1)))) return false;
  return allowed.some((it) => (it.startsWith('type ') ? typeOnly && isIn(target, it.slice(5)) : isIn(target, it)));
}

function importsOf(folder: string): Import[] {
  return sourcesIn(folder).flatMap((file) =>
    [
      ...readFileSync(file, 'utf8').matchAll(
        /^(?:import|export) (type )?(?:[^;]*? from )?'([^']+)'(?: with [^;]*)?;/gms,
      ),
    ].map(([, type, path = '']) => ({
      file,
      typeOnly: type !== undefined,
      ...(path.startsWith('.') ? { target: join(dirname(file), path) } : { library: path }),
    })),
  );
}

function sourcesIn(folder: string): string[] {
  if (!existsSync(folder)) return [];
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => join(folder, name));
}

const isIn = (path: string, folder: string): boolean => path === folder || path.startsWith(`${folder}/`);
const isLibrary = (name: string, library: string): boolean =>
  library.endsWith('/') ? name.startsWith(library) : name === library || name.startsWith(`${library}/`);
