import { describe, expect, it } from 'vitest';
import { Play, shippedDecisions, shippedProcesses } from './play.ts';

const processes = await shippedProcesses();
const decisions = await shippedDecisions();
const scorecard = () => new Play(processes, decisions, 'supplierScorecard', {});

const two = {
  suppliers: [
    { name: 'A', previousScore: 90 },
    { name: 'B', previousScore: 69 },
  ],
};

describe('the quarterly scorecard', () => {
  it('is begun by time alone, every three months', () => {
    const starts = processes.find(({ id }) => id === 'supplierScorecard')?.nodes['start'];
    expect(starts).toMatchObject({
      event: { kind: 'timer', timer: { kind: 'cycle', cycle: expect.stringMatching(/^R\/.+\/P3M$/) } },
    });
  });

  it('scores every supplier by two people and weighs quality more', () => {
    const scored = scorecard().do('planScorecard', two);
    expect(scored.open).toEqual(['scoreQuality', 'scoreQuality', 'scoreService', 'scoreService']);
    scored
      .doAll('scoreQuality', 'scoreService')
      .do('scoreQuality', { qualityScore: 60 })
      .do('scoreService', { serviceScore: 70 });
    expect(scored.variables['scorecards']).toEqual([
      { supplier: 'A', score: 86, grade: 'good' },
      { supplier: 'B', score: 64, grade: 'improve' },
    ]);
  });

  it('asks for measures only when a grade is low', () => {
    const low = scorecard()
      .doAll('planScorecard', 'scoreService')
      .do('scoreQuality', { qualityScore: 20 })
      .do('approveScorecards');
    expect(low.open).toEqual(['carryOutMeasures']);
    expect(low.do('carryOutMeasures').status).toBe('completed');
    const good = scorecard().doAll('planScorecard', 'scoreService', 'scoreQuality', 'approveScorecards');
    expect(good.status).toBe('completed');
    expect(good.passed('carryOutMeasures')).toBe(0);
  });

  it('begins again when the manager does not approve the scores', () => {
    const again = scorecard()
      .doAll('planScorecard', 'scoreService', 'scoreQuality')
      .do('approveScorecards', { verdict: 'rejected' });
    expect(again.open).toEqual(['planScorecard']);
  });
});
