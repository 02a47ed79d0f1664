import { Refusal } from '../../domain/refusal.ts';
import { currentDefinition, listDefinitions } from '../../store/definitions.ts';
import { versionsOf } from '../../store/views/library.ts';
import type { Handlers } from '../handler.ts';
import { maySeeCount, processRows } from '../processRows.ts';
import { usesOf } from '../processUses.ts';
import { moment } from '../refs.ts';

export const listProcesses: Handlers['listProcesses'] = async ({ query, actor, at, authorize }, { db }) => {
  authorize('common', undefined);
  const items = await processRows(db, { actor, at }, await listDefinitions(db));
  return { items: query.all ? items : items.filter(({ mayStart }) => mayStart) };
};

export const listProcessVersions: Handlers['listProcessVersions'] = async ({ params, actor, authorize }, { db }) => {
  authorize('common', undefined);
  const versions = await versionsOf(db, params.process);
  if (versions.length === 0) throw new Refusal('process-unknown', { process: params.process });
  const isCounted = maySeeCount(actor, params.process);
  return {
    items: versions.map(({ deployedAt, running, ...version }) => ({
      ...version,
      deployedAt: moment(deployedAt),
      running: isCounted ? running : null,
    })),
  };
};

export const getProcessUses: Handlers['getProcessUses'] = async ({ params, authorize }, { db }) => {
  authorize('common', undefined);
  const [definition, all] = await Promise.all([currentDefinition(db, params.process), listDefinitions(db)]);
  if (!definition) throw new Refusal('process-unknown', { process: params.process });
  return usesOf(definition.model, all);
};
