import { z } from 'zod';
import { operation } from './operation.ts';
import { Role } from './session.ts';
import { Done, LocalText, PersonRef, pageOf, paging, Reason, requested } from './shared.ts';

/** 2 MiB: about ten thousand people in one list. */
const LIST_MAX = 2_097_152;
/** How many differences and errors an answer names; the counts count all. */
export const NAMED_MAX = 500;

export const searchPeople = operation({
  method: 'get',
  path: '/people',
  tag: 'people',
  summary: 'People of the company whose name or id begins with or contains the words',
  query: z.object({ q: z.string().max(100).default(''), department: z.string().max(200).optional() }),
  result: z.object({ people: z.array(PersonRef) }).meta({ id: 'PeopleFound' }),
});

const Named = z.object({ id: z.string(), name: LocalText });

const StaffMember = z
  .object({
    id: z.string(),
    name: LocalText,
    email: z.string().nullable(),
    department: Named,
    position: LocalText.nullable(),
    superior: PersonRef.nullable(),
    active: z.boolean(),
  })
  .meta({ id: 'StaffMember' });
export type StaffMember = z.infer<typeof StaffMember>;

export const listStaff = operation({
  method: 'get',
  path: '/staff',
  tag: 'people',
  summary: 'Everybody in the company with department, position and superior; those who left on request',
  query: z.object({
    ...paging,
    q: z.string().trim().max(100).default(''),
    department: z.string().max(200).optional(),
    left: z.stringbool().default(false),
  }),
  result: pageOf('StaffPage', StaffMember),
});

export const getStaffMember = operation({
  method: 'get',
  path: '/staff/{person}',
  tag: 'people',
  summary: 'One person with the roles, duties, permissions and credentials held now',
  params: z.object({ person: z.string().max(200) }),
  result: StaffMember.extend({
    roles: z.array(z.object({ role: Role, department: z.string().nullable() })),
    duties: z.array(Named.extend({ department: z.string().nullable() })),
    permissions: z.array(Named),
    reports: z.array(PersonRef).meta({ description: 'Who reports to this person; the first hundred' }),
    mayAdminister: z.boolean(),
  }).meta({ id: 'StaffMemberPage' }),
  refusals: ['not-found'],
});

export const listDepartments = operation({
  method: 'get',
  path: '/departments',
  tag: 'people',
  summary: 'The departments, and the positions of the company',
  result: z.object({ departments: z.array(Named), positions: z.array(Named) }).meta({ id: 'Establishment' }),
});

const Change = z.enum(['join', 'move', 'leave', 'correct', 'same']).meta({ id: 'StaffChangeKind' });

const RowError = z
  .object({ row: z.int(), column: z.string(), code: z.string(), value: z.string(), text: z.string() })
  .meta({ id: 'RowError', description: 'What is wrong in one line of the list, said in the caller’s language' });

export const StaffImport = z
  .object({
    dryRun: z.boolean(),
    counts: z.object({
      join: z.int(),
      move: z.int(),
      leave: z.int(),
      correct: z.int(),
      same: z.int(),
      errors: z.int(),
    }),
    changes: z.array(z.object({ row: z.int(), person: z.string(), name: z.string(), kind: Change })),
    errors: z.array(RowError),
    /** Open tasks of people who leave that went to somebody else, and those that nobody else may do. */
    handedOver: z.int(),
    stuck: z.array(z.string()),
  })
  .meta({ id: 'StaffImport' });
export type StaffImport = z.infer<typeof StaffImport>;

export const importStaff = operation({
  method: 'post',
  path: '/staff/import',
  tag: 'people',
  summary: 'Take in the list of people (CSV): all of it, or nothing when a line is wrong; a dry run only says',
  body: z
    .object({
      ...requested,
      dryRun: z.boolean().default(true),
      csv: z.string().min(1).max(LIST_MAX).meta({
        description: 'UTF-8, first line: id,name,nameEn,email,locale,department,position,superior,roles,duties,status',
      }),
    })
    .meta({ id: 'ImportStaff' }),
  result: StaffImport,
  refusals: ['list-refused', 'list-unreadable'],
});

const Post = {
  department: z.string().min(1).max(200),
  position: z.string().min(1).max(200).optional(),
  superior: z.string().min(1).max(200).optional(),
  duties: z.array(z.string().max(200)).max(50).optional(),
  roles: z.array(Role).max(9).optional(),
};

export const joinStaff = operation({
  method: 'post',
  path: '/staff',
  tag: 'people',
  summary: 'Somebody joins the company, or comes back',
  body: z
    .object({
      ...requested,
      id: z.string().max(100),
      name: z.string().trim().min(1).max(200),
      nameEn: z.string().trim().min(1).max(200).optional(),
      email: z.string().max(255).optional(),
      ...Post,
    })
    .meta({ id: 'JoinStaff' }),
  result: Done,
  refusals: ['list-refused'],
});

export const moveStaff = operation({
  method: 'post',
  path: '/staff/{person}/move',
  tag: 'people',
  summary: 'Somebody changes department or post: the duties and permissions of the old one end',
  params: z.object({ person: z.string().max(200) }),
  body: z.object({ ...requested, ...Post, reason: Reason }).meta({ id: 'MoveStaff' }),
  result: Done,
  refusals: ['list-refused', 'not-found'],
});

export const leaveStaff = operation({
  method: 'post',
  path: '/staff/{person}/leave',
  tag: 'people',
  summary: 'Somebody leaves: access ends at once, open tasks go to somebody who may do them',
  params: z.object({ person: z.string().max(200) }),
  body: z.object({ ...requested, reason: Reason }).meta({ id: 'LeaveStaff' }),
  result: z
    .object({ handedOver: z.int(), stuck: z.array(z.string()).meta({ description: 'Tasks that nobody else may do' }) })
    .meta({ id: 'StaffLeft' }),
  refusals: ['not-found', 'own-leave'],
});
