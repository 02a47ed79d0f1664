import { createReadStream, createWriteStream } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';
import { PassThrough } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createInflateRaw } from 'node:zlib';
import { say } from '../say.ts';

// Signatures and field positions of the ZIP format (APPNOTE 4.3).
const DIRECTORY_END = 0x06054b50;
const DIRECTORY_END_BYTES = 22;
const LONGEST_COMMENT = 65_535;
const ENTRY_BYTES = 46;
const LOCAL_HEADER_BYTES = 30;
const STORED = 0;
const EXECUTABLE = 0o755;

type Entry = { readonly name: string; readonly method: number; readonly size: number; readonly offset: number };

/** Writes the one file of an archive whose name ends so, as an executable. */
export async function extract(archive: string, ending: string, target: string): Promise<void> {
  const file = await open(archive);
  try {
    const entry = (await entriesOf(file)).find(({ name }) => name.endsWith(ending));
    if (!entry) throw new Error(say('archive.holdsNo', { archive, name: ending }));
    const start = await dataStart(file, entry);
    const packed = createReadStream(archive, { start, end: start + entry.size - 1 });
    const unpack = entry.method === STORED ? new PassThrough() : createInflateRaw();
    await pipeline(packed, unpack, createWriteStream(target, { mode: EXECUTABLE }));
  } finally {
    await file.close();
  }
}

async function entriesOf(file: FileHandle): Promise<Entry[]> {
  const { size } = await file.stat();
  const tail = await read(file, Math.max(0, size - DIRECTORY_END_BYTES - LONGEST_COMMENT), size);
  const end = tail.lastIndexOf(signature(DIRECTORY_END));
  if (end < 0) throw new Error(say('archive.none'));
  const start = tail.readUInt32LE(end + 16);
  const directory = await read(file, start, start + tail.readUInt32LE(end + 12));
  const entries: Entry[] = [];
  for (let at = 0; at + ENTRY_BYTES <= directory.length; ) {
    const [nameBytes, extraBytes, commentBytes] = [28, 30, 32].map((field) => directory.readUInt16LE(at + field));
    const nameEnd = at + ENTRY_BYTES + (nameBytes ?? 0);
    entries.push({
      name: directory.toString('utf8', at + ENTRY_BYTES, nameEnd),
      method: directory.readUInt16LE(at + 10),
      size: directory.readUInt32LE(at + 20),
      offset: directory.readUInt32LE(at + 42),
    });
    at = nameEnd + (extraBytes ?? 0) + (commentBytes ?? 0);
  }
  return entries;
}

/** The local header repeats the name and has extra fields of its own, so only it says where the data begin. */
async function dataStart(file: FileHandle, { offset }: Entry): Promise<number> {
  const header = await read(file, offset, offset + LOCAL_HEADER_BYTES);
  return offset + LOCAL_HEADER_BYTES + header.readUInt16LE(26) + header.readUInt16LE(28);
}

async function read(file: FileHandle, start: number, end: number): Promise<Buffer> {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(end - start), 0, end - start, start);
  if (bytesRead !== end - start) throw new Error(say('archive.cut'));
  return buffer;
}

function signature(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}
