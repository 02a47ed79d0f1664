import { describe, expect, test } from 'vitest';
import { resultFields } from '../../api/resultFields.ts';
import { shippedProcesses } from './play.ts';

const processes = await shippedProcesses();

const fields = (id: string, locale: 'zh-CN' | 'en') => {
  const model = processes.find((it) => it.id === id);
  return new Map(model && resultFields(model, locale));
};

describe('what a process writes by itself', () => {
  test('is called after the step that writes it, and an approval says how it ended', () => {
    expect(fields('procurement', 'en').get('proposalDecision')).toEqual({
      title: 'Approve the proposal',
      type: 'string',
      oneOf: [
        { const: 'approved', title: 'approved' },
        { const: 'rejected', title: 'rejected' },
      ],
    });
    expect(fields('procurement', 'zh-CN').get('proposalDecision')?.title).toBe('审批立项');
  });
});
