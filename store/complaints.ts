import type { Db } from './db.ts';
import { row, rows } from './rows.ts';

/** A complaint as a consumer filed it. Whoever knows the code of which this keeps the hash may read it. */
export type Complaint = {
  readonly id: string;
  readonly codeHash: string;
  readonly category: string;
  readonly text: string;
  readonly channel: string | null;
  readonly orderNumber: string | null;
  readonly contactName: string;
  readonly contact: string;
  readonly locale: string;
  readonly filedAt: Date;
};

/** Keeps a complaint, in the transaction of its message. False when the same request has done so before. */
export async function insertComplaint(db: Db, complaint: Complaint): Promise<boolean> {
  const { codeHash, orderNumber, contactName, filedAt, ...rest } = complaint;
  const written = await db('complaint')
    .insert({
      ...rest,
      code_hash: codeHash,
      order_number: orderNumber,
      contact_name: contactName,
      filed_at: filedAt,
      changed_at: filedAt,
    })
    .onConflict('id')
    .ignore()
    .returning('id');
  return written.length > 0;
}

/** What a complaint of that id says, to be compared with what is filed again. */
export const findComplaint = (db: Db, id: string) =>
  row<Complaint>(
    db,
    `select id, code_hash as "codeHash", category, text, channel, order_number as "orderNumber",
       contact_name as "contactName", contact, locale, filed_at as "filedAt"
     from complaint where id = :id`,
    { id },
  );

export type ComplaintShown = Pick<Complaint, 'id' | 'category' | 'text' | 'orderNumber' | 'filedAt'> & {
  readonly state: string;
  readonly changedAt: Date;
};

/** The complaint that a code belongs to, as its consumer may read it. */
export const complaintByCode = (db: Db, codeHash: string) =>
  row<ComplaintShown>(
    db,
    `select id, category, text, order_number as "orderNumber", filed_at as "filedAt", state, changed_at as "changedAt"
     from complaint where code_hash = :codeHash`,
    { codeHash },
  );

const REPLIES_MAX = 100;

/** What was answered to a complaint, in order. Who answered is nobody's business outside. */
export const repliesTo = (db: Db, complaint: string) =>
  rows<{ at: Date; text: string }>(
    db,
    `select at, text from complaint_reply where complaint_id = :complaint order by at, id limit ${REPLIES_MAX}`,
    { complaint },
  );

/** Writes to the consumer, who is answered by it or not yet: once for each id, however often. False when there is none. */
export async function addReply(
  db: Db,
  {
    id,
    complaint,
    text,
    state,
    at,
  }: {
    readonly id: string;
    readonly complaint: string;
    readonly text: string;
    readonly state: 'in-progress' | 'answered';
    readonly at: Date;
  },
): Promise<boolean> {
  return db.transaction(async (trx) => {
    const found = await row(trx, 'select id from complaint where id = :complaint for update', { complaint });
    if (!found) return false;
    const written = await trx('complaint_reply')
      .insert({ id, complaint_id: complaint, text, at })
      .onConflict('id')
      .ignore()
      .returning('id');
    if (written.length > 0) await setComplaintState(trx, complaint, state, at);
    return true;
  });
}

/** How a complaint stands now. A closed one stays closed. False when there is none. */
export async function setComplaintState(
  db: Db,
  complaint: string,
  state: 'in-progress' | 'answered' | 'closed',
  at: Date,
): Promise<boolean> {
  const changed = await rows(
    db,
    `update complaint set state = case when state = 'closed' then state else :state end, changed_at = :at
     where id = :complaint returning id`,
    { complaint, state, at },
  );
  return changed.length > 0;
}
