import { createHash } from 'node:crypto';
import { companySetting } from '../store/companySetting.ts';
import type { Db } from '../store/db.ts';
import { currentDefinition } from '../store/definitions.ts';
import { superiorOf } from '../store/people.ts';
import { noteTutoring, type TutoringDue, tutoringDue } from '../store/tutoring.ts';

/** Tutorings begun at one time. */
const BATCH = 100;
const KEY_LENGTH = 12;
const PROCESS = 'tutoring';

/** Starts a process that belongs to nobody, or finds that it has been started. Gives its id. */
export type BeginProcess = (process: {
  readonly process: string;
  readonly definition: string;
  readonly businessKey: string;
  readonly title: string;
  readonly startedBy: string;
  readonly timeScale: number;
  readonly variables: Readonly<Record<string, unknown>>;
  /** The start event, when a message begins it, and that message's id. */
  readonly start?: string;
  readonly message?: string;
}) => Promise<string>;

type Deps = { readonly db: Db; readonly beginProcess: BeginProcess };

/**
 * Has a tutor asked for everybody who has used up their attempts. Each is a process of its own, and none a child of the
 * wave: its history must not grow with its people.
 */
export async function beginTutorings({ db, beginProcess }: Deps, wave: string, timeScale: number): Promise<number> {
  let begun = 0;
  for (;;) {
    const due = await tutoringDue(db, wave, BATCH);
    for (const one of due) await begin(db, beginProcess, one, timeScale);
    begun += due.length;
    if (due.length < BATCH) return begun;
  }
}

async function begin(db: Db, beginProcess: BeginProcess, due: TutoringDue, timeScale: number): Promise<void> {
  const { wave, person, department, course, title, chapter, policy, round, manager } = due;
  const [definition, { language }] = await Promise.all([currentDefinition(db, PROCESS), companySetting(db)]);
  if (!definition) throw new Error(`no process ${PROCESS} is deployed`);
  const tutor = (await superiorOf(db, person)) ?? manager;
  const instance = await beginProcess({
    process: PROCESS,
    definition: definition.hash,
    businessKey: keyOf(due),
    title: title[language],
    startedBy: manager,
    timeScale,
    variables: {
      requester: { id: person, department },
      learner: person,
      tutor,
      wave,
      course,
      round,
      chapter,
      policy,
      courseTitle: title[language],
    },
  });
  await noteTutoring(db, due, instance);
}

/** Ids lie open in Temporal: they name the course, and nobody. */
function keyOf({ wave, person, course, round }: TutoringDue): string {
  const digest = createHash('sha256')
    .update(JSON.stringify([wave, person, course, round]))
    .digest('hex');
  return `${course}-${digest.slice(0, KEY_LENGTH)}`;
}
