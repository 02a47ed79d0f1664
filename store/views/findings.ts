import type { Db } from '../db.ts';
import { type Cursor, cursorMoment, type Page, readCursor, toPage } from '../page.ts';
import { rows } from '../rows.ts';
import type { InspectionScope } from './inspections.ts';
import { type PersonRef, personRef } from './taskRow.ts';

export type FindingState = 'open' | 'corrected' | 'effect-check' | 'reopened' | 'closed';
export type Severity = 'MINOR' | 'MAJOR' | 'CRITICAL';

export type FindingRow = {
  readonly id: string;
  readonly inspection: string;
  readonly number: number;
  readonly taskId: string;
  readonly process: string;
  readonly node: string;
  readonly severity: Severity;
  readonly clause: string;
  readonly owner: PersonRef | null;
  readonly description: string;
  readonly state: FindingState;
  readonly timesReopened: number;
  readonly correction: string | null;
  readonly cause: string | null;
  readonly correctiveAction: string | null;
  readonly effect: string | null;
  readonly case: string | null;
  readonly foundAt: Date;
  readonly closedAt: Date | null;
};

export type FindingsQuery = {
  readonly scope: InspectionScope;
  /** Whether the case that a finding led to may be named. */
  readonly seesCases: boolean;
  readonly inspection?: string | undefined;
  readonly severity?: Severity | undefined;
  readonly state?: FindingState | undefined;
  readonly mine?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Findings within a scope, the latest first: those of one's own work, inspection or department, or all. */
export async function findingsPage(db: Db, query: FindingsQuery): Promise<Page<FindingRow>> {
  const { scope, seesCases, inspection, severity, state, mine, cursor, limit } = query;
  const after = readCursor(cursor);
  const filters = [
    scope.seesAll
      ? ''
      : `and (owner_id = :person or exists (select from inspection where id = inspection_id and inspector_id = :person)
          or exists (select from person where id = owner_id and department_id = any(cast(:departments as text[]))))`,
    mine ? 'and owner_id = :person' : '',
    inspection === undefined ? '' : 'and inspection_id = :inspection',
    severity === undefined ? '' : 'and severity = :severity',
    state === undefined ? '' : 'and state = :state',
    after ? 'and (found_at, id) < (cast(:after as timestamptz), :afterId)' : '',
  ];
  const found = await rows<FindingRow & Cursor>(
    db,
    `with page as materialized (
       select id from finding where true ${filters.join(' ')} order by found_at desc, id desc limit :count
     )
     select finding.id, finding.inspection_id as inspection, item as number, task_id as "taskId", process_key as process,
       node, severity, clause, ${personRef('owner')} as owner, description, finding.state,
       times_reopened as "timesReopened", correction, cause, corrective_action as "correctiveAction", effect,
       case when cast(:seesCases as boolean) and owner_id <> :person then case_id end as case, found_at as "foundAt",
       finding.closed_at as "closedAt", ${cursorMoment('found_at')} as at
     from page join finding on finding.id = page.id
       join inspection_item on inspection_item.inspection_id = finding.inspection_id and number = item
       join inspection on inspection.id = finding.inspection_id join inspection_plan on inspection_plan.id = plan_id
       left join person owner on owner.id = owner_id
     order by found_at desc, finding.id desc`,
    { ...scope, seesCases, inspection, severity, state, after: after?.at, afterId: after?.id, count: limit + 1 },
  );
  return toPage(found, limit, ({ at: _at, ...finding }) => finding);
}
