import { setTimeout as sleep } from 'node:timers/promises';
import { v4 } from 'uuid';
import { addressOf, type Input, type Output } from '../../contract/address.ts';
import { type Contract, contract } from '../../contract/index.ts';
import type { Operation } from '../../contract/operation.ts';
import { Problem } from '../../contract/problem.ts';

/** How long a request is repeated while the system is down or coming back. */
const PATIENCE_MS = 120_000;
const PAUSE_MS = 250;
const REQUEST_TIMEOUT_MS = 20_000;

/** The API said no. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(`${problem.code}: ${problem.detail}`);
    this.problem = problem;
  }
}

type WithoutRequestId<K extends keyof Contract> =
  Input<K> extends { readonly body: infer B }
    ? Omit<Input<K>, 'body'> & { readonly body?: Omit<B, 'requestId'> }
    : Input<K>;

/**
 * Somebody at a browser, as far as the API can tell: signs in, keeps a cookie, and repeats a request under the same
 * id until it is answered, whatever is killed meanwhile.
 */
export class Person {
  readonly id: string;
  private readonly base: string;
  private session: Promise<string> | undefined;

  constructor(base: string, id: string) {
    this.base = base;
    this.id = id;
  }

  /** Calls one operation by name. Throws Refused for a refusal, an Error when nobody answers for two minutes. */
  async call<K extends keyof Contract>(name: K, input: WithoutRequestId<K>): Promise<Output<K>> {
    const operation: Operation = contract[name];
    const body = operation.method === 'post' ? { requestId: v4(), ...(input.body as object | undefined) } : undefined;
    return this.read<K>(operation, await this.signedIn(operation, input, body));
  }

  /** Uploads a text as evidence. The same request id finds the same file. */
  async upload(name: string, text: string): Promise<Output<'uploadFile'>> {
    const form = new FormData();
    form.append('file', new Blob([text], { type: 'text/plain' }), name);
    const input = { query: { requestId: v4() } };
    return this.read<'uploadFile'>(contract.uploadFile, await this.signedIn(contract.uploadFile, input, form));
  }

  /** A session may end between two requests: then once more, as somebody who signs in again. */
  private async signedIn(operation: Operation, input: object, body: unknown): Promise<Response> {
    this.session ??= this.signIn();
    const cookie = await this.session;
    const response = await this.send(operation, input, body, cookie);
    if (response.status !== 401) return response;
    this.session = this.signIn();
    return this.send(operation, input, body, await this.session);
  }

  /** The cookie of a new session. */
  private async signIn(): Promise<string> {
    const response = await this.send(contract.signInAs, {}, { requestId: v4(), person: this.id }, '');
    await this.read<'signInAs'>(contract.signInAs, response);
    const cookies = response.headers.getSetCookie().map((it) => it.split(';', 1)[0]);
    return cookies.join('; ');
  }

  private async read<K extends keyof Contract>(operation: Operation, response: Response): Promise<Output<K>> {
    const answer: unknown = await response.json();
    if (!response.ok) throw new Refused(Problem.parse(answer));
    return operation.result.parse(answer) as Output<K>;
  }

  private async send(operation: Operation, input: object, body: unknown, cookie: string): Promise<Response> {
    const until = Date.now() + PATIENCE_MS;
    for (;;) {
      const response = await this.attempt(operation, input, body, cookie).catch((error: unknown) => error);
      if (response instanceof Response && response.status < 500) return response;
      if (Date.now() > until)
        throw new Error(`${operation.method} ${operation.path} got no answer`, { cause: response });
      await sleep(PAUSE_MS);
    }
  }

  private attempt(operation: Operation, input: object, body: unknown, cookie: string): Promise<Response> {
    return fetch(`${this.base}${addressOf(operation, input)}`, {
      method: operation.method,
      headers: {
        ...(body instanceof FormData ? {} : { 'content-type': 'application/json' }),
        'x-zhidu': 'demo',
        'accept-language': 'en',
        cookie,
      },
      body: body === undefined || body instanceof FormData ? (body ?? null) : JSON.stringify(body),
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
  }
}
