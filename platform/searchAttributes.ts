import { defineSearchAttributeKey } from '@temporalio/common';

/** What operations can search workflows by. None of it is personal data: Temporal keeps these in plain text. */
export const searchAttributes = {
  process: defineSearchAttributeKey('ZhiduProcess', 'KEYWORD'),
  policy: defineSearchAttributeKey('ZhiduPolicy', 'KEYWORD'),
  phase: defineSearchAttributeKey('ZhiduPhase', 'KEYWORD'),
  department: defineSearchAttributeKey('ZhiduDept', 'KEYWORD'),
  state: defineSearchAttributeKey('ZhiduState', 'KEYWORD'),
  incident: defineSearchAttributeKey('ZhiduIncident', 'BOOL'),
  dueAt: defineSearchAttributeKey('ZhiduDueAt', 'DATETIME'),
};
