import { describe, expect, test } from 'vitest';
import { noticeAddress } from '../../api/noticeAddress.ts';

describe('a notification', () => {
  test.each([
    ['a task', 'task-overdue', 'procurement/1|t3', 'procurement/1', '/tasks/procurement%2F1%7Ct3'],
    ['what is to be learnt', 'training-due', null, null, '/learn'],
    ['a certificate', 'certificate-expired', null, null, '/learn'],
    ['the board of a rollout', 'rollout-gate-passed', null, 'rollout/POL-01@v2', '/rollouts/rollout%2FPOL-01%40v2'],
    ['a case', 'case-served', null, 'violationCase/20261124-1a', '/cases/20261124-1a'],
    ['a consultation', 'consultation-opened', null, 'consultation/POL-01@v2~1', '/policies/POL-01/2/consultation'],
    ['what was published', 'policy-published', null, 'policyRelease/POL-01@v3', '/policies/POL-01/3'],
    ['nothing, when it says everything', 'purchase-settled', null, 'procurement/1', null],
    ['nothing, about the training of others', 'training-escalated', null, null, null],
  ])('leads to %s', (_what, kind, task, instance, address) => {
    expect(noticeAddress({ kind, task, instance })).toBe(address);
  });
});
