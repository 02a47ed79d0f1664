import { confidentialProcesses } from '../../domain/confidential.ts';
import type { Db } from '../db.ts';
import { type Cursor, cursorMoment, type Page, readCursor, toPage } from '../page.ts';
import { rows } from '../rows.ts';
import { type CaseSight, notHidden } from './caseRole.ts';
import { type PersonRef, personRef } from './taskRow.ts';

export type AuditRow = {
  readonly id: string;
  readonly at: Date;
  readonly by: PersonRef | null;
  readonly onBehalfOf: PersonRef | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subject: string;
  readonly instance: string | null;
  readonly refused: string | null;
  readonly clauses: readonly string[];
  readonly before: unknown;
  readonly after: unknown;
};

export type AuditQuery = {
  /** Absent: no violation cases are shown. */
  readonly sight?: CaseSight;
  readonly subject?: string | undefined;
  readonly instance?: string | undefined;
  readonly person?: string | undefined;
  readonly refused?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** The evidence, the latest first. */
export async function auditPage(db: Db, query: AuditQuery): Promise<Page<AuditRow>> {
  const { sight, subject, instance, person, refused, cursor, limit } = query;
  const after = readCursor(cursor);
  const filters = [
    notHidden(sight, 'audit_event.instance_id', `split_part(coalesce(instance_id, ''), '/', 1)`),
    subject === undefined ? '' : 'and subject_id = :subject',
    instance === undefined ? '' : 'and instance_id = :instance',
    person === undefined ? '' : 'and actor_id = :person',
    refused === undefined ? '' : `and refused is ${refused ? 'not' : ''} null`,
    // The first bound lets whole months be left out, the second is exact.
    after
      ? 'and at <= cast(:after as timestamptz) and (at, id) < (cast(:after as timestamptz), cast(:afterId as bigint))'
      : '',
  ];
  const found = await rows<Omit<AuditRow, 'at'> & Cursor & { happenedAt: Date }>(
    db,
    `with page as materialized (
       select * from audit_event where true ${filters.join(' ')} order by at desc, id desc limit :count
     )
     select cast(page.id as text) as id, page.at as "happenedAt", ${personRef('actor')} as by,
       ${personRef('behalf')} as "onBehalfOf", action, subject_kind as "subjectKind", subject_id as subject,
       instance_id as instance, refused, clauses, before, after, ${cursorMoment('page.at')} as at
     from page left join person actor on actor.id = actor_id left join person behalf on behalf.id = on_behalf_of
     order by page.at desc, page.id desc`,
    {
      subject,
      instance,
      person,
      after: after?.at,
      afterId: after?.id,
      count: limit + 1,
      viewer: sight?.viewer,
      hidden: confidentialProcesses,
    },
  );
  return toPage(found, limit, ({ happenedAt, ...entry }) => ({ ...entry, at: happenedAt }));
}
