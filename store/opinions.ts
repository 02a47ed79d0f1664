import type { Db } from './db.ts';
import { cursorMoment, type Page, readCursor, toPage } from './page.ts';
import { row, rows } from './rows.ts';

export type Outcome = 'adopted' | 'partly-adopted' | 'not-adopted';

/** What somebody said about a draft, and what became of it. */
export type OpinionRow = {
  readonly id: string;
  readonly consultation: string;
  readonly clause: string | null;
  readonly person: string;
  readonly text: string;
  readonly submittedAt: Date;
  readonly outcome: Outcome | null;
  readonly outcomeReason: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
};

const opinionColumns = `opinion.id, consultation_id as consultation, clause_id as clause, person_id as person, text,
  submitted_at as "submittedAt", outcome, outcome_reason as "outcomeReason", answered_by as "answeredBy",
  answered_at as "answeredAt"`;

export async function insertOpinion(
  db: Db,
  opinion: Pick<OpinionRow, 'id' | 'consultation' | 'clause' | 'person' | 'text' | 'submittedAt'>,
): Promise<void> {
  await rows(
    db,
    `insert into opinion (id, consultation_id, clause_id, person_id, text, submitted_at)
     values (:id, :consultation, :clause, :person, :text, :submittedAt)`,
    opinion,
  );
}

export const lockOpinion = (db: Db, id: string) =>
  row<OpinionRow>(db, `select ${opinionColumns} from opinion where id = :id for update`, { id });

export async function answerOpinion(
  db: Db,
  id: string,
  answer: { readonly outcome: Outcome; readonly reason: string; readonly by: string; readonly at: Date },
): Promise<void> {
  await db('opinion').where({ id }).whereNull('outcome').update({
    outcome: answer.outcome,
    outcome_reason: answer.reason,
    answered_by: answer.by,
    answered_at: answer.at,
  });
}

export type OpinionCounts = { readonly opinions: number; readonly unanswered: number; readonly voices: number };

export async function countOpinions(db: Db, consultation: string): Promise<OpinionCounts> {
  const found = await row<OpinionCounts>(
    db,
    `select cast(count(*) as integer) as opinions, cast(count(*) filter (where outcome is null) as integer) as unanswered,
       cast(count(distinct person_id) as integer) as voices
     from opinion where consultation_id = :consultation`,
    { consultation },
  );
  return found ?? { opinions: 0, unanswered: 0, voices: 0 };
}

export type OpinionQuestion = {
  readonly consultation: string;
  readonly unanswered?: boolean | undefined;
  readonly clause?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
};

/** What was said, in the order in which it was said. */
export async function opinionsPage(db: Db, question: OpinionQuestion): Promise<Page<OpinionRow>> {
  const { consultation, unanswered, clause, limit } = question;
  const cursor = readCursor(question.cursor);
  const found = await rows<OpinionRow & { at: string }>(
    db,
    `select ${opinionColumns}, ${cursorMoment('submitted_at')} as at from opinion
     where consultation_id = :consultation
       ${unanswered === true ? 'and outcome is null' : ''} ${unanswered === false ? 'and outcome is not null' : ''}
       ${clause === undefined ? '' : 'and clause_id = :clause'}
       ${cursor ? 'and (submitted_at, id) > (cast(:at as timestamptz), :id)' : ''}
     order by submitted_at, id limit :more`,
    { consultation, clause, at: cursor?.at, id: cursor?.id, more: limit + 1 },
  );
  return toPage(found, limit, ({ at: _at, ...opinion }) => opinion);
}
