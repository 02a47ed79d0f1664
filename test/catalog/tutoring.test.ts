import { describe, expect, it } from 'vitest';
import { Play, shippedDecisions, shippedProcesses } from './play.ts';

const processes = await shippedProcesses();
const decisions = await shippedDecisions();
const given = { tutor: 'lu-chen', learner: 'lin-yue', wave: 'w', course: 'POL-01.12', round: 1 };
const tutoring = () => new Play(processes, decisions, 'tutoring', given);

describe('a tutoring', () => {
  it('opens the next attempts once it was explained, confirmed and signed', () => {
    const signed = tutoring().doAll('explain', 'confirm', 'signReady');

    expect(signed.passed('reopen')).toBe(1);
    expect(signed.status).toBe('completed');
  });

  it('is explained again when the tutor does not sign', () => {
    const again = tutoring()
      .do('explain')
      .do('confirm', { understood: false, openQuestions: '12.4' })
      .do('signReady', { verdict: 'rejected' });

    expect(again.open).toEqual(['explain']);
    expect(again.passed('reopen')).toBe(0);
  });
});
