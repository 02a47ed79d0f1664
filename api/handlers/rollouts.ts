import { Refusal } from '../../domain/refusal.ts';
import { launch, type Phase } from '../../domain/rollout.ts';
import { regress } from '../../domain/rolloutCourse.ts';
import type { Db } from '../../store/db.ts';
import { candidateKeysOf } from '../../store/standing.ts';
import { fileFacts } from '../../store/views/fileFacts.ts';
import { rolloutEventsPage, rolloutsPage, wavesOf } from '../../store/views/rollouts.ts';
import {
  cancelRolloutUpdate,
  launchPhaseUpdate,
  meetConditionUpdate,
  pauseRolloutUpdate,
  regressPhaseUpdate,
  resumeRolloutUpdate,
} from '../../workflows/messages.ts';
import type { Actor } from '../actor.ts';
import { objection } from '../authorize.ts';
import type { Handlers, Services } from '../handler.ts';
import { DetailedRefusal } from '../problem.ts';
import { moment, sameText } from '../refs.ts';
import { askRollout, knownRollout } from '../rolloutAsk.ts';
import { namesOf, readBoard, shownBoard, shownRow } from '../rolloutBoard.ts';
import type { Board } from '../rolloutGates.ts';
import type { Rights } from '../rolloutPhases.ts';
import { missingIn, missingText, phaseName, rolloutText } from '../rolloutTexts.ts';
import { startRollout } from '../startRollout.ts';

export const listRollouts: Handlers['listRollouts'] = async ({ query, authorize }, { db }) => {
  authorize('common', undefined);
  const { items, next } = await rolloutsPage(db, query);
  return { items: items.map(shownRow), next };
};

export const getRollout: Handlers['getRollout'] = async ({ params, actor, at, authorize }, { db, settings }) => {
  authorize('common', undefined);
  const row = await knownRollout(db, params.rollout);
  const keys = await candidateKeysOf(db, actor.id, at);
  const board = await readBoard(db, row, new Set(keys.map(({ key }) => key)));
  const manages = !objection(actor, 'rollout.manage', undefined);
  const isOpen = manages && row.state !== 'completed' && row.state !== 'cancelled';
  return {
    ...shownBoard(board, rightsOf(board, actor, isOpen)),
    mayPause: isOpen && row.state !== 'paused',
    mayResume: isOpen && row.state === 'paused',
    mayCancel: isOpen,
    links: { temporalUi: manages ? temporalLink(settings, row.id) : null },
  };
};

export const listRolloutEvents: Handlers['listRolloutEvents'] = async ({ params, query, authorize }, { db }) => {
  authorize('common', undefined);
  const { id } = await knownRollout(db, params.rollout);
  const [{ items, next }, waves] = await Promise.all([
    rolloutEventsPage(db, { ...query, rollout: id }),
    wavesOf(db, id),
  ]);
  const names = new Map(waves.map(({ wave, name }) => [wave, name]));
  return {
    items: items.map(({ happenedAt, ...event }) => {
      const said = Object.fromEntries(Object.entries(event.params).map(([name, text]) => [name, sameText(text)]));
      const wave = names.get(event.wave ?? '') ?? sameText(event.wave ?? '');
      const gaps = { ...said, phase: phaseName(event.phase ?? ''), wave };
      return { ...event, at: moment(happenedAt), text: rolloutText(['events', event.kind], gaps) };
    }),
    next,
  };
};

export const createRollout: Handlers['createRollout'] = async (call, services) => {
  call.authorize('rollout.manage', undefined);
  return { rollout: await startRollout(call, services) };
};

export const launchPhase: Handlers['launchPhase'] = async (call, services) => {
  const { params, body, actor, locale, authorize, stepped } = call;
  authorize('rollout.manage', undefined);
  const row = await knownRollout(services.db, params.rollout);
  const message = { requestId: body.requestId, actor: { by: actor.id }, phase: params.phase };
  try {
    return await askRollout(services, row, launchPhaseUpdate, message, stepped);
  } catch (error) {
    if (!(error instanceof Refusal) || error.code !== 'phase-not-due') throw error;
    const names = namesOf(await readBoard(services.db, row, new Set()));
    const particulars = missingIn(error.params).map((it) => ({
      where: it.id,
      code: it.kind,
      detail: missingText(it, names)[locale],
    }));
    throw new DetailedRefusal(error.code, particulars, error.params);
  }
};

export const pauseRollout: Handlers['pauseRollout'] = async (call, services) => {
  const { params, body, actor, authorize, stepped } = call;
  authorize('rollout.manage', undefined);
  const row = await knownRollout(services.db, params.rollout);
  const message = { requestId: body.requestId, actor: { by: actor.id }, reason: body.reason };
  return askRollout(services, row, pauseRolloutUpdate, message, stepped);
};

export const resumeRollout: Handlers['resumeRollout'] = async (call, services) => {
  const { params, body, actor, authorize, stepped } = call;
  authorize('rollout.manage', undefined);
  const row = await knownRollout(services.db, params.rollout);
  const message = { requestId: body.requestId, actor: { by: actor.id } };
  return askRollout(services, row, resumeRolloutUpdate, message, stepped);
};

export const cancelRollout: Handlers['cancelRollout'] = async (call, services) => {
  const { params, body, actor, authorize, stepped } = call;
  authorize('rollout.manage', undefined);
  const row = await knownRollout(services.db, params.rollout);
  const message = { requestId: body.requestId, actor: { by: actor.id }, reason: body.reason };
  return askRollout(services, row, cancelRolloutUpdate, message, stepped);
};

export const regressPhase: Handlers['regressPhase'] = async (call, services) => {
  const { params, body, actor, authorize, stepped } = call;
  authorize('rollout.manage', undefined);
  const row = await knownRollout(services.db, params.rollout);
  const { requestId, reason } = body;
  const message = { requestId, actor: { by: actor.id }, phase: params.phase, reason };
  return askRollout(services, row, regressPhaseUpdate, message, stepped);
};

export const meetCondition: Handlers['meetCondition'] = async (call, services) => {
  const { params, body, actor, authorize, stepped } = call;
  const row = await knownRollout(services.db, params.rollout);
  authorize('rollout.meet', { owner: row.owner?.id ?? null });
  const { requestId, comment, evidence } = body;
  if (evidence !== undefined) await mustSee(services.db, evidence, actor);
  const { phase, condition } = params;
  const proof = evidence === undefined ? {} : { evidence };
  const message = { requestId, actor: { by: actor.id }, phase, condition, comment, ...proof };
  return askRollout(services, row, meetConditionUpdate, message, stepped);
};

/** Evidence is a file that whoever names it may see. */
async function mustSee(db: Db, file: string, actor: Actor): Promise<void> {
  const facts = await fileFacts(db, { file, person: actor.id });
  if (!facts || objection(actor, 'file.see', facts)) throw new Refusal('file-unknown', { file });
}

/** Asked of the rules themselves, so that the board offers what would be taken. */
function rightsOf({ rollout, row, parts }: Board, actor: Actor, manages: boolean): Rights {
  const at = Date.now();
  const managers = parts.waves.map(({ manager }) => manager);
  const alsoSigning = (phase: Phase) => (phase === 'train' ? managers : []);
  return {
    mayLaunch: (phase) => manages && isFine(() => launch(rollout, phase, actor.id, at, alsoSigning(phase))),
    mayRegress: (phase: Phase) => manages && isFine(() => regress(rollout, phase)),
    mayMeet: !objection(actor, 'rollout.meet', { owner: row.owner?.id ?? null }),
  };
}

function isFine(rule: () => unknown): boolean {
  try {
    rule();
    return true;
  } catch (error) {
    if (error instanceof Refusal) return false;
    throw error;
  }
}

function temporalLink({ TEMPORAL_UI_URL, TEMPORAL_NAMESPACE }: Services['settings'], id: string): string {
  return new URL(`/namespaces/${TEMPORAL_NAMESPACE}/workflows/${encodeURIComponent(id)}`, TEMPORAL_UI_URL).href;
}
