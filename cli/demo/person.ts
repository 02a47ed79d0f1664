import { v4 } from 'uuid';
import { addressOf, type Input, type Output } from '../../contract/address.ts';
import { type Contract, contract } from '../../contract/index.ts';
import type { Operation } from '../../contract/operation.ts';
import { Problem } from '../../contract/problem.ts';
import { Gate } from './gate.ts';
import { PATIENCE_MS, persist, type Reply } from './persist.ts';

const REQUEST_TIMEOUT_MS = 20_000;

/** The API said no. */
export class Refused extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(
      [
        problem.code,
        problem.detail,
        ...(problem.particulars ?? []).map(({ where, detail }) => `${where} ${detail}`),
      ].join(': '),
    );
    this.problem = problem;
  }
}

/** Calls and expects a "no": its code, or undefined when there was none. */
export async function refusalOf(attempt: Promise<unknown>): Promise<string | undefined> {
  try {
    await attempt;
    return undefined;
  } catch (error) {
    if (error instanceof Refused) return error.problem.code;
    throw error;
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
  private readonly gate: Gate;
  private readonly patienceMs: number;
  private session: Promise<string> | undefined;

  /** `gate` bounds the requests under way of everybody who shares it. */
  constructor(base: string, id: string, gate = new Gate(Number.POSITIVE_INFINITY), patienceMs = PATIENCE_MS) {
    this.base = base;
    this.gate = gate;
    this.patienceMs = patienceMs;
    this.id = id;
  }

  /** Calls one operation by name. Throws Refused for a refusal, an Error when nobody answers for as long as one is patient. */
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

  /**
   * A session may end between two requests: then once more, as somebody who signs in again. What anybody may ask needs
   * no session.
   */
  private async signedIn(operation: Operation, input: object, body: unknown): Promise<Reply> {
    if (operation.access === 'anybody') return this.send(operation, input, body, '');
    this.session ??= this.signIn();
    const reply = await this.send(operation, input, body, await this.session);
    if (reply.response.status !== 401) return reply;
    this.session = this.signIn();
    return this.send(operation, input, body, await this.session);
  }

  /** The cookie of a new session. */
  private async signIn(): Promise<string> {
    const reply = await this.send(contract.signInAs, {}, { requestId: v4(), person: this.id }, '');
    this.read<'signInAs'>(contract.signInAs, reply);
    const cookies = reply.response.headers.getSetCookie().map((it) => it.split(';', 1)[0]);
    return cookies.join('; ');
  }

  private read<K extends keyof Contract>(operation: Operation, { response, answer }: Reply): Output<K> {
    if (!response.ok) throw new Refused(Problem.parse(answer));
    return operation.result.parse(answer) as Output<K>;
  }

  private async send(operation: Operation, input: object, body: unknown, cookie: string): Promise<Reply> {
    const { method, path } = operation;
    const attempt = () => this.gate.through(() => this.attempt(operation, input, body, cookie));
    return persist(attempt, { patienceMs: this.patienceMs, what: { method, path } });
  }

  private async attempt(operation: Operation, input: object, body: unknown, cookie: string): Promise<Reply> {
    const response = await fetch(`${this.base}${addressOf(operation, input)}`, {
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
    return { response, answer: await response.json() };
  }
}
