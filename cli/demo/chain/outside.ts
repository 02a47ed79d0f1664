import { v4 } from 'uuid';
import type { Output } from '../../../contract/address.ts';
import { contract } from '../../../contract/index.ts';
import { Problem } from '../../../contract/problem.ts';
import { hookSignature } from '../../../domain/hooks.ts';
import type { Company } from '../company.ts';
import { persist } from '../persist.ts';
import { Refused } from '../person.ts';

type Kind = 'order' | 'payment' | 'logistics' | 'return';
type Taken = Output<'receiveHook'>;

const REQUEST_TIMEOUT_MS = 20_000;
const NAME_LENGTH = 8;

/** The systems of others: shop, payment service, carrier. They know a secret each, and sign what they tell. */
export class Outside {
  private readonly company: Company;
  private readonly administrator: string;
  private readonly secrets = new Map<Kind, Promise<{ readonly source: string; readonly secret: string }>>();

  constructor(company: Company, administrator: string) {
    this.company = company;
    this.administrator = administrator;
  }

  /** Tells what happened, again under the same id until it is answered. Throws Refused for a refusal. */
  async tell(kind: Kind, payload: object): Promise<Taken> {
    const { source, secret } = await this.sourceOf(kind);
    const path = `/api/hooks/${source}`;
    const body = JSON.stringify(payload);
    const id = v4();
    const { response, answer } = await persist(() => this.send(path, body, id, secret), {
      what: { method: 'post', path },
    });
    if (!response.ok) throw new Refused(Problem.parse(answer));
    return contract.receiveHook.result.parse(answer);
  }

  /** Signed anew each time: a signature is good for five minutes only. */
  private async send(path: string, body: string, id: string, secret: string) {
    const timestamp = String(Math.floor(Date.now() / 1_000));
    const response = await fetch(`${this.company.base}${path}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-zhidu-id': id,
        'x-zhidu-timestamp': timestamp,
        'x-zhidu-signature': hookSignature(secret, { timestamp, id, body: Buffer.from(body) }),
      },
      body,
      signal: AbortSignal.timeout(REQUEST_TIMEOUT_MS),
    });
    return { response, answer: (await response.json()) as unknown };
  }

  private sourceOf(kind: Kind) {
    const known = this.secrets.get(kind);
    if (known) return known;
    const id = `demo-${kind}-${v4().slice(0, NAME_LENGTH)}`;
    const made = this.company.person(this.administrator).call('createHookSource', { body: { id, kind, note: 'demo' } });
    this.secrets.set(kind, made);
    return made;
  }
}
