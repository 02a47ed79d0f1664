import { companySetting } from '../../store/companySetting.ts';
import { currentDefinition } from '../../store/definitions.ts';
import { processName } from '../processNames.ts';
import type { BeginProcess } from '../tutorings.ts';
import type { JobDeps } from './index.ts';
import { hopeless } from './job.ts';

type Asked = Omit<Parameters<BeginProcess>[0], 'definition' | 'title'>;

/**
 * Begins the current version of a process on its own, for whom nobody waits, by its name in the company's language. One of
 * the same business key that runs or has run already is left alone.
 */
export async function beginCurrent({ db, beginProcess }: JobDeps, asked: Asked): Promise<void> {
  const [found, { language }] = await Promise.all([currentDefinition(db, asked.process), companySetting(db)]);
  if (!found) throw hopeless(`no process ${asked.process} is deployed`);
  const title = `${processName(found.model, language)} ${asked.businessKey}`;
  await beginProcess({ ...asked, definition: found.hash, title });
}
