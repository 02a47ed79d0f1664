import { randomUUID } from 'node:crypto';
import { addressOf, type Output } from '../../contract/address.ts';
import { contract, type OperationName } from '../../contract/index.ts';
import type { Operation } from '../../contract/operation.ts';
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

/** Files and streams: what matters is whether they begin. */
const answersItself: ReadonlySet<Operation['media']> = new Set(['download', 'events']);

async function opened(caller: Caller, name: OperationName, input: Input): Promise<Answer> {
  const response = await caller.fetch(addressOf(contract[name], input));
  if (!response.ok) return answerOf(response, await response.text());
  await response.body?.cancel();
  return answerOf(response, '{}');
}

export async function attempt(caller: Caller, name: OperationName, input: Input): Promise<Answer> {
  if (name === 'uploadFile') return upload(caller);
  if (answersItself.has(contract[name].media)) return opened(caller, name, input);
  return contract[name].method === 'get' ? caller.call(name, input as never) : caller.send(name, input);
}

export async function upload(
  caller: Caller,
  content: string | Uint8Array<ArrayBuffer> = '证据',
  name = '证据.txt',
  type = 'text/plain',
): Promise<Answer<Output<'uploadFile'>>> {
  const form = new FormData();
  form.set('file', new Blob([content], { type }), name);
  const response = await caller.fetch(`/api/files?requestId=${randomUUID()}`, { method: 'POST', body: form });
  return answerOf<Output<'uploadFile'>>(response, await response.text());
}

function answerOf<B>({ status, headers }: Response, text: string): Answer<B> {
  const body = JSON.parse(text);
  return { status, headers, body, problem: body };
}
