import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import busboy from 'busboy';
import type { Request } from 'express';
import { FILE_MAX_BYTES } from '../contract/files.ts';
import { Refusal } from '../domain/refusal.ts';
import { mediaTypeOf, TextProbe } from './mediaType.ts';
import { DetailedRefusal } from './problem.ts';
import { cut } from './text.ts';

const MIB = 1024 * 1024;
const NAME_MAX = 200;
/** The multipart frame around a file. */
const FRAME_BYTES = 64 * 1024;

/** A file that has come in whole and is not kept yet: gone when nobody keeps it. */
export type Received = AsyncDisposable & {
  readonly path: string;
  readonly sha256: string;
  readonly name: string;
  readonly mediaType: string;
  readonly size: number;
};

/** Where the content of that hash lies. */
export const contentPath = (folder: string, sha256: string) => join(folder, 'files', sha256.slice(0, 2), sha256);

/** Takes one file from a multipart request, hashing it on its way to the disk. */
export async function receiveFile(request: Request, folder: string): Promise<Received> {
  if (Number(request.get('content-length') ?? 0) > FILE_MAX_BYTES + FRAME_BYTES) throw tooLarge();
  const path = join(folder, 'files', 'incoming', randomUUID());
  await mkdir(dirname(path), { recursive: true });
  const remove = () => rm(path, { force: true });
  try {
    const { name, ...written } = await readPart(request, path);
    const mediaType = await mediaTypeOf(path, name, written.isText);
    return { path, name, mediaType, ...written, [Symbol.asyncDispose]: remove };
  } catch (error) {
    await remove();
    throw error;
  }
}

/** Moves the file to where its hash says; the same content is kept once. */
export async function keepContent({ path, sha256 }: Received, folder: string): Promise<void> {
  const target = contentPath(folder, sha256);
  await mkdir(dirname(target), { recursive: true });
  await rename(path, target);
  const directory = await open(dirname(target));
  try {
    await directory.sync();
  } finally {
    await directory.close();
  }
}

type Written = { readonly sha256: string; readonly size: number; readonly isText: boolean };

async function readPart(request: Request, path: string): Promise<Written & { readonly name: string }> {
  const parser = parserOf(request);
  const done: Promise<Written & { readonly name: string }>[] = [];
  parser.on('file', (field, stream, { filename }) => {
    if (field !== 'file') return stream.resume();
    const writing = write(stream, path).then((written) => ({ ...written, name: cleanName(filename) }));
    writing.catch(() => stream.resume());
    done.push(writing);
  });
  await pipeline(request, parser);
  const [only] = await Promise.all(done);
  if (!only) throw missing();
  return only;
}

function parserOf(request: Request): busboy.Busboy {
  try {
    return busboy({
      headers: request.headers,
      defParamCharset: 'utf8',
      limits: { files: 1, fields: 0, fileSize: FILE_MAX_BYTES + 1 },
    });
  } catch {
    throw missing();
  }
}

async function write(stream: NodeJS.ReadableStream, path: string): Promise<Written> {
  const hash = createHash('sha256');
  const text = new TextProbe();
  let size = 0;
  const gauge = new Transform({
    transform(chunk: Buffer, _encoding, next) {
      size += chunk.length;
      hash.update(chunk);
      text.look(chunk);
      next(size > FILE_MAX_BYTES ? tooLarge() : null, chunk);
    },
  });
  await pipeline(stream, gauge, createWriteStream(path, { flags: 'wx', flush: true }));
  return { sha256: hash.digest('hex'), size, isText: text.isText() };
}

/** The name is for people: no path, no control characters. */
function cleanName(name: string | undefined): string {
  const base = (name ?? '').split(/[\\/]/).at(-1) ?? '';
  const clean = cut(base.replaceAll(/\p{Cc}|\p{Cf}/gu, ''), NAME_MAX).trim();
  return clean === '' ? 'file' : clean;
}

const tooLarge = () => new Refusal('file-too-large', { megabytes: String(FILE_MAX_BYTES / MIB) });
const missing = () => new DetailedRefusal('malformed', [{ where: '/file', code: 'missing', detail: 'file' }]);
