import { setTimeout as sleep } from 'node:timers/promises';
import type { Output } from '../../../contract/address.ts';
import { say } from '../../say.ts';
import type { Company } from '../company.ts';
import { Office } from '../office.ts';
import { holders } from '../people.ts';
import { Refused } from '../person.ts';
import type { Happening, Scene } from '../scene.ts';
import { ADMINISTRATOR, first, HANDLER, OVERSEER, processes } from './cast.ts';
import { complaint, deliveryOf, documentOf, newSale, orderOf, paymentOf, returnOf, type Sale } from './messages.ts';
import { Outside } from './outside.ts';
import { valuesOf } from './values.ts';

const POLL_MS = 150;

type Instance = Output<'getInstance'>;

/** What must have been seen by the end of the chain. */
export const wanted: readonly Happening[] = [
  ...(['lot-stored', 'order-placed', 'screening-hit', 'screening-released', 'documents-differ'] as const),
  ...(['documents-match', 'dispatched', 'delivered', 'return-asked', 'refund-self-approval-refused'] as const),
  ...(['refunded', 'complaint-filed', 'complaint-answered'] as const),
];

export type ChainOptions = {
  readonly company: Company;
  readonly giveUpAfterMs: number;
  readonly tell: (scene: Scene) => void;
  /** The instance of the purchase whose goods are sold, and when it was begun (ISO 8601). */
  readonly purchase: string;
  readonly since: string;
};

/** What is told by systems outside, in this order, each when the one before has had its effect. */
type Turn = { readonly when: () => Promise<boolean>; readonly then: () => Promise<unknown> };

/** From the goods of a purchase to the refund of one of them, by people and systems that only know the HTTP API. */
export class ChainStory {
  readonly scenes: Scene[] = [];
  private readonly sale: Sale = newSale();
  private readonly options: ChainOptions;
  private readonly office: Office;
  private readonly outside: Outside;
  private readonly told = new Set<Happening>();
  private code = '';

  constructor(options: ChainOptions) {
    this.options = options;
    const { company } = options;
    this.outside = new Outside(company, ADMINISTRATOR);
    this.office = new Office({
      ...{ company, holders, processes, first, since: options.since, overseer: OVERSEER },
      values: valuesOf(this.sale),
      done: ({ node }, who) => this.seen(node, who),
      refused: ({ node }, who, code) => {
        if (node.startsWith('approveRefund') && who === HANDLER) this.once(who, 'refund-self-approval-refused', code);
      },
    });
  }

  get order(): string {
    return `order/${this.sale.key}`;
  }

  private get shipment(): string {
    return `shipment/${this.sale.key}`;
  }

  /** Plays until goods, order, shipment, ticket and complaint have come to their end. Throws when it takes too long. */
  async play(): Promise<string> {
    const until = Date.now() + this.options.giveUpAfterMs;
    this.code = (await this.overseer.call('fileComplaint', { body: complaint })).code;
    this.once('', 'complaint-filed', '');
    const turns = this.turns();
    for (;;) {
      await this.office.tend();
      const [turn] = turns;
      if (turn && (await turn.when())) {
        await turn.then();
        turns.shift();
      } else if (!turn && (await this.isOver())) {
        return 'completed';
      }
      if (Date.now() > until) throw new Error(say('demo.unended', { instance: this.order, open: await this.open() }));
      await sleep(POLL_MS);
    }
  }

  private turns(): Turn[] {
    return [...this.untilPaid(), ...this.untilMatched(), ...this.untilReturned()];
  }

  private untilPaid(): Turn[] {
    const { outside, sale } = this;
    const lot = `inboundLot/${this.options.purchase.split('/')[1] ?? ''}`;
    return [
      {
        when: () => this.hasEnded(lot),
        then: async () => {
          this.once('', 'lot-stored', lot);
          await outside.tell('order', orderOf(sale));
          this.once('', 'order-placed', sale.key);
        },
      },
      {
        when: () => this.waitsFor(this.order, 'payment-captured'),
        then: () => outside.tell('payment', paymentOf(sale)),
      },
    ];
  }

  private untilMatched(): Turn[] {
    const { outside, sale, shipment } = this;
    const asksForData = () => this.waitsFor(shipment, 'logistics-data');
    return [
      { when: asksForData, then: () => outside.tell('logistics', documentOf(sale, false)) },
      {
        when: async () => this.told.has('documents-differ') && (await asksForData()),
        then: () => outside.tell('logistics', documentOf(sale, true)),
      },
    ];
  }

  private untilReturned(): Turn[] {
    const { outside, sale, shipment } = this;
    return [
      {
        when: () => this.waitsFor(shipment, 'delivery-scanned'),
        then: async () => {
          this.once('', 'documents-match', sale.key);
          this.once('', 'dispatched', sale.key);
          await outside.tell('logistics', deliveryOf(sale));
        },
      },
      {
        when: () => this.waitsFor(`afterSalesWindow/${sale.key}`, 'return-requested'),
        then: async () => {
          this.once('', 'delivered', sale.key);
          await outside.tell('return', returnOf(sale));
          this.once('', 'return-asked', sale.key);
        },
      },
    ];
  }

  /** What a step that was done means for the story. */
  private seen(node: string, who: string): void {
    if (node === 'resolveHit') {
      this.once(who, 'screening-hit', this.sale.key);
      this.once(who, 'screening-released', this.sale.key);
    }
    if (node === 'resolveDocuments') this.once(who, 'documents-differ', this.sale.key);
    if (node === 'executeRefund') this.once(who, 'refunded', this.sale.key);
  }

  private async isOver(): Promise<boolean> {
    const { state } = await this.overseer.call('trackComplaint', { body: { code: this.code } });
    if (state !== 'answered' && state !== 'closed') return false;
    this.once(HANDLER, 'complaint-answered', '');
    return this.told.has('refunded') && (await this.office.running()).length === 0;
  }

  private async open(): Promise<string> {
    return (await this.office.running()).map(({ id }) => id).join(', ');
  }

  private async hasEnded(instance: string): Promise<boolean> {
    return (await this.look(instance))?.status === 'completed';
  }

  private async waitsFor(instance: string, message: string): Promise<boolean> {
    const found = await this.look(instance);
    return found?.messages.some((it) => it.direction === 'waiting' && it.message === message) ?? false;
  }

  /** Undefined while it is not there yet. */
  private async look(instanceId: string): Promise<Instance | undefined> {
    try {
      return await this.overseer.call('getInstance', { params: { instanceId } });
    } catch (error) {
      if (error instanceof Refused && error.problem.code === 'instance-unknown') return undefined;
      throw error;
    }
  }

  private get overseer() {
    return this.options.company.person(OVERSEER);
  }

  private once(who: string, what: Happening, detail: string): void {
    if (this.told.has(what)) return;
    this.told.add(what);
    const scene: Scene = { at: new Date().toISOString(), who, what, ...(detail === '' ? {} : { detail }) };
    this.scenes.push(scene);
    this.options.tell(scene);
  }
}
