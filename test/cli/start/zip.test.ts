import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { deflateRawSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { extract } from '../../../cli/start/zip.ts';
import { temporaryFolder } from '../../setup/folder.ts';

const NAME_BYTES = 'a/scripts/one'.length;

/** An archive of stored and deflated files, with a comment at its end and extra fields in its local headers. */
function archiveOf(files: readonly { name: string; data: Buffer; deflated: boolean }[]): Buffer {
  const parts: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data, deflated } of files) {
    const packed = deflated ? deflateRawSync(data) : data;
    const extra = Buffer.from('extra');
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    local.writeUInt16LE(extra.length, 28);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(deflated ? 8 : 0, 10);
    entry.writeUInt32LE(packed.length, 20);
    entry.writeUInt16LE(name.length, 28);
    entry.writeUInt32LE(offset, 42);
    const whole = Buffer.concat([local, Buffer.from(name), extra, packed]);
    parts.push(whole);
    directory.push(entry, Buffer.from(name));
    offset += whole.length;
  }
  const listed = Buffer.concat(directory);
  const comment = Buffer.from('a comment');
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt32LE(listed.length, 12);
  end.writeUInt32LE(offset, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, listed, end, comment]);
}

describe('taking a program out of a wheel', () => {
  test.each([true, false])('gives it whole and executable (deflated: %s)', async (deflated) => {
    const folder = temporaryFolder();
    const data = Buffer.from('#!/bin/sh\necho hello\n'.repeat(100));
    const files = [
      { name: 'a/METADATA', data: Buffer.from('x'.repeat(NAME_BYTES)), deflated: false },
      { name: 'a/scripts/one', data, deflated },
    ];
    writeFileSync(join(folder, 'some.whl'), archiveOf(files));

    await extract(join(folder, 'some.whl'), '/scripts/one', join(folder, 'one'));

    expect(readFileSync(join(folder, 'one'))).toEqual(data);
    expect(statSync(join(folder, 'one')).mode & 0o111).not.toBe(0);
  });

  test('refuses what is no archive', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'page.whl'), '<html>sign in to the network</html>');

    await expect(extract(join(folder, 'page.whl'), '/x', join(folder, 'x'))).rejects.toThrow('this is no ZIP archive');
  });

  test('says what is not in it', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'some.whl'), archiveOf([]));

    await expect(extract(join(folder, 'some.whl'), '/scripts/one', join(folder, 'one'))).rejects.toThrow(
      'holds no /scripts/one',
    );
  });
});
