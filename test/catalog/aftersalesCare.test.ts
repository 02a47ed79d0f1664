import { describe, expect, it } from 'vitest';
import { Play, shippedDecisions, shippedProcesses } from './play.ts';

const processes = await shippedProcesses();
const decisions = await shippedDecisions();
const play = (process: string, variables = {}) => new Play(processes, decisions, process, variables);

const HOUR_MS = 3_600_000;

describe('a chargeback', () => {
  const disputed = (more = {}) =>
    play('chargeback', {
      disputeId: 'dp_1',
      reasonCode: '13.1',
      amount: 20_000,
      currency: 'USD',
      openedAt: '2026-11-24T01:00:00Z',
      ...more,
    });

  it('is due by the clock of the dispute, however late it was heard of', () => {
    const heard = disputed({ openedAt: '2026-11-23T01:00:00.500Z' });
    expect((heard.due('gatherEvidence') - heard.now) / HOUR_MS).toBeCloseTo(24, 2);
    const late = disputed({ openedAt: '2026-11-20T01:00:00Z' }).do('gatherEvidence');
    expect((late.due('fileAnswer') - late.now) / HOUR_MS).toBe(24);
    const overdue = disputed({ openedAt: '2026-11-21T01:00:00Z' });
    expect((overdue.due('gatherEvidence') - overdue.now) / HOUR_MS).toBe(1);
  });

  it('is contested with a complete pack and filed', () => {
    const filed = disputed().doAll('gatherEvidence', 'fileAnswer', 'recordOutcome');
    expect(filed.status).toBe('completed');
    expect(filed.variables['packCheck']).toMatchObject({ verdict: 'complete' });
  });

  it('comes back while the pack has gaps that nobody explains', () => {
    const packItems = [{ kind: 'order-record', file: 'f' }];
    expect(disputed().do('gatherEvidence', { packItems }).open).toEqual(['gatherEvidence']);
    expect(disputed().do('gatherEvidence', { packItems, missingReason: '承运商未提供。' }).open).toEqual([
      'fileAnswer',
    ]);
  });

  it('is conceded above 200 dollars only with the lead', () => {
    const concede = { disputePosition: 'concede' };
    expect(disputed().do('gatherEvidence', concede).passed('conceded')).toBe(1);
    const large = disputed({ amount: 20_001 }).do('gatherEvidence', concede);
    expect(large.open).toEqual(['approveConcession']);
    expect(large.do('approveConcession', { verdict: 'rejected' }).open).toEqual(['gatherEvidence']);
  });

  it.each([
    ['the answer is not filed', () => disputed().do('gatherEvidence')],
    ['nobody has gathered anything', () => disputed()],
    [
      'the lead has not decided',
      () => disputed({ amount: 20_001 }).do('gatherEvidence', { disputePosition: 'concede' }),
    ],
  ])('is lost when the seventh day goes by while %s', (_, begun) => {
    const lost = begun().waitUntil(({ status }) => status === 'completed');
    expect(new Date(lost.now).toISOString()).toBe('2026-12-01T01:00:00.000Z');
    expect([lost.passed('closeLapsed'), lost.passed('lapsed')]).toEqual([1, 1]);
    expect(lost.notified).toContainEqual({ to: 'duty:cs-manager', text: 'chargeback-lapsed' });
  });
});

describe('a safety incident', () => {
  const goods = { skus: ['TOWEL-70'], lots: ['B1'] };
  const STOP = ['confirmDelisting', 'confirmDelisting'];
  const assessed = (changes = {}) =>
    play('safetyIncident', goods)
      .doAll(...STOP, 'confirmTrace')
      .do('assessHazard', changes);

  it('waits for nothing but the names of the goods before the sale stops', () => {
    const unnamed = play('safetyIncident');
    expect(unnamed.open).toEqual(['nameGoods']);
    expect((unnamed.due('nameGoods') - unnamed.now) / HOUR_MS).toBe(0.5);
    expect(unnamed.do('nameGoods').open).toEqual([
      'assessHazard',
      'confirmDelisting',
      'confirmDelisting',
      'confirmTrace',
    ]);
  });

  it('is told to the authorities of each market where the hazard is serious', () => {
    expect(assessed().open).toEqual(['notifyEu', 'notifyUs']);
    expect(assessed({ soldInUs: false }).open).toEqual(['notifyEu']);
    expect(assessed({ severity: 'minor' }).open).toEqual(['proposeOutcome']);
    expect(assessed({ severity: 'minor', hasInjury: true }).open).toEqual(['notifyEu', 'notifyUs']);
  });

  it('is told where the ledger says that the goods went, whatever the form says', () => {
    const unsold = { soldInEu: false, soldInUs: false };
    const sold = play('safetyIncident', { ...goods, countries: ['US', 'FR'] });
    expect(sold.doAll(...STOP, 'confirmTrace').do('assessHazard', unsold).open).toEqual(['notifyEu', 'notifyUs']);
    expect(assessed(unsold).open).toEqual(['proposeOutcome']);
  });

  it('has every deadline from when it was reported, not from when somebody came to it', () => {
    const incident = play('safetyIncident', { ...goods, reportedAt: '2026-11-24T00:00:00Z' });
    const left = (node: string) => (incident.due(node) - incident.now) / HOUR_MS;
    expect([left('confirmDelisting'), left('confirmTrace')]).toEqual([1, 23]);
    incident.do('assessHazard');
    expect([left('notifyEu'), left('notifyUs')]).toEqual([23, 23]);
  });

  it('ends with a recall that quality proposes and the general manager approves', () => {
    const proposed = assessed({ severity: 'minor' }).do('proposeOutcome');
    expect(proposed.open).toEqual(['approveOutcome']);
    expect(proposed.do('approveOutcome').open).toEqual(['planRecall']);
    expect(proposed.do('planRecall').status).toBe('completed');
  });

  it('keeps the sale stopped until the goods are corrected and that is approved', () => {
    const stopped = assessed({ severity: 'minor' })
      .do('proposeOutcome', { incidentOutcome: 'correct' })
      .do('approveOutcome');
    expect(stopped.open).toEqual(['correctGoods']);
    const corrected = stopped.do('correctGoods').do('proposeOutcome', { incidentOutcome: 'resume' });
    expect([corrected.open, corrected.passed('liftHold')]).toEqual([['approveOutcome'], 0]);
    expect(corrected.do('approveOutcome').passed('liftHold')).toBe(1);
  });

  it('lets the sale go on when there is no danger, and refers what looks like misconduct', () => {
    const safe = assessed({ severity: 'none' })
      .do('proposeOutcome', { incidentOutcome: 'resume', misconduct: true })
      .do('approveOutcome');
    expect(safe.passed('liftHold')).toBe(1);
    expect(safe.open).toEqual(['referCase']);
    expect(safe.do('referCase').passed('openCase')).toBe(1);
  });
});

describe('what is answered by a date', () => {
  it('is drafted, approved by legal and submitted within the days that the notice gives', () => {
    const days = (replyWithinDays: number) => {
      const draft = play('regulatorReply', { replyWithinDays });
      return (draft.due('draftRegulatorReply') - draft.now) / HOUR_MS;
    };
    expect(days(7)).toBe(5 * 24);
    expect(days(1)).toBe(12);
    const refused = play('regulatorReply', { replyWithinDays: 7 }).do('draftRegulatorReply');
    refused.waitUntil(({ now }) => now >= refused.due('approveRegulatorReply'));
    refused.do('approveRegulatorReply', { verdict: 'rejected' });
    expect(refused.due('draftRegulatorReply')).toBeLessThan(Date.UTC(2026, 11, 1, 1));
    const sent = play('regulatorReply', { replyWithinDays: 7 });
    expect(sent.doAll('draftRegulatorReply', 'approveRegulatorReply', 'submitReply').status).toBe('completed');
  });

  it('is appealed again when the platform asks for more', () => {
    const filed = play('platformAppeal').doAll('draftAppeal', 'approveAppeal', 'fileAppeal');
    expect(filed.do('recordAppeal', { appealOutcome: 'more-information' }).open).toEqual(['draftAppeal']);
    const short = play('platformAppeal', { answerBy: '2026-11-25' }).do('draftAppeal').do('approveAppeal');
    expect(new Date(short.due('fileAppeal')).toISOString()).toBe('2026-11-25T00:00:00.000Z');
    const usual = play('platformAppeal').do('draftAppeal').do('approveAppeal');
    expect((usual.due('fileAppeal') - usual.now) / HOUR_MS).toBe(48);
  });

  it('is refused to whoever cannot show who they are', () => {
    const stranger = play('privacyRequest').do('verifyIdentity', { subjectVerified: false });
    expect(stranger.open).toEqual(['replySubject']);
    expect(stranger.passed('fulfilRequest')).toBe(0);
  });
});

describe('what keeps a fault from coming back', () => {
  it('is the supplier’s correction, until quality finds it effective, and a look at the clause', () => {
    const begun = play('supplierCorrection', { sku: 'TOWEL-70' }).doAll(
      'containGoods',
      'findRootCause',
      'correctSupplier',
    );
    expect(begun.do('approveCorrection', { verdict: 'rejected' }).open).toEqual(['findRootCause']);
    begun.doAll('findRootCause', 'correctSupplier', 'approveCorrection', 'reviewClause');
    expect(begun.status).toBe('completed');
  });

  it('is a monthly look at the reviews, which bothers nobody when nothing was closed', () => {
    expect(play('reviewSampling').status).toBe('completed');
    const drawn = play('reviewSampling', { drawn: [{ ticket: 'CP-1' }] });
    expect(drawn.do('checkReviews').status).toBe('completed');
    const two = play('reviewSampling', { drawn: [{ ticket: 'CP-1' }, { ticket: 'CP-2' }] });
    expect(two.do('checkReviews').open).toEqual(['checkReviews']);
    const paid = play('reviewSampling', { drawn: [{ ticket: 'CP-1' }] }).do('checkReviews', {
      reviewResults: [{ ticket: 'CP-1', result: 'paid' }],
    });
    expect(paid.open).toEqual(['referReviews']);
  });
});
