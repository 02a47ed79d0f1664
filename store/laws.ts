import type { Db } from './db.ts';
import { toJson } from './json.ts';
import type { LocalText } from './localText.ts';
import type { Page } from './page.ts';
import { row, rows } from './rows.ts';

export type Jurisdiction = 'CN' | 'EU' | 'US';
export type Certainty = 'C' | 'K' | 'V';

/** A law of the register. Days are "YYYY-MM-DD". */
export type Law = {
  readonly id: string;
  readonly jurisdiction: Jurisdiction;
  readonly name: LocalText;
  readonly number: string | null;
  readonly edition: LocalText | null;
  readonly promulgated: string | null;
  readonly effectiveFrom: string | null;
  readonly effectiveTo: string | null;
  readonly effectiveNote: LocalText | null;
  readonly certainty: Certainty;
  readonly certaintyNote: LocalText | null;
  readonly articles: readonly { readonly articles: readonly string[]; readonly statement: LocalText }[];
};

export type CitedLaw = Law & { readonly citedBy: number };

const columns = `law.id, jurisdiction, name, number, edition, cast(promulgated as text) as promulgated,
  cast(effective_from as text) as "effectiveFrom", cast(effective_to as text) as "effectiveTo",
  effective_note as "effectiveNote", certainty, certainty_note as "certaintyNote", articles`;

const citedBy = `(select cast(count(*) as integer) from clause join policy_version using (policy_id, version)
   where status = 'in-force' and laws @> jsonb_build_array(jsonb_build_object('law', law.id))) as "citedBy"`;

/** Writes the register down as it ships; what it no longer holds stays readable by its id. */
export async function saveLaws(db: Db, laws: readonly Law[]): Promise<void> {
  await rows(
    db,
    `with given as (
       select * from jsonb_to_recordset(cast(:laws as jsonb)) as given (id text, position integer, jurisdiction text,
         name jsonb, number text, edition jsonb, promulgated date, "effectiveFrom" date, "effectiveTo" date,
         "effectiveNote" jsonb, certainty text, "certaintyNote" jsonb, articles jsonb)
     ),
     gone as (update law set current = false where id not in (select id from given))
     insert into law (id, position, jurisdiction, name, number, edition, promulgated, effective_from, effective_to,
       effective_note, certainty, certainty_note, articles)
     select * from given
     on conflict (id) do update set position = excluded.position, jurisdiction = excluded.jurisdiction,
       name = excluded.name, number = excluded.number, edition = excluded.edition, promulgated = excluded.promulgated,
       effective_from = excluded.effective_from, effective_to = excluded.effective_to,
       effective_note = excluded.effective_note, certainty = excluded.certainty,
       certainty_note = excluded.certainty_note, articles = excluded.articles, current = true`,
    { laws: toJson(laws.map((law, position) => ({ ...law, position: position + 1 }))) },
  );
}

export type LawQuestion = {
  readonly jurisdiction?: Jurisdiction | undefined;
  readonly certainty?: Certainty | undefined;
  /** Words in the name or the number. */
  readonly words?: string | undefined;
  /** The position after which to begin. */
  readonly after: number;
  readonly limit: number;
};

/** The register, in its own order; `next` is where the page ended. */
export async function lawsPage(db: Db, question: LawQuestion): Promise<Page<CitedLaw>> {
  const { jurisdiction, certainty, words, after, limit } = question;
  const pattern = words === undefined ? undefined : `%${words.replaceAll(/[\\%_]/g, String.raw`\$&`)}%`;
  const found = await rows<CitedLaw & { position: number }>(
    db,
    `select ${columns}, ${citedBy}, position from law
     where current and position > :after
       ${jurisdiction === undefined ? '' : 'and jurisdiction = :jurisdiction'}
       ${certainty === undefined ? '' : 'and certainty = :certainty'}
       ${pattern === undefined ? '' : `and (name ->> 'zh-CN' ilike :pattern or name ->> 'en' ilike :pattern or number ilike :pattern)`}
     order by position limit :more`,
    { jurisdiction, certainty, pattern, after, more: limit + 1 },
  );
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items: items.map(withoutPosition), next: found.length > limit && last ? String(last.position) : null };
}

export const findLaw = (db: Db, id: string) =>
  row<CitedLaw>(db, `select ${columns}, ${citedBy} from law where id = :id`, { id });

/** Which of these laws are in the register, by name. */
export const lawNames = (db: Db, ids: readonly string[]) =>
  rows<Pick<Law, 'id' | 'name'>>(db, 'select id, name from law where id = any(:ids)', { ids });

export type CitingClause = {
  readonly id: string;
  readonly number: string;
  readonly policy: string;
  readonly version: number;
  readonly chapter: LocalText;
  readonly text: LocalText;
  readonly articles: readonly string[];
};

/** The clauses in force that rest on a law, in the order of their policy. */
export const clausesCiting = (db: Db, law: string) =>
  rows<CitingClause>(
    db,
    `select clause.id, number, clause.policy_id as policy, clause.version, chapter, text,
       (select coalesce(jsonb_agg(distinct article), '[]') from jsonb_array_elements(laws) link,
          jsonb_array_elements_text(link -> 'articles') article where link ->> 'law' = :law) as articles
     from clause join policy_version using (policy_id, version)
     where status = 'in-force' and laws @> jsonb_build_array(jsonb_build_object('law', cast(:law as text)))
     order by clause.policy_id, clause.position`,
    { law },
  );

function withoutPosition({ position: _position, ...law }: CitedLaw & { position: number }): CitedLaw {
  return law;
}
