import type { Funnel as FunnelShown, WaveRow } from '../../contract/waves.ts';
import { Refusal } from '../../domain/refusal.ts';
import { type Funnel, factsOf } from '../../domain/training.ts';
import { appendAudit } from '../../store/audit.ts';
import { courseHeads } from '../../store/courses.ts';
import { laggards } from '../../store/views/learning.ts';
import { findWave, type Wave, waveFunnel, wavesPage } from '../../store/waves.ts';
import { objection, waveScope } from '../authorize.ts';
import type { Handlers, Services } from '../handler.ts';
import { moment, momentOrNull } from '../refs.ts';
import { askToRemind } from '../waveSignal.ts';

export const listWaves: Handlers['listWaves'] = async ({ query, actor, at, authorize }, { db }) => {
  authorize('common', undefined);
  const { items, next } = await wavesPage(db, { ...query, manager: waveScope(actor) });
  return { items: items.map((wave) => shownWave(wave, wave.counts, at)), next };
};

export const getWave: Handlers['getWave'] = async ({ params, actor, at, authorize }, { db }) => {
  const wave = await known(db, params.wave);
  authorize('wave.see', wave);
  const [funnel, courses] = await Promise.all([waveFunnel(db, wave.id), courseHeads(db, wave.id)]);
  const { departments, positions, people, except } = wave.audience;
  return {
    ...shownWave(wave, funnel, at),
    audience: {
      ...(departments && { departments: [...departments] }),
      ...(positions && { positions: [...positions] }),
      ...(people && { people: [...people] }),
      ...(except && { except: [...except] }),
    },
    contentHash: wave.contentHash,
    thresholds: wave.thresholds,
    courses,
    facts: [...factsOf(funnel, wave.thresholds)],
    mayRemind: wave.state !== 'closed' && objection(actor, 'wave.remind', wave) === undefined,
  };
};

export const listLaggards: Handlers['listLaggards'] = async ({ params, query, authorize }, { db }) => {
  const wave = await known(db, params.wave);
  authorize('wave.see', wave);
  const { items, next } = await laggards(db, wave.id, query);
  return {
    items: items.map(({ status, acknowledgedAt, ...laggard }) => ({
      ...laggard,
      status: status as 'assigned',
      acknowledgedAt: momentOrNull(acknowledgedAt),
    })),
    next,
  };
};

export const remindWave: Handlers['remindWave'] = async ({ params, body, actor, authorize }, services) => {
  const wave = await known(services.db, params.wave);
  authorize('wave.remind', wave);
  if (wave.state === 'closed') throw new Refusal('wave-closed');
  await askToRemind(services, wave.id, { requestId: body.requestId, by: actor.id });
  const asked = { action: 'wave-reminded', subjectKind: 'wave', subject: wave.id, requestId: body.requestId };
  await appendAudit(services.db, [{ actor: actor.id, ...asked }]);
  return { done: true };
};

async function known(db: Services['db'], id: string): Promise<Wave> {
  const wave = await findWave(db, id);
  if (!wave) throw new Refusal('wave-unknown');
  return wave;
}

function shownWave(wave: Wave, counts: Partial<Funnel>, at: Date): WaveRow {
  const { id, rollout, policy, version, name, manager, dueAt, state, startedAt, closedAt, countedAt } = wave;
  return {
    id,
    rollout,
    policy,
    version,
    name,
    manager,
    dueAt: moment(dueAt),
    overdue: state !== 'closed' && dueAt < at,
    state,
    startedAt: moment(startedAt),
    closedAt: momentOrNull(closedAt),
    funnel: shownFunnel(counts),
    countedAt: momentOrNull(countedAt),
  };
}

const nobody: FunnelShown = {
  people: 0,
  assigned: 0,
  inProgress: 0,
  passed: 0,
  failed: 0,
  escalated: 0,
  exempt: 0,
  left: 0,
  acknowledged: 0,
  declined: 0,
};

const shownFunnel = ({ critical: _c, criticalPassed: _p, open: _o, ...counts }: Partial<Funnel>): FunnelShown => ({
  ...nobody,
  ...counts,
});
