import { randomUUID } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import type { Contract } from '../../contract/index.ts';
import { Refusal } from '../../domain/refusal.ts';
import { appendAudit } from '../../store/audit.ts';
import { type FileRow, findFile, insertFile } from '../../store/files.ts';
import { fileFacts } from '../../store/views/fileFacts.ts';
import { contentPath, keepContent, receiveFile } from '../fileContent.ts';
import type { Call, Handlers, Services } from '../handler.ts';
import { once } from '../receipts.ts';
import { moment } from '../refs.ts';

export const uploadFile: Handlers['uploadFile'] = async ({ query, actor, web, authorize }, services) => {
  authorize('own', undefined);
  const { ZHIDU_DATA: folder } = services.settings;
  await using received = await receiveFile(web.request, folder);
  const { sha256, name, mediaType, size } = received;
  const asked = { name: 'uploadFile', requestId: query.requestId, actor, params: {}, isLocal: true } as const;
  return await once({ ...asked, content: { sha256, name } }, services, async (_state, { db }) => {
    await keepContent(received, folder);
    const id = randomUUID();
    await insertFile(db, { id, sha256, name, mediaType, size, uploadedBy: actor.id });
    const subject = { action: 'file-uploaded', subjectKind: 'file', subject: id };
    await appendAudit(db, [{ actor: actor.id, ...subject, after: { sha256, name, mediaType, size } }]);
    const file = await findFile(db, id);
    if (!file) throw new Error(`the file ${id} was written and is not there`);
    return shownFile(file);
  });
};

export const getFile: Handlers['getFile'] = async (call, services) => shownFile(await seenFile(call, services));

export const downloadFile: Handlers['downloadFile'] = async (call, services) => {
  const file = await seenFile(call, services);
  const { response } = call.web;
  response.attachment(file.name);
  response.set({
    'content-type': file.mediaType,
    'content-length': String(file.size),
    'content-security-policy': "default-src 'none'; sandbox",
    'x-content-type-options': 'nosniff',
  });
  await pipeline(createReadStream(contentPath(services.settings.ZHIDU_DATA, file.sha256)), response);
  return undefined;
};

type FileCall = Pick<Call<Contract['getFile']>, 'params' | 'actor' | 'authorize'>;

async function seenFile({ params, actor, authorize }: FileCall, { db }: Services): Promise<FileRow> {
  const facts = await fileFacts(db, { file: params.file, person: actor.id });
  if (!facts) throw new Refusal('file-unknown');
  authorize('file.see', facts);
  const file = await findFile(db, params.file);
  if (!file) throw new Refusal('file-unknown');
  return file;
}

function shownFile({ id, name, mediaType, size, sha256, uploadedBy, uploadedAt }: FileRow) {
  return { id, name, type: mediaType, bytes: size, sha256, uploadedBy, uploadedAt: moment(uploadedAt) };
}
