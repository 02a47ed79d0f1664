import type { Locale } from '../contract/shared.ts';
import type { Variables } from '../engine/bpmn/instance.ts';
import type { Db } from '../store/db.ts';
import { fileFacts } from '../store/views/fileFacts.ts';
import type { Actor } from './actor.ts';
import { objection } from './authorize.ts';
import { evidenceIn, type ReadyForm, wrongEvidence } from './forms.ts';
import { DetailedRefusal } from './problem.ts';

/** The files that a form names as evidence; each must be there, and one that the person may see. */
export async function checkEvidence(
  db: Db,
  { content }: ReadyForm,
  variables: Variables,
  actor: Actor,
  locale: Locale,
): Promise<readonly string[]> {
  const files = [...new Set(evidenceIn(content.schema, variables))];
  const found = await Promise.all(files.map((file) => fileFacts(db, { file, person: actor.id })));
  const missing = files.filter((_, index) => {
    const facts = found[index];
    return !facts || objection(actor, 'file.see', facts) !== undefined;
  });
  if (missing.length > 0)
    throw new DetailedRefusal(
      'malformed',
      missing.map((file) => wrongEvidence(file, locale)),
    );
  return files;
}
