import { z } from 'zod';
import { operation } from './operation.ts';
import { Moment, PersonRef, RequestId } from './shared.ts';

/** 25 MB. */
export const FILE_MAX_BYTES = 25 * 1024 * 1024;

/** Evidence: kept by the hash of its content, its type found from its content. */
const File = z
  .object({
    id: z.string(),
    name: z.string(),
    type: z.string(),
    bytes: z.int(),
    sha256: z.string(),
    uploadedBy: PersonRef.nullable(),
    uploadedAt: Moment,
  })
  .meta({ id: 'File' });

export const uploadFile = operation({
  method: 'post',
  path: '/files',
  tag: 'files',
  media: 'upload',
  summary: 'Upload one file as evidence: multipart/form-data, one part named "file"',
  query: z.object({ requestId: RequestId }),
  result: File,
  refusals: ['file-too-large', 'file-type', 'request-reused'],
});

export const getFile = operation({
  method: 'get',
  path: '/files/{file}',
  tag: 'files',
  summary: 'What is known of a file',
  params: z.object({ file: z.string().max(200) }),
  result: File,
  refusals: ['file-unknown'],
});

export const downloadFile = operation({
  method: 'get',
  path: '/files/{file}/content',
  tag: 'files',
  media: 'download',
  summary: 'The file itself, always as an attachment',
  params: z.object({ file: z.string().max(200) }),
  result: z.undefined(),
  refusals: ['file-unknown'],
});
