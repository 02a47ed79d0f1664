import { texts } from '../../catalog/index.ts';
import type { Operation } from '../../contract/operation.ts';
import { NAMED_MAX } from '../../contract/people.ts';
import type { Role } from '../../contract/session.ts';
import type { Locale } from '../../contract/shared.ts';
import { planStaff, type RowError, type StaffPlan, type StaffRow } from '../../domain/people.ts';
import { Refusal } from '../../domain/refusal.ts';
import { departments, dutiesOf, rolesOf } from '../../store/people.ts';
import { applyStaff, establishment } from '../../store/staff.ts';
import { findStaffMember, permissionsHeld, positions, reportsOf, staffPage } from '../../store/views/staff.ts';
import { objection } from '../authorize.ts';
import type { Call, Handlers, Services } from '../handler.ts';
import { handOver } from '../handOver.ts';
import { DetailedRefusal } from '../problem.ts';
import { readStaffList } from '../staffList.ts';
import { fill } from '../text.ts';

const REPORTS_MAX = 100;

export const listStaff: Handlers['listStaff'] = async ({ query, authorize }, { db }) => {
  authorize('common', undefined);
  const { q, ...rest } = query;
  const { items, next } = await staffPage(db, { words: q, ...rest });
  return { items: [...items], next };
};

export const getStaffMember: Handlers['getStaffMember'] = async ({ params, actor, at, authorize }, { db }) => {
  authorize('common', undefined);
  const member = await findStaffMember(db, params.person);
  if (!member) throw new Refusal('not-found');
  const { id } = member;
  const [roles, duties, permissions, reports] = await Promise.all([
    rolesOf(db, id),
    dutiesOf(db, id),
    permissionsHeld(db, id, at),
    reportsOf(db, id, REPORTS_MAX),
  ]);
  return {
    ...member,
    roles: roles.map(({ role, department }) => ({ role: role as Role, department })),
    duties: [...duties],
    permissions,
    reports,
    mayAdminister: objection(actor, 'people.administer', undefined) === undefined,
  };
};

export const listDepartments: Handlers['listDepartments'] = async ({ authorize }, { db }) => {
  authorize('common', undefined);
  const [all, posts] = await Promise.all([departments(db), positions(db)]);
  return { departments: all, positions: posts };
};

export const importStaff: Handlers['importStaff'] = async (call, services) => {
  const { body, actor, authorize, locale } = call;
  authorize('people.administer', undefined);
  const rows = readStaffList(body.csv);
  mayGive(call, rows);
  const company = await establishment(services.db);
  const plan = planStaff(rows, company);
  if (body.dryRun) return told(plan, true, locale, { handedOver: 0, stuck: [] });
  refuseFaulty(plan, locale);
  await services.db.transaction((trx) =>
    applyStaff(trx, { changes: plan.changes, before: company.people, by: actor.id, at: call.at }),
  );
  return told(plan, false, locale, await handOver(call, services, leaversOf(plan)));
};

export const joinStaff: Handlers['joinStaff'] = async (call, services) => {
  const { requestId: _id, ...person } = call.body;
  await change(call, services, { row: 1, ...person });
  return { done: true };
};

export const moveStaff: Handlers['moveStaff'] = async (call, services) => {
  const { requestId: _id, reason, ...post } = call.body;
  await change(call, services, { ...(await known(services, call.params.person)), ...post }, reason);
  return { done: true };
};

export const leaveStaff: Handlers['leaveStaff'] = async (call, services) => {
  const { params, body, actor } = call;
  if (params.person === actor.id) throw new Refusal('own-leave');
  await change(call, services, { ...(await known(services, params.person)), status: 'left' }, body.reason);
  return handOver(call, services, [params.person]);
};

type StaffCall = Call<Operation> & { readonly body: { readonly requestId: string } };

/** One person's change is a list of one line. */
async function change(call: StaffCall, services: Services, row: StaffRow, reason?: string): Promise<StaffPlan> {
  call.authorize('people.administer', undefined);
  mayGive(call, [row]);
  const company = await establishment(services.db);
  const plan = planStaff([row], company);
  refuseFaulty(plan, call.locale);
  const { changes } = plan;
  await services.db.transaction((trx) =>
    applyStaff(trx, { changes, before: company.people, by: call.actor.id, at: call.at, reason }),
  );
  return plan;
}

/** Roles, and duties for oneself, are an administrator's to give; nobody writes themselves out of the company. */
function mayGive({ actor, authorize }: Pick<StaffCall, 'actor' | 'authorize'>, rows: readonly StaffRow[]): void {
  const own = rows.filter(({ id }) => id === actor.id);
  if (own.some(({ status }) => status === 'left')) throw new Refusal('own-leave');
  if (rows.some(({ roles }) => roles !== undefined) || own.some(({ duties }) => duties !== undefined))
    authorize('accounts.administer', undefined);
}

async function known({ db }: Services, id: string): Promise<StaffRow> {
  const member = await findStaffMember(db, id);
  if (!member) throw new Refusal('not-found');
  return { row: 1, id, name: member.name['zh-CN'], department: member.department.id };
}

/** Those who have left already, too: what they still hold when a call was cut off goes on with the next one. */
const leaversOf = ({ changes }: StaffPlan) => changes.flatMap(({ after }) => (after.active ? [] : after.id));

function refuseFaulty({ errors }: StaffPlan, locale: Locale): void {
  if (errors.length === 0) return;
  const named = errors.slice(0, NAMED_MAX).map((error) => ({
    where: `/${error.row}/${error.column}`,
    code: error.code,
    detail: sentence(error, locale),
  }));
  throw new DetailedRefusal('list-refused', named, { count: String(errors.length) });
}

function told(
  { changes, errors }: StaffPlan,
  dryRun: boolean,
  locale: Locale,
  handed: { readonly handedOver: number; readonly stuck: string[] },
) {
  const count = (kind: string) => changes.filter((it) => it.kind === kind).length;
  return {
    dryRun,
    counts: {
      join: count('join'),
      move: count('move'),
      leave: count('leave'),
      correct: count('correct'),
      same: count('same'),
      errors: errors.length,
    },
    changes: changes
      .filter(({ kind }) => kind !== 'same')
      .slice(0, NAMED_MAX)
      .map(({ kind, row, after }) => ({ row: row.row, person: after.id, name: after.name, kind })),
    errors: errors.slice(0, NAMED_MAX).map((error) => ({ ...error, text: sentence(error, locale) })),
    ...handed,
  };
}

function sentence({ code, value }: RowError, locale: Locale): string {
  const pattern = texts(locale)['people']?.[code];
  return typeof pattern === 'string' ? fill(pattern, { value }) : code;
}
