import type { Level, Method, Result } from '../../domain/inspection.ts';
import type { Db } from '../db.ts';
import type { LocalText } from '../localText.ts';
import { type Cursor, cursorMoment, type Page, readCursor, toPage } from '../page.ts';
import { row, rows } from '../rows.ts';
import { type PersonRef, personRef } from './taskRow.ts';

/** Whose inspections somebody may see: all, or those of their own work and of the departments they manage. */
export type InspectionScope = {
  readonly seesAll: boolean;
  readonly person: string;
  readonly departments: readonly string[];
};

export type InspectionState = 'sampled' | 'in-progress' | 'response' | 'confirmed' | 'closed';

export type InspectionRow = {
  readonly id: string;
  readonly plan: string;
  readonly planName: LocalText;
  readonly process: string;
  readonly node: string;
  readonly period: string;
  readonly state: InspectionState;
  readonly method: Method;
  readonly level: Level;
  readonly population: number;
  readonly sampleSize: number;
  readonly findings: number;
  readonly accepted: boolean | null;
  readonly inspector: PersonRef | null;
  readonly drawnAt: Date;
  readonly closedAt: Date | null;
};

const columns = `inspection.id, plan_id as plan, inspection_plan.name as "planName", process_key as process, node, period,
  state, inspection.method, inspection.level, population, sample_size as "sampleSize",
  (select cast(count(*) as integer) from finding where inspection_id = inspection.id) as findings,
  accepted, ${personRef('inspector')} as inspector, drawn_at as "drawnAt", closed_at as "closedAt"`;
const joins = `join inspection_plan on inspection_plan.id = plan_id
  left join person inspector on inspector.id = inspector_id`;

/** Concerned is whoever inspects, whose work was drawn, and who manages them. */
const concerned = `(inspector_id = :person or exists (select from inspection_item
  join person performer on performer.id = performer_id where inspection_id = inspection.id
    and (performer_id = :person or performer.department_id = any(cast(:departments as text[])))))`;
const own = `(inspector_id = :person or exists (select from inspection_item
  where inspection_id = inspection.id and performer_id = :person))`;

export type InspectionsQuery = {
  readonly scope: InspectionScope;
  readonly plan?: string | undefined;
  readonly state?: InspectionState | undefined;
  readonly mine?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** Inspections within a scope, the latest first. */
export async function inspectionsPage(db: Db, query: InspectionsQuery): Promise<Page<InspectionRow>> {
  const { scope, plan, state, mine, cursor, limit } = query;
  const after = readCursor(cursor);
  const filters = [
    scope.seesAll ? '' : `and ${concerned}`,
    mine ? `and ${own}` : '',
    plan === undefined ? '' : 'and plan_id = :plan',
    state === undefined ? '' : 'and state = :state',
    after ? 'and (drawn_at, id) < (cast(:after as timestamptz), :afterId)' : '',
  ];
  const found = await rows<InspectionRow & Cursor>(
    db,
    `with page as materialized (
       select id from inspection where true ${filters.join(' ')} order by drawn_at desc, id desc limit :count
     )
     select ${columns}, ${cursorMoment('drawn_at')} as at
     from page join inspection on inspection.id = page.id ${joins} order by drawn_at desc, inspection.id desc`,
    { ...bound(scope), plan, state, after: after?.at, afterId: after?.id, count: limit + 1 },
  );
  return toPage(found, limit, ({ at: _at, ...inspection }) => inspection);
}

export type InspectionDetail = InspectionRow & {
  readonly windowFrom: Date;
  readonly windowTo: Date;
  readonly seed: string;
  readonly populationHash: string;
  readonly drawnBy: PersonRef | null;
  readonly confirmedAt: Date | null;
};

/** An inspection within a scope; undefined when there is none, or it lies outside. */
export const findInspection = (db: Db, id: string, scope: InspectionScope) =>
  row<InspectionDetail>(
    db,
    `select ${columns}, window_from as "windowFrom", window_to as "windowTo", seed,
       population_hash as "populationHash", ${personRef('drawer')} as "drawnBy", confirmed_at as "confirmedAt"
     from inspection ${joins} left join person drawer on drawer.id = drawn_by
     where inspection.id = :id ${scope.seesAll ? '' : `and ${concerned}`}`,
    { id, ...bound(scope) },
  );

export type ItemRow = {
  readonly number: number;
  readonly taskId: string;
  readonly title: string | null;
  readonly performer: PersonRef | null;
  readonly finishedAt: Date | null;
  readonly result: Result | null;
  readonly note: string | null;
  readonly evidence: string | null;
  readonly answer: 'accepted' | 'contested' | null;
  readonly answerComment: string | null;
};

/** The drawn steps. Of the work of others somebody concerned learns no more than that it was drawn. */
export const itemsOf = (db: Db, inspection: string, scope: InspectionScope) =>
  rows<ItemRow>(
    db,
    `select number, task_id as "taskId", case when open then title end as title,
       case when open then ${personRef('performer')} end as performer, task.closed_at as "finishedAt",
       case when open then result end as result, case when open then note end as note,
       case when open then evidence end as evidence, case when open then answer end as answer,
       case when open then answer_comment end as "answerComment"
     from inspection_item join inspection on inspection.id = inspection_id
       left join task on task.id = task_id left join person performer on performer.id = performer_id
       cross join lateral (select cast(:seesAll as boolean) or inspector_id = :person or performer_id = :person
         or coalesce(performer.department_id = any(cast(:departments as text[])), false) as open) sight
     where inspection_id = :inspection order by number`,
    { inspection, ...bound(scope) },
  );

const bound = ({ seesAll, person, departments }: InspectionScope) => ({ seesAll, person, departments });
