import type { StaffRow } from '../domain/people.ts';
import { Refusal } from '../domain/refusal.ts';
import { csvLines, type ListFormat, listColumns } from './csvList.ts';

/** More lines than this are two lists. */
const ROWS_MAX = 10_000;

/** What a heading may be called: as exported by us, or as the HR department writes it. */
const headings: ListFormat<keyof StaffRow>['headings'] = {
  id: 'id',
  工号: 'id',
  name: 'name',
  姓名: 'name',
  nameen: 'nameEn',
  英文名: 'nameEn',
  email: 'email',
  邮箱: 'email',
  locale: 'locale',
  语言: 'locale',
  department: 'department',
  部门: 'department',
  position: 'position',
  岗位: 'position',
  superior: 'superior',
  上级: 'superior',
  roles: 'roles',
  角色: 'roles',
  duties: 'duties',
  职责: 'duties',
  status: 'status',
  状态: 'status',
};

/** The company's list of people, read from CSV with a heading. Refuses what is no such list; judges no line. */
export function readStaffList(csv: string): StaffRow[] {
  const table = csvLines(csv, unreadable);
  const format = { headings, needed: ['id', 'name', 'department'], rowsMax: ROWS_MAX } as const;
  const columns = listColumns(format, table, unreadable);
  return table.lines.map(({ row, cells }) => rowOf(columns, cells, row));
}

function unreadable(problem: string, value: string): never {
  throw new Refusal('list-unreadable', { problem, value });
}

function rowOf(columns: readonly (keyof StaffRow)[], line: readonly string[], row: number): StaffRow {
  const given = Object.fromEntries(columns.map((column, index) => [column, line[index] ?? '']));
  const { id = '', name = '', department = '', roles, duties, ...rest } = given;
  return {
    row,
    id,
    name,
    department,
    ...Object.fromEntries(Object.entries(rest).filter(([, value]) => value !== '')),
    // An empty cell of these two takes everything away; a list without the column takes nothing away.
    ...(roles === undefined ? {} : { roles: itemsOf(roles) }),
    ...(duties === undefined ? {} : { duties: itemsOf(duties) }),
  };
}

const itemsOf = (cell: string): string[] => cell.split(/[;；]/).flatMap((item) => item.trim() || []);
