import { EXPORT_MAX } from '../../contract/facts.ts';
import { monthsOf } from '../../domain/months.ts';
import { Refusal } from '../../domain/refusal.ts';
import { appendAudit } from '../../store/audit.ts';
import { finishedStepsPage, stepGroups } from '../../store/views/facts.ts';
import { factsQuery, groupName, shownStep } from '../facts.ts';
import { factsFile, factsFileName } from '../factsFile.ts';
import type { Handlers } from '../handler.ts';
import { measureIndicators } from '../indicators.ts';

export const listStepFacts: Handlers['listStepFacts'] = async ({ query, actor, at, authorize }, { db }) => {
  authorize('own', undefined);
  const { groups, total, isPart } = await stepGroups(db, factsQuery(query, actor, at));
  const items = groups.map(({ key, name, ...figures }) => ({ ...figures, group: groupName(query.by, key, name) }));
  return { items, total, isPart };
};

export const listFinishedSteps: Handlers['listFinishedSteps'] = async ({ query, actor, at, authorize }, { db }) => {
  authorize('own', undefined);
  const { items, next } = await finishedStepsPage(db, factsQuery(query, actor, at));
  return { items: items.map(shownStep), next };
};

export const exportFinishedSteps: Handlers['exportFinishedSteps'] = async (call, { db }) => {
  const { query, actor, at, locale, web, authorize } = call;
  authorize('own', undefined);
  const wanted = factsQuery(query, actor, at);
  const { items, next } = await finishedStepsPage(db, { ...wanted, limit: EXPORT_MAX });
  if (next !== null) throw new Refusal('list-too-long', { max: String(EXPORT_MAX) });
  const { scope: _scope, sight: _sight, ...asked } = wanted;
  const exported = { action: 'facts-exported', subjectKind: 'facts', subject: `${asked.from}/${asked.to}` };
  await appendAudit(db, [{ actor: actor.id, ...exported, after: { ...asked, rows: items.length } }]);
  const content = factsFile(items.map(shownStep), locale);
  web.response.attachment(factsFileName(asked, locale)).type('text/csv; charset=utf-8').send(content);
  return undefined;
};

export const listIndicators: Handlers['listIndicators'] = async ({ query, at, authorize }, { db }) => {
  authorize('indicators.read', undefined);
  return { items: await measureIndicators(db, monthsOf(query, at)) };
};
