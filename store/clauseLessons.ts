import type { Db } from './db.ts';
import type { LocalText } from './localText.ts';
import { rows } from './rows.ts';

/** A lesson, and a clause that it teaches. */
export type ClauseLesson = {
  readonly clause: string;
  readonly course: string;
  readonly lesson: string;
  readonly title: LocalText;
};

/** Which lessons of the current courses teach which clauses of a policy; a case teaches several. */
export const lessonsByClause = (db: Db, policy: string) =>
  rows<ClauseLesson>(
    db,
    `select taught.clause, course.id as course, lesson ->> 'id' as lesson, lesson -> 'title' as title
     from course
       cross join lateral jsonb_array_elements(content -> 'lessons') with ordinality as listed (lesson, place)
       cross join lateral jsonb_array_elements_text(
         coalesce(lesson -> 'clauses', jsonb_build_array(lesson -> 'clause'))) as taught (clause)
     where current and policy_id = :policy
     order by course.id, place`,
    { policy },
  );
