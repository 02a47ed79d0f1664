import { Context } from '@temporalio/activity';
import { type Funnel, isReady } from '../domain/training.ts';
import { companySetting } from '../store/companySetting.ts';
import type { Db } from '../store/db.ts';
import { escalate, followAudience, followChanges, holdPermissions, openPage } from '../store/enrolments.ts';
import { type Person, peopleByIds } from '../store/people.ts';
import {
  clearDirty,
  closeWave,
  findWave,
  type NewWave,
  openWave,
  saveCounts,
  type Wave,
  waveFunnel,
} from '../store/waves.ts';
import { workflowTexts } from './definitions.ts';
import { leniently, type Telling, tell } from './jobs/tell.ts';
import { type BeginProcess, beginTutorings } from './tutorings.ts';

/** People told in one go. */
const TOLD = 1_000;

export type WaveDeps = Telling & { readonly beginProcess: BeginProcess };

/** What a run of a wave needs to know that is not in its state, in the company's language. */
export type WaveSurroundings = { readonly texts: Readonly<Record<string, string>>; readonly consoleUrl: string };

/** How a wave stands, as counted. */
export type Counted = { readonly funnel: Funnel; readonly isReady: boolean; readonly hasJoined: boolean };

/** Moments are ms since the epoch, by the workflow's clock. */
type Following = { readonly wave: string; readonly at: number };

export type Counting = Following & {
  readonly timeScale: number;
  readonly isClosing: boolean;
  /** Who joins and who leaves is looked for, too. */
  readonly follows: boolean;
};

export type Reminding = {
  readonly wave: string;
  readonly at: number;
  /** Names this reminder: nobody gets the same one twice. */
  readonly rung: string;
  /** Days from the due date, negative before it; absent: it was asked for, or people have come in. */
  readonly day?: number;
  /** Only who was enrolled from then on, in ms since the epoch: they are told that they are in the wave. */
  readonly since?: number;
  readonly escalates?: boolean;
  readonly holds?: boolean;
};

/** What the workflow of a wave has done: over people by the thousand, never by the entry. */
export function createWaves(deps: WaveDeps) {
  return {
    openWave: async (wave: NewWave): Promise<WaveSurroundings> => {
      await openWave(deps.db, wave);
      const { language } = await companySetting(deps.db);
      return { texts: workflowTexts(language), consoleUrl: deps.consoleUrl };
    },

    /** Takes in what was learnt, and at a sweep who has come and gone. */
    countWave: (counting: Counting) => count(deps, counting),

    /** Reminds whoever still owes something. Gives how many. */
    remindPeople: (reminding: Reminding) => remind(deps, reminding),

    closeWave: ({ wave, reason, at }: Following & { readonly reason: string }) =>
      closeWave(deps.db, wave, reason, new Date(at)),
  };
}

/** A page of the company after the other; goes on where the delivery before it had come to. */
async function follow(db: Db, { wave, at }: Following): Promise<boolean> {
  const { audience } = await known(db, wave);
  let { cursor, joined } = resumed({ cursor: '', joined: 0 });
  for (;;) {
    const page = await followAudience(db, { wave, audience, after: cursor, at: new Date(at) });
    joined += page.joined;
    if (page.cursor === null) return joined > 0;
    cursor = page.cursor;
    Context.current().heartbeat({ cursor, joined });
  }
}

/** The mark goes first: what is learnt while this counts is marked anew, and counted the next time. */
async function count(deps: WaveDeps, counting: Counting): Promise<Counted> {
  const { db } = deps;
  const { wave: id, timeScale, isClosing, follows } = counting;
  const wave = await known(db, id);
  const hasJoined = follows && (await follow(db, counting));
  await clearDirty(db, id);
  await followChanges(db, wave, () => Context.current().heartbeat());
  await beginTutorings(deps, id, timeScale);
  const funnel = await waveFunnel(db, id);
  const ready = isReady(funnel, wave.thresholds);
  await saveCounts(db, { wave: id, counts: funnel, state: stateOf(isClosing, ready) });
  // A delivery before this one may have let them in.
  return { funnel, isReady: ready, hasJoined: hasJoined || (follows && Context.current().info.attempt > 1) };
}

async function remind(deps: WaveDeps, reminding: Reminding): Promise<{ readonly people: number }> {
  const wave = await known(deps.db, reminding.wave);
  const since = reminding.since === undefined ? undefined : new Date(reminding.since);
  let { cursor, people } = resumed({ cursor: '', people: 0 });
  for (;;) {
    const page = await openPage(deps.db, { wave: wave.id, after: cursor, since, limit: TOLD });
    const last = page.at(-1);
    if (!last) return { people };
    await remindPage(deps, wave, reminding, page);
    people += page.length;
    cursor = last.id;
    Context.current().heartbeat({ cursor, people });
  }
}

const stateOf = (isClosing: boolean, ready: boolean) => {
  if (isClosing) return 'closing';
  return ready ? 'ready' : 'running';
};

/** Where the delivery before this one had come to. */
function resumed<Progress>(beginning: Progress): Progress {
  const { heartbeatDetails } = Context.current().info;
  return (heartbeatDetails as Progress | undefined) ?? beginning;
}

async function known(db: Db, id: string): Promise<Wave> {
  const wave = await findWave(db, id);
  if (!wave) throw new Error(`there is no wave ${id}`);
  return wave;
}

async function remindPage(deps: WaveDeps, wave: Wave, reminding: Reminding, people: readonly Person[]): Promise<void> {
  const { day, rung, escalates = false, holds = false } = reminding;
  const params = { wave: wave.name, days: String(Math.abs(day ?? 0)) };
  const tidings = { params, instance: wave.id, token: rung, attempt: 1, page: '/learn' };
  const at = new Date(reminding.at);
  const ids = people.map(({ id }) => id);
  await tell(leniently(deps), people, { ...tidings, kind: kindOf(reminding) });
  if (escalates) {
    await escalate(deps.db, wave.id, ids, at);
    const superiors = [...new Set(people.flatMap(({ superior }) => superior ?? []))];
    const above = (await peopleByIds(deps.db, superiors)).filter(({ active }) => active);
    await tell(leniently(deps), above, {
      ...tidings,
      kind: 'training-escalated',
      page: `/waves/${encodeURIComponent(wave.id)}`,
    });
  }
  if (!holds) return;
  await holdPermissions(deps.db, wave.id, ids, at);
  await tell(leniently(deps), people, { ...tidings, kind: 'training-held' });
}

function kindOf({ day, since }: Reminding): string {
  if (since !== undefined) return 'training-assigned';
  if (day === undefined) return 'training-reminder';
  if (day < 0) return 'training-due-soon';
  return day === 0 ? 'training-due' : 'training-overdue';
}
