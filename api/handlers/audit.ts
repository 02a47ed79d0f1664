import { appendAudit } from '../../store/audit.ts';
import { auditPage } from '../../store/views/audit.ts';
import type { Handlers } from '../handler.ts';
import { caseSight } from '../insight.ts';
import { moment } from '../refs.ts';

/** Reading the evidence is itself written down, once for each list and not for each page. */
export const listAudit: Handlers['listAudit'] = async ({ query, actor, authorize }, { db }) => {
  authorize('audit.read', undefined);
  const { items, next } = await auditPage(db, { ...query, sight: caseSight(actor) });
  if (query.cursor === undefined) {
    await appendAudit(db, [
      { actor: actor.id, action: 'audit-read', subjectKind: 'audit', subject: query.subject ?? '', after: query },
    ]);
  }
  return {
    items: items.map(({ id, at, by, onBehalfOf, action, subjectKind, subject, refused, clauses, before, after }) => ({
      id,
      at: moment(at),
      by,
      onBehalfOf,
      action,
      subject: `${subjectKind}:${subject}`,
      refused,
      clauses: [...clauses],
      details: { before, after },
    })),
    next,
  };
};
