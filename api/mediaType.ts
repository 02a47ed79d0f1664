import { fileTypeFromFile } from 'file-type';
import { Refusal } from '../domain/refusal.ts';

/** What is taken as evidence, as found in the content; the name of a file proves nothing. */
const accepted: ReadonlySet<string> = new Set([
  'application/pdf',
  'image/png',
  'image/jpeg',
  'image/gif',
  'image/webp',
  'image/heic',
  'image/tiff',
  'application/zip',
  'application/x-cfb',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  'application/vnd.openxmlformats-officedocument.presentationml.presentation',
  'application/vnd.oasis.opendocument.text',
  'application/vnd.oasis.opendocument.spreadsheet',
]);

/** The type of a file by its content. */
export async function mediaTypeOf(path: string, name: string, isText: boolean): Promise<string> {
  const found = await fileTypeFromFile(path);
  if (found && accepted.has(found.mime)) return found.mime;
  if (found || !isText) throw new Refusal('file-type', { found: found?.mime ?? 'application/octet-stream' });
  return name.toLowerCase().endsWith('.csv') ? 'text/csv' : 'text/plain';
}

/** Control characters that no text has. */
const control = /(?![\t\n\v\f\r])\p{Cc}(?<![\u007f-\u009f])/u;

/** Finds out, chunk by chunk, whether bytes are text: UTF-8, or the encoding that Chinese Windows writes. */
export class TextProbe {
  private readonly decoders = ['utf-8', 'gb18030'].map((encoding) => new TextDecoder(encoding, { fatal: true }));
  private possible = new Set(this.decoders);
  private length = 0;

  look(chunk: Uint8Array): void {
    this.length += chunk.length;
    this.keep((decoder) => !control.test(decoder.decode(chunk, { stream: true })));
  }

  isText(): boolean {
    this.keep((decoder) => !control.test(decoder.decode()));
    return this.length > 0 && this.possible.size > 0;
  }

  private keep(reads: (decoder: InstanceType<typeof TextDecoder>) => boolean): void {
    for (const decoder of this.possible) if (!attempt(() => reads(decoder))) this.possible.delete(decoder);
  }
}

function attempt(read: () => boolean): boolean {
  try {
    return read();
  } catch {
    return false;
  }
}
