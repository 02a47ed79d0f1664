import { appendAudit } from './audit.ts';
import type { Db } from './db.ts';
import { rows } from './rows.ts';

/** A listing that is published. Days are "YYYY-MM-DD". */
export type Listing = {
  readonly channel: string;
  readonly sku: string;
  readonly market: string;
  readonly title: string;
  readonly iprValidUntil: string;
  readonly certificatesUntil: string | null;
  readonly screenshot: string | null;
};

/** Keeps what is published where; a later listing of the same article takes the place of the earlier. */
export async function saveListing(db: Db, instance: string, listing: Listing): Promise<void> {
  await db.transaction(async (trx) => {
    const fresh = await rows(
      trx,
      `insert into listing (channel, sku, market, title, ipr_valid_until, certificates_until, screenshot, instance_id,
         published_at)
       values (:channel, :sku, :market, :title, :iprValidUntil, :certificatesUntil, :screenshot, :instance, now())
       on conflict (channel, sku, market) do update set title = excluded.title,
         ipr_valid_until = excluded.ipr_valid_until, certificates_until = excluded.certificates_until,
         screenshot = excluded.screenshot, instance_id = excluded.instance_id, published_at = excluded.published_at
         where listing.instance_id <> excluded.instance_id
       returning sku`,
      { ...listing, instance },
    );
    if (fresh.length === 0) return;
    const { channel, sku, market } = listing;
    await appendAudit(trx, [
      {
        actor: null,
        action: 'listing-published',
        subjectKind: 'listing',
        subject: `${channel}/${market}/${sku}`,
        instance,
        clauses: ['POL-01#15.1'],
        after: listing,
      },
    ]);
  });
}
