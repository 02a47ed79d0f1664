import { randomUUID } from 'node:crypto';
import type { Output } from '../../contract/address.ts';
import { contract, type OperationName } from '../../contract/index.ts';
import type { Answer, Caller } from './world.ts';

export type Input = {
  readonly params?: Record<string, string>;
  readonly query?: Record<string, unknown>;
  readonly body?: Record<string, unknown>;
};

/** Parameters that fit, of things that are not there. */
export function fake(name: OperationName): Input {
  return { params: Object.fromEntries(Object.keys(contract[name].params.shape).map((key) => [key, 'none'])) };
}

export async function attempt(caller: Caller, name: OperationName, input: Input): Promise<Answer> {
  if (name === 'uploadFile') return upload(caller);
  if (name === 'downloadFile') return download(caller, input.params?.['file'] ?? '');
  return contract[name].method === 'get' ? caller.call(name, input as never) : caller.send(name, input);
}

export async function upload(caller: Caller): Promise<Answer<Output<'uploadFile'>>> {
  const form = new FormData();
  form.set('file', new Blob(['证据'], { type: 'text/plain' }), '证据.txt');
  const response = await caller.fetch(`/api/files?requestId=${randomUUID()}`, { method: 'POST', body: form });
  return answerOf<Output<'uploadFile'>>(response, await response.text());
}

async function download(caller: Caller, file: string): Promise<Answer> {
  const response = await caller.fetch(`/api/files/${file}/content`);
  const text = await response.text();
  return answerOf(response, response.ok ? '{}' : text);
}

function answerOf<B>({ status, headers }: Response, text: string): Answer<B> {
  const body = JSON.parse(text);
  return { status, headers, body, problem: body };
}
