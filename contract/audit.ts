import { z } from 'zod';
import { operation } from './operation.ts';
import { Moment, PersonRef, pageOf, paging } from './shared.ts';

/** One row of the evidence: who did (or tried) what, on whose behalf, to what, when. */
const AuditEntry = z
  .object({
    id: z.string(),
    at: Moment,
    by: PersonRef.nullable(),
    onBehalfOf: PersonRef.nullable(),
    action: z.string(),
    subject: z.string(),
    refused: z.string().nullable(),
    clauses: z.array(z.string()),
    details: z.record(z.string(), z.unknown()),
  })
  .meta({ id: 'AuditEntry' });

export const listAudit = operation({
  method: 'get',
  path: '/audit',
  tag: 'audit',
  summary: 'The audit trail, newest first (auditors, officers, administrators)',
  query: z.object({
    ...paging,
    subject: z.string().max(1000).optional(),
    person: z.string().max(200).optional(),
    refused: z.stringbool().optional(),
  }),
  result: pageOf('AuditPage', AuditEntry),
});
