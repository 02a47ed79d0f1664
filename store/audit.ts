import type { Db } from './db.ts';
import { overRows, runTogether, type Write } from './records/statement.ts';

/** One line of evidence: who did, or tried to do, what to what, on whose behalf, under which clauses. */
export type AuditEntry = {
  /** Absent: now, by the database's clock. */
  readonly at?: Date;
  /** Null when nobody did it: a deadline, a job. */
  readonly actor: string | null;
  readonly onBehalfOf?: string | null;
  readonly action: string;
  readonly subjectKind: string;
  readonly subject: string;
  readonly instance?: string | null;
  readonly clauses?: readonly string[];
  /** The code of the refusal, when it was refused. */
  readonly refused?: string | null;
  readonly before?: unknown;
  readonly after?: unknown;
  readonly requestId?: string | null;
};

/** Appends to the evidence, in the transaction of what it reports. Appends never wait for each other. */
export async function appendAudit(db: Db, entries: readonly AuditEntry[]): Promise<void> {
  await runTogether(db, auditWrites(entries));
}

/** The same as a part of a larger statement. */
export function auditWrites(entries: readonly AuditEntry[]): readonly Write[] {
  return overRows(
    entries.map((entry) => ({ clauses: [], ...entry })),
    `at timestamptz, actor text, "onBehalfOf" text, action text, "subjectKind" text, subject text, instance text,
     clauses text[], refused text, before jsonb, after jsonb, "requestId" text`,
    (given) => `insert into audit_event (at, actor_id, on_behalf_of, action, subject_kind, subject_id, instance_id,
        clauses, refused, before, after, request_id)
      select coalesce(at, now()), actor, "onBehalfOf", action, "subjectKind", subject, instance, clauses, refused,
        before, after, "requestId" from ${given}`,
  );
}
