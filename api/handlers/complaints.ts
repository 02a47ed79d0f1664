import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type {
  complaintCategories,
  fileComplaint as fileOperation,
  trackComplaint as trackOperation,
} from '../../contract/complaints.ts';
import { networkOf } from '../../domain/networkOf.ts';
import { Refusal } from '../../domain/refusal.ts';
import { appendAudit } from '../../store/audit.ts';
import { type Complaint, complaintByCode, findComplaint, insertComplaint, repliesTo } from '../../store/complaints.ts';
import type { Handlers, Services } from '../handler.ts';
import { dispatch, keepOutside, type Outside } from '../outside.ts';
import { checkTurns, countTurn, type Limit, takeTurn } from '../rateLimit.ts';
import { moment } from '../refs.ts';
import { codeHash, complaintCode, plainCode } from '../trackingCode.ts';

/** From one address: ten complaints an hour, thirty wrong codes in a quarter of an hour, 300 looks in the same time. */
const FILING: Limit = { name: 'complaint', points: 10, seconds: 3_600 };
const WRONG_CODES: Limit = { name: 'complaint-code', points: 30, seconds: 900 };
const LOOKS: Limit = { name: 'complaint-look', points: 300, seconds: 900 };
const SENDER = 'form';
const ID_DIGITS = 16;
const ORDER_KEY = /^[a-z0-9][\w.]*-[A-Za-z0-9][\w.-]*$/;

type Filing = z.output<typeof fileOperation.body>;
type Category = (typeof complaintCategories)[number];
type State = z.output<typeof trackOperation.result>['state'];

/** Whoever complains has no account: the request id, which nobody else knows, gives the same code again. */
export const fileComplaint: Handlers['fileComplaint'] = async ({ body, at, web }, services) => {
  const { db, pool, settings, log } = services;
  const { timeScale = 1 } = body;
  if (timeScale !== 1 && settings.ZHIDU_MODE !== 'demo') throw new Refusal('not-allowed', { action: 'timeScale' });
  const code = complaintCode(body.requestId, settings.SESSION_SECRET);
  const complaint = complaintOf(body, code, at);
  const known = await findComplaint(db, complaint.id);
  if (!known) await takeTurn(pool, FILING, networkOf(web.request.ip));
  else if (!isSame(known, complaint)) throw new Refusal('request-reused');
  const filed = known ?? complaint;
  const message = messageOf(filed);
  if (!known) await keep(services, filed, message, timeScale);
  try {
    await dispatch(services, message, timeScale);
  } catch (err) {
    // It is filed, and will be swept: a consumer who got no code would have to complain twice.
    log.warn({ err }, 'a complaint was not brought on its way');
  }
  return { code, filedAt: moment(filed.filedAt) };
};

/** The code says it all: who has it may read what it belongs to, and nothing of who works here. */
export const trackComplaint: Handlers['trackComplaint'] = async ({ body, web }, { db, pool }) => {
  const address = networkOf(web.request.ip);
  await checkTurns(pool, WRONG_CODES, address);
  await takeTurn(pool, LOOKS, address);
  const found = await complaintByCode(db, codeHash(plainCode(body.code)));
  if (!found) {
    await countTurn(pool, WRONG_CODES, address);
    throw new Refusal('complaint-unknown');
  }
  const replies = await repliesTo(db, found.id);
  return {
    state: found.state as State,
    category: found.category as Category,
    orderNumber: found.orderNumber,
    text: found.text,
    filedAt: moment(found.filedAt),
    changedAt: moment(found.changedAt),
    replies: replies.map(({ at, text }) => ({ at: moment(at), text })),
  };
};

function complaintOf(body: Filing, code: string, filedAt: Date): Complaint {
  const { requestId, category, text, channel = null, orderNumber = null, contactName, contact, locale } = body;
  return {
    id: idOf(requestId),
    codeHash: codeHash(code),
    category,
    text,
    channel,
    orderNumber,
    contactName,
    contact,
    locale,
    filedAt,
  };
}

/** Names the complaint in the company; says nothing of the code. */
function idOf(requestId: string): string {
  const digest = createHash('sha256').update(`complaint ${requestId}`).digest('hex');
  return `CP-${digest.slice(0, ID_DIGITS).toUpperCase()}`;
}

function messageOf({ codeHash: _hash, filedAt, ...filed }: Complaint): Outside {
  const { id, category, text, channel, orderNumber } = filed;
  const orderKey = keyOf(channel, orderNumber);
  return {
    id: `complaint:${id}`,
    name: 'complaint-filed',
    key: id,
    variables: {
      ticketNumber: id,
      source: 'complaint',
      orderKey,
      complaintCategory: category,
      ticketText: text,
      complaint: { ...filed, filedAt: moment(filedAt) },
    },
  };
}

/** Consumers write a platform and a number as they like; only what may be a key of an order is taken for one. */
function keyOf(channel: string | null, orderNumber: string | null): string | null {
  const key = `${channel?.toLowerCase()}-${orderNumber}`;
  return channel !== null && orderNumber !== null && ORDER_KEY.test(key) ? key : null;
}

/** The evidence names the complaint, and not what a consumer wrote of themselves. */
async function keep({ db }: Services, complaint: Complaint, message: Outside, timeScale: number): Promise<void> {
  const { id, category, orderNumber, filedAt } = complaint;
  await db.transaction(async (trx) => {
    if (!(await insertComplaint(trx, complaint))) return;
    await keepOutside(trx, { sender: SENDER, at: filedAt, timeScale }, message);
    const line = { actor: null, action: 'complaint-filed', subjectKind: 'complaint', subject: id };
    await appendAudit(trx, [{ ...line, after: { category, orderNumber } }]);
  });
}

function isSame({ filedAt: _one, ...known }: Complaint, { filedAt: _other, ...filed }: Complaint): boolean {
  return (Object.keys(known) as (keyof typeof known)[]).every((name) => known[name] === filed[name]);
}
