import { Company } from '../../cli/demo/company.ts';
import { hookSignature } from '../../domain/hooks.ts';
import { CHANNEL, PRICE, skuOf } from './goods.ts';

/** Each source may send 1,200 times a minute. */
const SOURCES = 5;
const ADMINISTRATOR = 'gu-yang';
const MS_PER_SECOND = 1_000;

type Source = { readonly id: string; readonly secret: string };
type Kind = 'order' | 'payment';

/** Systems outside that tell of orders and payments, signed as they must be. */
export class Shop {
  private readonly base: string;
  private readonly sources: Readonly<Record<Kind, readonly Source[]>>;
  /** How long each call took, in ms. */
  readonly times: number[] = [];

  private constructor(base: string, sources: Shop['sources']) {
    this.base = base;
    this.sources = sources;
  }

  static async open(base: string): Promise<Shop> {
    const administrator = new Company(base).person(ADMINISTRATOR);
    const open = async (kind: Kind) => {
      const made: Source[] = [];
      for (let number = 0; number < SOURCES; number += 1) {
        const id = `bench-${kind}-${number}`;
        const { secret } = await administrator.call('createHookSource', { body: { id, kind, note: '' } });
        made.push({ id, secret });
      }
      return made;
    };
    return new Shop(base, { order: await open('order'), payment: await open('payment') });
  }

  /** An order of one piece, by a buyer of its own, and its payment right after it. */
  async sell(number: number): Promise<void> {
    const salesOrderNumber = String(number);
    const at = new Date().toISOString();
    const name = `Buyer ${number}`;
    await this.send('order', number, {
      channel: CHANNEL,
      salesOrderNumber,
      placedAt: at,
      market: 'DE',
      currency: 'EUR',
      amount: PRICE,
      lines: [{ sku: skuOf(number), quantity: 1, unitPrice: PRICE }],
      buyer: { name, country: 'DE', address: `Hauptstraße ${number}, 10115 Berlin` },
    });
    const payment = { reference: `P-${number}`, amount: PRICE, currency: 'EUR', payer: name, capturedAt: at };
    await this.send('payment', number, { event: 'captured', channel: CHANNEL, salesOrderNumber, ...payment });
  }

  private async send(kind: Kind, number: number, payload: unknown): Promise<void> {
    const source = this.sources[kind][number % SOURCES];
    if (!source) throw new Error(`no source of the kind ${kind}`);
    const body = JSON.stringify(payload);
    const id = `${kind}-${number}`;
    const timestamp = String(Math.floor(Date.now() / MS_PER_SECOND));
    const begun = performance.now();
    const response = await fetch(`${this.base}/api/hooks/${source.id}`, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-zhidu-id': id,
        'x-zhidu-timestamp': timestamp,
        'x-zhidu-signature': hookSignature(source.secret, { timestamp, id, body: Buffer.from(body) }),
      },
      body,
    });
    if (!response.ok) throw new Error(`${source.id}: ${response.status} ${await response.text()}`);
    await response.arrayBuffer();
    this.times.push(performance.now() - begun);
  }
}
