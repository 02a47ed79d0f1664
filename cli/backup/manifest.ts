import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { shaped } from '../models/shaped.ts';
import { say } from '../say.ts';
import { hashFolder } from './copy.ts';

const NAME = 'manifest.json';

const Manifest = z.object({
  format: z.literal(1),
  madeAt: z.iso.datetime(),
  zhidu: z.string(),
  /** Database files are read by the same major version on the same kind of machine. */
  platform: z.string(),
  postgres: z.string(),
  temporal: z.string(),
  files: z.array(z.object({ path: z.string(), bytes: z.number(), sha256: z.string() })),
});

/** What a backup is and holds. */
export type Manifest = z.output<typeof Manifest>;

/** Written last: a backup without one was cut short. */
export async function writeManifest(folder: string, about: Omit<Manifest, 'format' | 'files'>): Promise<Manifest> {
  const manifest: Manifest = { format: 1, ...about, files: [...(await hashFolder(folder))] };
  writeFileSync(join(folder, NAME), JSON.stringify(manifest, undefined, 2), { flag: 'wx', mode: 0o600 });
  return manifest;
}

/** Reads it and sees that every file is there as it was written; throws with the names of those that are not. */
export async function checkedManifest(folder: string): Promise<Manifest> {
  const file = join(folder, NAME);
  if (!existsSync(file)) throw new Error(say('restore.noManifest', { folder }));
  const manifest = shaped(Manifest, JSON.parse(readFileSync(file, 'utf8')), file);
  const found = new Map((await hashFolder(folder)).map(({ path, sha256 }) => [path, sha256]));
  found.delete(NAME);
  const wrong = manifest.files.filter(({ path, sha256 }) => found.get(path) !== sha256).map(({ path }) => path);
  const known = new Set(manifest.files.map(({ path }) => path));
  const strange = [...found.keys()].filter((path) => !known.has(path));
  if (wrong.length + strange.length === 0) return manifest;
  throw new Error(say('restore.changed', { files: [...wrong, ...strange].join('\n') }));
}
