import type { Cap, Measure, ViolationClass } from '../../domain/sanction.ts';
import type { CaseOutcome, CaseState, EnforceabilityFound } from '../cases.ts';
import type { Db } from '../db.ts';
import { type Cursor, cursorMoment, type Page, readCursor, toPage } from '../page.ts';
import { row, rows } from '../rows.ts';
import { type CaseSight, caseHandlers } from './caseRole.ts';
import { type PersonRef, personRef } from './taskRow.ts';

export type CaseView = 'handler' | 'respondent' | 'reporter';

export type CaseRow = {
  readonly id: string;
  readonly state: CaseState;
  readonly outcome: CaseOutcome | null;
  readonly source: string;
  readonly clause: string;
  readonly violationClass: ViolationClass | null;
  readonly respondent: PersonRef | null;
  readonly reportedAt: Date;
  readonly closedAt: Date | null;
  readonly servedAt: Date | null;
  readonly view: CaseView;
};

const columns = `violation_case.id, violation_case.state, outcome, source, clause, violation_class as "violationClass",
  ${personRef('respondent')} as respondent, reported_at as "reportedAt", closed_at as "closedAt",
  served_at as "servedAt",
  case when respondent_id = :viewer then 'respondent'
    when cast(:seesCases as boolean) or :viewer = any(${caseHandlers}) then 'handler' else 'reporter' end as view`;

/** Its subject knows of a case once the notice of the facts was given, or when they reported it themselves. */
const visible = `case when respondent_id = :viewer then noticed_at is not null or reporter_id = :viewer
  else cast(:seesCases as boolean) or reporter_id = :viewer or :viewer = any(${caseHandlers}) end`;

const joins = 'left join person respondent on respondent.id = respondent_id';

export type CasesQuery = {
  readonly sight: CaseSight;
  readonly state?: CaseState | undefined;
  readonly open?: boolean | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** The cases that somebody may know of, the latest first. */
export async function casesPage(db: Db, { sight, state, open, cursor, limit }: CasesQuery): Promise<Page<CaseRow>> {
  const after = readCursor(cursor);
  const filters = [
    state === undefined ? '' : 'and state = :state',
    open === undefined ? '' : `and closed_at is ${open ? '' : 'not'} null`,
    after ? 'and (reported_at, id) < (cast(:after as timestamptz), :afterId)' : '',
  ];
  const found = await rows<CaseRow & Cursor>(
    db,
    `with page as materialized (
       select id from violation_case where ${visible} ${filters.join(' ')} order by reported_at desc, id desc limit :count
     )
     select ${columns}, ${cursorMoment('reported_at')} as at
     from page join violation_case on violation_case.id = page.id ${joins}
     order by reported_at desc, violation_case.id desc`,
    { ...sight, state, after: after?.at, afterId: after?.id, count: limit + 1 },
  );
  return toPage(found, limit, ({ at: _at, ...file }) => file);
}

export type CaseDetail = CaseRow & {
  readonly instance: string;
  readonly reporter: PersonRef | null;
  readonly finding: string | null;
  /** The day, in the company's zone. */
  readonly actedOn: string;
  readonly allegation: string;
  readonly officer: PersonRef | null;
  readonly investigator: PersonRef | null;
  readonly panel: readonly PersonRef[];
  readonly weighedClass: ViolationClass | null;
  readonly occurrence: number | null;
  readonly facts: string | null;
  readonly evidence: readonly string[];
  readonly enforceability: EnforceabilityFound | null;
  readonly allowed: readonly Measure[] | null;
  readonly statement: string | null;
  readonly measures: readonly Measure[] | null;
  readonly reasons: string | null;
  readonly compensation: number | null;
  readonly compensationCap: Cap | null;
  readonly serviceMethod: string | null;
  readonly lesson: string | null;
  readonly noticedAt: Date | null;
};

/** A case file whole, for whoever may know of it: what of it they are shown is decided where it is shown. */
export const findCase = (db: Db, id: string, sight: CaseSight) =>
  row<CaseDetail>(
    db,
    `select ${columns}, violation_case.instance_id as instance, ${personRef('reporter')} as reporter,
       finding_id as finding, to_char(acted_at at time zone 'Asia/Shanghai', 'YYYY-MM-DD') as "actedOn", allegation,
       ${personRef('officer')} as officer, ${personRef('investigator')} as investigator,
       coalesce((select jsonb_agg(${personRef('member')} order by member.id) from person member
         where member.id = any(panel)), '[]') as panel,
       weighed_class as "weighedClass", occurrence, facts, evidence, enforceability, allowed, statement, measures,
       reasons, cast(compensation as double precision) as compensation, compensation_cap as "compensationCap",
       service_method as "serviceMethod", lesson, noticed_at as "noticedAt"
     from violation_case ${joins} left join person reporter on reporter.id = reporter_id
       left join person officer on officer.id = officer_id
       left join person investigator on investigator.id = investigator_id
     where violation_case.id = :id and ${visible}`,
    { id, ...sight },
  );
