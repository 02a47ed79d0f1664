/** One person as the company's list has them; what is absent in the list is left as it is. */
export type StaffRow = {
  /** Line of the list, the heading being 1. */
  readonly row: number;
  readonly id: string;
  readonly name: string;
  readonly nameEn?: string | undefined;
  readonly email?: string | undefined;
  readonly locale?: string | undefined;
  readonly department: string;
  readonly position?: string | undefined;
  readonly superior?: string | undefined;
  readonly roles?: readonly string[] | undefined;
  readonly duties?: readonly string[] | undefined;
  /** "active" (default) or "left". */
  readonly status?: string | undefined;
};

/** A person as the company knows them now. */
export type Staff = {
  readonly id: string;
  readonly name: string;
  readonly nameEn: string;
  readonly email: string | null;
  readonly locale: string;
  readonly department: string;
  readonly position: string | null;
  readonly superior: string | null;
  readonly active: boolean;
};

/** All that a list is judged by: everybody, and what may be named in it. */
export type Establishment = {
  readonly people: ReadonlyMap<string, Staff>;
  readonly departments: ReadonlySet<string>;
  readonly positions: ReadonlySet<string>;
  readonly duties: ReadonlySet<string>;
  readonly roles: ReadonlySet<string>;
  /** Groups of duties of which one person may hold no two (POL-01#2.5). */
  readonly conflicts: readonly (readonly string[])[];
};

export type Column = Exclude<keyof StaffRow, 'row'>;
export type RowFault =
  | 'missing'
  | 'malformed'
  | 'duplicate'
  | 'department-unknown'
  | 'position-unknown'
  | 'superior-unknown'
  | 'superior-left'
  | 'superior-circle'
  | 'role-unknown'
  | 'duty-unknown'
  | 'duties-conflict'
  | 'locale-unknown'
  | 'status-unknown'
  | 'never-here';
export type RowError = {
  readonly row: number;
  readonly column: Column;
  readonly code: RowFault;
  readonly value: string;
};

/** join: new, or back. move: another department or post. leave: gone. correct: a name, an address, a superior. */
export type ChangeKind = 'join' | 'move' | 'leave' | 'correct' | 'same';
export type StaffChange = { readonly kind: ChangeKind; readonly row: StaffRow; readonly after: Staff };
export type StaffPlan = { readonly changes: readonly StaffChange[]; readonly errors: readonly RowError[] };

/** The longest chain of superiors that a company can have; a longer one is a circle. */
const HEIGHT_MAX = 50;
const idPattern = /^[a-z0-9][a-z0-9._-]{0,99}$/;
const emailPattern = /^[^\s@]{1,64}@[^\s@]{1,190}$/;
const locales: ReadonlySet<string> = new Set(['zh-CN', 'en']);
const states: ReadonlySet<string> = new Set(['active', 'left']);

/** What a list of people would change, and all that is wrong with it, row by row. Writes nothing. */
export function planStaff(rows: readonly StaffRow[], company: Establishment): StaffPlan {
  const after = new Map(company.people);
  const changes = rows.map((row) => changeOf(row, company));
  for (const change of changes) after.set(change.row.id, change.after);
  const errors = [
    ...rows.flatMap((row) => ownErrors(row, company)),
    ...duplicates(rows),
    ...rows.flatMap((row) => superiorErrors(row, after)),
  ];
  return { changes, errors: errors.toSorted((a, b) => a.row - b.row) };
}

function changeOf(row: StaffRow, { people }: Establishment): StaffChange {
  const before = people.get(row.id);
  const after = staffOf(row, before);
  return { kind: kindOf(before, after), row, after };
}

/** What the list leaves out stays as it is known; of somebody new it is nothing. */
function staffOf(row: StaffRow, before: Staff | undefined): Staff {
  const nothing = { nameEn: row.name, email: null, locale: 'zh-CN', position: null, superior: null };
  const { nameEn, email, locale, position, superior } = row;
  const given = Object.entries({ nameEn, email, locale, position, superior }).filter(([, it]) => it !== undefined);
  return {
    ...nothing,
    ...before,
    ...Object.fromEntries(given),
    id: row.id,
    name: row.name,
    department: row.department,
    active: row.status !== 'left',
  };
}

function kindOf(before: Staff | undefined, after: Staff): ChangeKind {
  if (!after.active) return before?.active ? 'leave' : 'same';
  if (!before?.active) return 'join';
  if (before.department !== after.department || before.position !== after.position) return 'move';
  const isSame = (Object.keys(after) as (keyof Staff)[]).every((field) => before[field] === after[field]);
  return isSame ? 'same' : 'correct';
}

function ownErrors(row: StaffRow, company: Establishment): RowError[] {
  const fault = faultsOf(row);
  return [
    ...needed(row),
    ...fault('id', row.id !== '' && !idPattern.test(row.id), 'malformed'),
    ...fault('email', row.email !== undefined && !emailPattern.test(row.email), 'malformed'),
    ...fault('locale', unknown(row.locale, locales), 'locale-unknown'),
    ...fault('status', unknown(row.status, states), 'status-unknown'),
    ...fault('status', row.status === 'left' && !company.people.has(row.id), 'never-here'),
    ...fault('department', row.department !== '' && !company.departments.has(row.department), 'department-unknown'),
    ...fault('position', unknown(row.position, company.positions), 'position-unknown'),
    ...strangers(row, 'roles', company.roles, 'role-unknown'),
    ...strangers(row, 'duties', company.duties, 'duty-unknown'),
    ...conflicting(row, company),
  ];
}

function needed(row: StaffRow): RowError[] {
  const columns = ['id', 'name', 'department'] as const;
  return columns.flatMap((column) => (row[column] === '' ? [errorAt(row, column, 'missing')] : []));
}

const faultsOf = (row: StaffRow) => (column: Column, isWrong: boolean, code: RowFault) =>
  isWrong ? [errorAt(row, column, code)] : [];

const unknown = (value: string | undefined, known: ReadonlySet<string>) => value !== undefined && !known.has(value);

function strangers(row: StaffRow, column: 'roles' | 'duties', known: ReadonlySet<string>, code: RowFault): RowError[] {
  return (row[column] ?? [])
    .filter((value) => !known.has(value))
    .map((value) => ({ row: row.row, column, code, value }));
}

function conflicting(row: StaffRow, { conflicts }: Establishment): RowError[] {
  return conflicts.flatMap((group) => {
    const held = (row.duties ?? []).filter((duty) => group.includes(duty));
    return held.length > 1
      ? [{ row: row.row, column: 'duties' as const, code: 'duties-conflict' as const, value: held.join(';') }]
      : [];
  });
}

function duplicates(rows: readonly StaffRow[]): RowError[] {
  const seen = new Set<string>();
  return rows.flatMap((row) => {
    const isSecond = row.id !== '' && seen.has(row.id);
    seen.add(row.id);
    return isSecond ? [errorAt(row, 'id', 'duplicate')] : [];
  });
}

/** Superiors are judged as the company will be once the whole list is carried out. */
function superiorErrors(row: StaffRow, after: ReadonlyMap<string, Staff>): RowError[] {
  if (row.superior === undefined || row.status === 'left') return [];
  const superior = after.get(row.superior);
  if (!superior) return [errorAt(row, 'superior', 'superior-unknown')];
  if (!superior.active) return [errorAt(row, 'superior', 'superior-left')];
  return isBelowItself(row.id, after) ? [errorAt(row, 'superior', 'superior-circle')] : [];
}

function isBelowItself(id: string, people: ReadonlyMap<string, Staff>): boolean {
  let above = people.get(id)?.superior ?? null;
  for (let height = 0; above !== null; height++) {
    if (above === id || height === HEIGHT_MAX) return true;
    above = people.get(above)?.superior ?? null;
  }
  return false;
}

function errorAt(row: StaffRow, column: Column, code: RowFault): RowError {
  const value = row[column];
  return { row: row.row, column, code, value: typeof value === 'string' ? value : (value ?? []).join(';') };
}
