import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { FILE_MAX_BYTES } from '../../contract/files.ts';
import type { Problem } from '../../contract/problem.ts';
import { type Caller, openWorld, type World } from './world.ts';

let world: World;
let lin: Caller;
beforeAll(async () => {
  world = await openWorld();
  lin = await world.as('lin-yue');
});
afterAll(() => world.close());

const png = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

type Uploaded = { readonly status: number; readonly body: Problem & Readonly<Record<string, unknown>> };

async function upload(content: Uint8Array | string, name: string, requestId: string = randomUUID()): Promise<Uploaded> {
  const form = new FormData();
  form.set('file', new Blob([Buffer.from(content)], { type: 'image/png' }), name);
  const response = await lin.fetch(`/api/files?requestId=${requestId}`, { method: 'POST', body: form });
  return { status: response.status, body: (await response.json()) as Uploaded['body'] };
}

const filesFolder = () => join(world.services.settings.ZHIDU_DATA, 'files');
const incoming = () => readdirSync(join(filesFolder(), 'incoming'));

describe('a file that is uploaded', () => {
  test('is kept by the hash of its content, its type found in its content', async () => {
    const sha256 = createHash('sha256').update(png).digest('hex');
    const { status, body } = await upload(png, '照片.txt');

    expect(status).toBe(200);
    expect(body).toMatchObject({ name: '照片.txt', type: 'image/png', bytes: png.length, sha256 });
    expect(existsSync(join(filesFolder(), sha256.slice(0, 2), sha256))).toBe(true);
    expect(incoming()).toEqual([]);
  });

  test('comes back as an attachment that no browser runs', async () => {
    const { body } = await upload('<script>alert(1)</script>', '报告.html');

    const response = await lin.fetch(`/api/files/${String(body['id'])}/content`);

    expect(response.headers.get('content-disposition')).toMatch(/^attachment;.*filename\*=UTF-8''/);
    expect(response.headers.get('x-content-type-options')).toBe('nosniff');
    expect(response.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(response.headers.get('content-security-policy')).toContain('sandbox');
    expect(await response.text()).toBe('<script>alert(1)</script>');
  });

  test('twice with the same request id is one file; another file with that id is refused', async () => {
    const requestId = randomUUID();
    const first = await upload(png, 'a.png', requestId);
    const again = await upload(png, 'a.png', requestId);
    const other = await upload('something else', 'a.png', requestId);

    expect(again.body).toEqual(first.body);
    expect(other.body.code).toBe('request-reused');
  });

  test('is taken as text in the encodings that Chinese offices write', async () => {
    const gbk = Buffer.from([0xb1, 0xe0, 0xba, 0xc5, 0x2c, 0xbd, 0xf0, 0xb6, 0xee, 0x0a]);

    expect((await upload(gbk, '清单.csv')).body['type']).toBe('text/csv');
    expect((await upload('编号,金额\n', '清单.csv')).body['type']).toBe('text/csv');
  });

  test.each([
    ['a program', Buffer.from('7f454c46020101000000000000000000', 'hex'), 'evidence.pdf'],
    ['bytes without a meaning', Buffer.from([1, 2, 3, 0, 255, 254]), 'evidence.txt'],
    ['a picture that is code', Buffer.from('<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"/>'), 'a.png'],
    ['nothing', Buffer.alloc(0), 'empty.txt'],
  ])('is refused when it is %s, whatever it is called', async (_what, content, name) => {
    const { status, body } = await upload(content, name);

    expect(status).toBe(415);
    expect(body.code).toBe('file-type');
    expect(incoming()).toEqual([]);
  });

  test('is refused when it is larger than 25 MB, and leaves nothing behind', async () => {
    const { status, body } = await upload(Buffer.alloc(FILE_MAX_BYTES + 1, 'a'), 'large.txt');

    expect(status).toBe(413);
    expect(body.detail).toContain('25');
    expect(incoming()).toEqual([]);
  });

  test('is kept up to the very limit', async () => {
    expect((await upload(Buffer.alloc(FILE_MAX_BYTES, 'a'), 'large.txt')).status).toBe(200);
  });

  test('has no path and no control characters in its name', async () => {
    const { body } = await upload(png, '../../etc/\u202egnp.exe');

    expect(body['name']).toBe('gnp.exe');
  });

  test('must be there: a form without one is not well formed', async () => {
    const response = await lin.fetch(`/api/files?requestId=${randomUUID()}`, { method: 'POST', body: new FormData() });
    const plain = await lin.fetch(`/api/files?requestId=${randomUUID()}`, { method: 'POST', body: 'file' });

    expect([response.status, plain.status]).toEqual([400, 400]);
  });
});
