import { randomUUID } from 'node:crypto';
import { Workbook } from '@cj-tech-master/excelts';
import { hookSignature } from '../../domain/hooks.ts';
import { openRunningWorld, type RunningWorld } from './running.ts';

const model = (id: string, messages: string, body: string) => `<?xml version="1.0" encoding="UTF-8"?>
<bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL"
  xmlns:zhidu="http://zhidu.dev/schema/bpmn/1" id="defs_${id}" targetNamespace="http://zhidu.test">${messages}
  <bpmn:process id="${id}" name="试验" isExecutable="true">${body}</bpmn:process>
</bpmn:definitions>`;

/** An order waits for its payment. */
const orders = model(
  'testOrder',
  `<bpmn:message id="placed" name="order-placed"/><bpmn:message id="paid" name="payment-captured"><bpmn:extensionElements>
    <zhidu:subscription key="=channel + &quot;-&quot; + salesOrderNumber"/></bpmn:extensionElements></bpmn:message>`,
  `<bpmn:startEvent id="start"><bpmn:messageEventDefinition id="d1" messageRef="placed"/></bpmn:startEvent>
   <bpmn:intermediateCatchEvent id="wait"><bpmn:messageEventDefinition id="d2" messageRef="paid"/></bpmn:intermediateCatchEvent>
   <bpmn:endEvent id="end"/><bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="wait"/>
   <bpmn:sequenceFlow id="f2" sourceRef="wait" targetRef="end"/>`,
);

/** A complaint is taken up and answered at once. */
const job = (id: string, step: string, inputs = '') => `<bpmn:serviceTask id="${id}"><bpmn:extensionElements>
  <zhidu:job type="complaint"><zhidu:header key="do" value="${step}"/></zhidu:job>${inputs}</bpmn:extensionElements></bpmn:serviceTask>`;
const tickets = model(
  'testTicket',
  '<bpmn:message id="filed" name="complaint-filed"/>',
  `<bpmn:startEvent id="start"><bpmn:extensionElements><zhidu:businessKey expression="=ticketNumber"/></bpmn:extensionElements>
    <bpmn:messageEventDefinition id="d1" messageRef="filed"/></bpmn:startEvent>
   ${job('progress', 'progress')}
   ${job('reply', 'reply', '<zhidu:input target="complaint" source="=complaint"/><zhidu:input target="reply" source="=&quot;已为您办理换货。&quot;"/>')}
   <bpmn:endEvent id="end"/><bpmn:sequenceFlow id="f1" sourceRef="start" targetRef="progress"/>
   <bpmn:sequenceFlow id="f2" sourceRef="progress" targetRef="reply"/><bpmn:sequenceFlow id="f3" sourceRef="reply" targetRef="end"/>`,
);

export const order = (salesOrderNumber: string, more = {}) => ({
  channel: 'shop',
  salesOrderNumber,
  placedAt: '2026-11-24T01:00:00Z',
  market: 'DE',
  currency: 'EUR',
  amount: 5_980,
  lines: [{ sku: 'TOWEL-70', quantity: 2, unitPrice: 2_990 }],
  buyer: { name: 'Anna Weber', country: 'DE', address: 'Lindenweg 4, Köln' },
  ...more,
});

export type Hook = {
  source?: string;
  id?: string;
  secret: string;
  body: unknown;
  at?: number;
  headers?: Record<string, string>;
  /** The id that is signed, when it is not the one that is sent. */
  signedId?: string;
};

/** What a system outside sends: no session, no header of ours, its own signature. */
export async function hookTo(
  url: string,
  { source = 'shop', id = randomUUID(), secret, body, at = Date.now(), headers = {}, signedId = id }: Hook,
) {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const timestamp = String(Math.floor(at / 1_000));
  const signature = hookSignature(secret, { timestamp, id: signedId, body: Buffer.from(text) });
  const response = await fetch(`${url}/api/hooks/${source}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'x-zhidu-id': id,
      'x-zhidu-timestamp': timestamp,
      'x-zhidu-signature': signature,
      ...headers,
    },
    body: text,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** Asks until there is an answer. */
export async function until<T>(find: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 400; tries += 1) {
    const found = await find();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 25));
  }
  throw new Error('it did not come');
}

/** The heading of a file of orders, and a row of one. */
export const heading =
  'channel,salesOrderNumber,placedAt,market,currency,amount,sku,quantity,unitPrice,buyerName,buyerCountry,buyerAddress';
export const line = (number: string, price = '29.90') =>
  `shop,${number},2026-11-24 09:30,DE,EUR,59.80,TOWEL-70,2,${price},Anna Weber,DE,"Lindenweg 4, Köln"`;

/** A workbook with one order in it. */
export const bookOf = async (price: unknown) => {
  const workbook = new Workbook();
  const sheet = workbook.addWorksheet('订单');
  sheet.addRow(heading.split(','));
  const day = new Date(Date.UTC(2026, 10, 24, 9, 30));
  sheet.addRow(['shop', 'E-1', day, 'DE', 'EUR', 59.8, 'TOWEL-70', 2, price, 'Anna Weber', 'DE', 'Lindenweg 4']);
  return new Uint8Array(await workbook.xlsx.writeBuffer());
};

/** What a consumer complains about. */
export const complaint = {
  category: 'quality',
  text: '毛巾第一次洗就掉色严重。',
  contactName: '李女士',
  contact: 'li@example.com',
  locale: 'zh-CN',
};

/** A file of each other kind of records; in that of stock two rows are wrong. */
export const files = {
  rates: '币种,汇率日期,1 美元折合\nEUR,2026-11-24,0.92\n',
  prices: `channel,sku,market,currency,pricedOn,newPrice,unitCost,floorPrice
shop,TOWEL-70,DE,EUR,2026-11-24,29.90,9.00,15.00
shop,TOWEL-70,DE,EUR,2026-11-25,9.90,9.00,15.00
shop,TOWEL-70,FR,EUR,2026-11-24,0,-1,15.00
`,
  payouts: `payoutId,channel,paidOn,currency,gross,fees,net,institution,salesOrderNumber,orderAmount,orderFee
PO-1,shop,2026-11-30,EUR,59.80,9.00,50.80,PingPong,A-1,59.80,9.00
`,
  stock: `sku,lot,item,location,quantity,markets,isDangerous
TOWEL-70,L1,毛巾,A-01-01,300,EU;UK,
TOWEL-70,L1,毛巾,A-01-02,200,EU;UK,
LAMP-1,L2,酒精灯,A-01-01,5,EU,是
TOWEL-70,L3,毛巾,Z-99,5,EU,
`,
  overseas: '海外仓,SKU,报数日期,数量\nFBA-US,TOWEL-70,2026-11-23,480\n',
  parties: 'entry,name,kind,country\nX-1,Intake Trading FZE,entity,AE\n',
} as const;

/** The API running, and nothing that ships beginning with these messages, so that the test knows what does. */
export async function openIntake(): Promise<RunningWorld> {
  const world = await openRunningWorld();
  await world.db('process_definition').whereNot('key', 'like', 'test%').update({ current: false });
  const officer = await world.as('qin-lang');
  for (const xml of [orders, tickets]) {
    const { status, body } = await officer.send('deployProcess', { body: { xml } });
    if (status !== 200) throw new Error(JSON.stringify(body));
  }
  return world;
}
