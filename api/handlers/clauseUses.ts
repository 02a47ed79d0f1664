import type { ClauseUse } from '../../contract/clauseUses.ts';
import { Refusal } from '../../domain/refusal.ts';
import { lessonsByClause } from '../../store/clauseLessons.ts';
import { listDefinitions } from '../../store/definitions.ts';
import { findPolicy } from '../../store/policies.ts';
import { processName } from '../elementNames.ts';
import type { Handlers } from '../handler.ts';
import { stepsByClause } from '../processUses.ts';

export const listClauseUses: Handlers['listClauseUses'] = async ({ params, authorize }, { db }) => {
  authorize('common', undefined);
  const { policy } = params;
  if (!(await findPolicy(db, policy))) throw new Refusal('not-found');
  const [definitions, lessons] = await Promise.all([listDefinitions(db), lessonsByClause(db, policy)]);
  const uses = new Map<string, ClauseUse>();
  const use = (clause: string): ClauseUse => {
    const known = uses.get(clause) ?? { clause, processes: [], lessons: [] };
    uses.set(clause, known);
    return known;
  };
  for (const definition of definitions) {
    for (const [clause, steps] of stepsByClause(definition.model)) {
      const { key, model } = definition;
      if (clause.startsWith(`${policy}#`))
        use(clause).processes.push({ key, name: processName(key, model.name), steps });
    }
  }
  for (const { clause, ...lesson } of lessons) use(clause).lessons.push(lesson);
  return { items: [...uses.values()] };
};
