import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { LocalText } from './localText.ts';
import { rows } from './rows.ts';

const same = (text: string) => `jsonb_build_object('zh-CN', ${text}, 'en', ${text})`;

/** Kinds of things that people know by name, and where the name of `wanted.id` is found. */
const sources = {
  permission: 'select name from entitlement where id = wanted.id',
  credential: 'select name from credential_type where id = wanted.id',
  duty: 'select name from duty where id = wanted.id',
  person: 'select name from person where id = wanted.id',
  department: 'select name from department where id = wanted.id',
  policy: 'select title from policy where id = wanted.id',
  process: `select ${same('name')} from process_definition where key = wanted.id and current`,
  /** "<process>/<node>", as the process that is current calls it. */
  step: `select ${same('node')} from (
      select model #>> array['nodes', split_part(wanted.id, '/', 2), 'name'] as node from process_definition
      where key = split_part(wanted.id, '/', 1) and current) step where node is not null`,
} as const;

export type NamedKind = keyof typeof sources;
export type Mention = { readonly kind: NamedKind; readonly id: string };
export type NamedThing = Mention & { readonly name: LocalText };

const found = Object.entries(sources).map(([kind, source]) => `select * from (${source}) it where kind = '${kind}'`);

/** What these things are called, asked for all at once; what is not there is left out. */
export const namesOf = (db: Db, wanted: readonly Mention[]) =>
  rows<NamedThing>(
    db,
    `select kind, id, name
     from jsonb_to_recordset(cast(:wanted as jsonb)) as wanted (kind text, id text)
       join lateral (${found.join(' union all ')}) named (name) on true`,
    { wanted: toJson(wanted) },
  );
