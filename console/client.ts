import { v4 } from 'uuid';
import { z } from 'zod';
import { addressOf, type Input, type Output } from '../contract/address.ts';
import { type Contract, contract } from '../contract/index.ts';
import type { Operation } from '../contract/operation.ts';
import { Problem } from '../contract/problem.ts';
import { language } from './app/i18n.ts';

/** The content security policy forbids zod's compiled parsers. */
z.config({ jitless: true });

/** What came of a call. A refusal is an answer; only a broken connection is thrown. */
export type Answer<T> =
  | { readonly kind: 'done'; readonly value: T }
  | { readonly kind: 'refused'; readonly problem: Problem };

/** Chosen once for each thing a person means to do, and kept when it is tried again. */
export function newRequestId(): string {
  return v4();
}

/** Calls one operation of the contract by name. */
export async function call<K extends keyof Contract>(name: K, input: Input<K>): Promise<Answer<Output<K>>> {
  const operation: Operation = contract[name];
  const response = await fetch(addressOf(operation, input), {
    method: operation.method,
    headers: { ...headers(), 'content-type': 'application/json' },
    body: input.body === undefined ? null : JSON.stringify(input.body),
  });
  return answerOf<Output<K>>(operation, response);
}

/** Sends one file as evidence. */
export async function upload(file: File, requestId: string): Promise<Answer<Output<'uploadFile'>>> {
  const form = new FormData();
  form.append('file', file, file.name);
  const response = await fetch(addressOf(contract.uploadFile, { query: { requestId } }), {
    method: 'post',
    headers: headers(),
    body: form,
  });
  return answerOf<Output<'uploadFile'>>(contract.uploadFile, response);
}

/** Where an uploaded file is read from. */
export function downloadAddress(file: string): string {
  return addressOf(contract.downloadFile, { params: { file } });
}

/** The second header cannot come from a page of somebody else. */
function headers() {
  return { 'accept-language': language(), 'x-zhidu': '1' };
}

async function answerOf<T>({ result }: Operation, response: Response): Promise<Answer<T>> {
  const answer: unknown = await response.json();
  return response.ok
    ? { kind: 'done', value: result.parse(answer) as T }
    : { kind: 'refused', problem: Problem.parse(answer) };
}
