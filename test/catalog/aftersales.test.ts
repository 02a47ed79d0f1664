import { describe, expect, it } from 'vitest';
import { Play, shippedDecisions, shippedProcesses } from './play.ts';

const processes = await shippedProcesses();
const decisions = await shippedDecisions();
const play = (process: string, variables = {}) => new Play(processes, decisions, process, variables);

const HOUR_MS = 3_600_000;
const order = { orderKey: 'amazon-1', channel: 'amazon-us', market: 'US', deliveredAt: '2026-11-20T08:00:00Z' };
const complaint = { complaint: { id: 'CP-1' }, complaintCategory: 'quality', ticketText: '缝线开裂' };
const ticket = (start = {}) => play('ticket', { ...order, ...start });

const INTAKE = ['replyFirst', 'classifyTicket'];
const FACTS = ['gatherFacts', 'examineGoods'];
const ANSWER = ['answerComplaint', 'askSatisfaction'];
const returned = { remedy: 'return-refund', returnQuantity: 2 };

describe('a ticket', () => {
  it('is answered first and classified at the same time, each with its own deadline', () => {
    const opened = ticket();
    expect(opened.open).toEqual(['classifyTicket', 'replyFirst']);
    expect(opened.due('classifyTicket') - opened.now).toBe(4 * HOUR_MS);
    expect(opened.due('replyFirst') - opened.now).toBe(24 * HOUR_MS);
  });

  it('goes from the facts over an approved refund to the answer and the survey', () => {
    const decided = ticket().doAll(...INTAKE, ...FACTS, 'decideRemedy');
    expect(decided.open).toEqual(['approveRefundLead']);
    const paid = decided.doAll('approveRefundLead', 'executeRefund');
    expect(paid.open).toEqual(['answerComplaint']);
    expect(paid.doAll(...ANSWER).status).toBe('completed');
  });

  it('has its answer published only when it came from a complaint', () => {
    const explained = (start = {}) =>
      ticket(start)
        .doAll(...INTAKE, ...FACTS)
        .do('decideRemedy', { remedy: 'none' })
        .doAll(...ANSWER);
    expect(explained(complaint).passed('publishReply')).toBe(1);
    expect(explained().passed('publishReply')).toBe(0);
  });

  it.each([
    ['quality', 'examineGoods'],
    ['logistics', 'examineCarriage'],
    ['ipr', 'examineRights'],
    ['return', 'decideRemedy'],
  ])('of the class %s is examined by whoever answers for the step', (ticketClass, node) => {
    const opened = ticket().do('replyFirst').do('classifyTicket', { ticketClass });
    expect(opened.do('gatherFacts').open).toEqual([node]);
  });

  it('shows who complains to customer service, and to nobody who only examines the goods', () => {
    const opened = ticket(complaint).doAll(...INTAKE);
    expect(opened.inputsOf('gatherFacts')).toMatchObject(complaint);
    const examined = opened.do('gatherFacts').inputsOf('examineGoods');
    expect(Object.keys(examined)).not.toContain('complaint');
    expect(examined).toMatchObject({ sku: 'TOWEL-70', cause: 'defective' });
  });

  it('that touches safety begins an incident before anything else is done', () => {
    const unsafe = ticket(complaint).do('classifyTicket', { ticketClass: 'safety', sku: 'TOWEL-70' });
    expect(unsafe.open).toEqual(['assessHazard', 'confirmDelisting', 'confirmDelisting', 'confirmTrace', 'replyFirst']);
    expect(unsafe.due('confirmDelisting') - unsafe.now).toBe(2 * HOUR_MS);
  });

  it('that a customer calls unsafe is classified within half an hour, and its two hours run from when it came', () => {
    const feared = ticket({ ...complaint, complaintCategory: 'safety' });
    expect(feared.due('classifyTicket') - feared.now).toBe(HOUR_MS / 2);
    const reported = feared.waitUntil(({ now }) => now >= feared.due('classifyTicket'));
    reported.do('classifyTicket', { ticketClass: 'safety', sku: 'TOWEL-70' });
    expect(reported.due('confirmDelisting') - reported.now).toBe(1.5 * HOUR_MS);
  });

  it('whose goods turn out unsafe begins an incident even though it came as something else', () => {
    const found = ticket()
      .doAll(...INTAKE)
      .do('gatherFacts', { cause: 'unsafe' })
      .do('examineGoods');
    expect(found.passed('reportDanger')).toBe(1);
    expect(found.open).toEqual([
      'assessHazard',
      'confirmDelisting',
      'confirmDelisting',
      'confirmTrace',
      'decideRemedy',
    ]);
  });

  it('is not decided on facts without proof, unless it is said why there is none', () => {
    const bare = { ticketClass: 'complaint' };
    const ask = () => ticket().do('replyFirst').do('classifyTicket', bare);
    expect(ask().do('gatherFacts', { photos: [] }).open).toEqual(['gatherFacts']);
    expect(ask().do('gatherFacts', { photos: [], evidenceGap: '通话未录音。' }).open).toEqual(['decideRemedy']);
  });

  it('has its first reply published, and what the lead answers to a dispute', () => {
    const disputed = ticket(complaint)
      .doAll(...INTAKE, ...FACTS)
      .do('decideRemedy', { remedy: 'none' })
      .do('answerComplaint')
      .do('askSatisfaction', { customerAccepts: 'disputed' })
      .do('reviewDispute');
    expect(disputed.status).toBe('completed');
    expect([disputed.passed('publishFirstReply'), disputed.passed('publishReview')]).toEqual([1, 1]);
  });

  it('without an outcome after 72 hours is put before the lead, who tells the customer', () => {
    const slow = ticket(complaint).doAll(...INTAKE);
    const begun = slow.now;
    slow.waitFor('expediteTicket');
    expect((slow.now - begun) / HOUR_MS).toBe(72);
    expect(slow.notified).toContainEqual({ to: 'duty:cs-manager', text: 'ticket-late' });
    slow
      .do('expediteTicket')
      .doAll(...FACTS)
      .do('decideRemedy', { remedy: 'none' });
    expect(slow.passed('publishDelay')).toBe(1);
    expect(slow.doAll(...ANSWER).status).toBe('completed');
  });

  it('about privacy has the fifteen days of the law, not the 72 hours', () => {
    const asked = ticket().do('replyFirst').do('classifyTicket', { ticketClass: 'privacy' });
    asked.waitUntil(({ now }) => now >= asked.due('verifyIdentity'));
    expect([asked.open, asked.notified]).toEqual([['verifyIdentity'], []]);
  });

  it('that was answered in time is not put before the lead while the customer is asked', () => {
    const answered = ticket()
      .doAll(...INTAKE, ...FACTS)
      .do('decideRemedy', { remedy: 'none' })
      .do('answerComplaint');
    answered.waitUntil(({ now }) => now >= answered.due('askSatisfaction'));
    expect(answered.open).toEqual(['askSatisfaction']);
    expect(answered.notified).toEqual([]);
  });

  it('without an order is not remedied with money or goods', () => {
    const lost = ticket({ orderKey: null }).doAll(...INTAKE, ...FACTS);
    expect(lost.do('decideRemedy').open).toEqual(['decideRemedy']);
    expect(lost.do('decideRemedy', { remedy: 'none' }).open).toEqual(['answerComplaint']);
  });

  it('about privacy goes to the protection of data, about a chargeback to the specialist', () => {
    const privacy = ticket().do('replyFirst').do('classifyTicket', { ticketClass: 'privacy' });
    expect(privacy.open).toEqual(['verifyIdentity']);
    expect(privacy.doAll('verifyIdentity', 'fulfilRequest', 'replySubject').open).toEqual(['answerComplaint']);
    const disputed = ticket().do('replyFirst').do('classifyTicket', { ticketClass: 'chargeback', disputeId: 'dp_1' });
    expect(disputed.open).toEqual(['answerComplaint', 'gatherEvidence']);
  });

  it('is proposed again when the amount is missing or the refund is refused', () => {
    const facts = ticket().doAll(...INTAKE, ...FACTS);
    expect(facts.do('decideRemedy', { refundAmount: null }).open).toEqual(['decideRemedy']);
    const refused = facts.do('decideRemedy').do('approveRefundLead', { verdict: 'rejected' });
    expect(refused.open).toEqual(['decideRemedy']);
  });

  it('is handled again when the lead reopens what the customer disputes', () => {
    const disputed = ticket()
      .doAll(...INTAKE, ...FACTS)
      .do('decideRemedy', { remedy: 'none' })
      .do('answerComplaint')
      .do('askSatisfaction', { customerAccepts: 'disputed' });
    expect(disputed.do('reviewDispute', { disputeOutcome: 'reopen' }).open).toEqual(['decideRemedy']);
  });

  it('sends a replacement above 50 US dollars, or of unknown worth, only with the lead', () => {
    const replaced = (changes: object) =>
      ticket()
        .doAll(...INTAKE, ...FACTS)
        .do('decideRemedy', { remedy: 'replacement', ...changes }).open;
    expect(replaced({ replacementValue: 5_000 })).toEqual(['orderReplacement']);
    expect(replaced({ replacementValue: 5_001 })).toEqual(['approveReplacement']);
    expect(replaced({ replacementValue: 100, currency: 'EUR' })).toEqual(['approveReplacement']);
    expect(replaced({ replacementValue: 100, inStock: 0 })).toEqual(['approveReplacement']);
  });
});

describe('a return', () => {
  const proposed = (start = {}) =>
    ticket(start)
      .doAll(...INTAKE, ...FACTS)
      .do('decideRemedy', returned);

  it('inside the window is authorised, received by the warehouse, and refunded', () => {
    const inside = proposed();
    expect(inside.open).toEqual(['authoriseReturn']);
    const received = inside.do('authoriseReturn');
    expect(received.open).toEqual(['gradeReturn']);
  });

  it('outside the window, or where nobody can tell, is the lead’s to allow', () => {
    expect(proposed({ deliveredAt: '2026-10-01T08:00:00Z' }).open).toEqual(['approveReturn']);
    expect(proposed({ deliveredAt: null }).open).toEqual(['approveReturn']);
    const refused = proposed({ channel: 'shop' }).do('approveReturn', { verdict: 'rejected' });
    expect(refused.open).toEqual(['answerComplaint']);
    expect(refused.variables).toMatchObject({ returnOutcome: 'refused', returnWindow: { verdict: 'unknown' } });
  });

  it('that is not what was announced is decided about anew', () => {
    const received = (changes = {}) => proposed().do('authoriseReturn').do('gradeReturn', changes).do('approveGrading');
    expect(received().open).toEqual(['approveRefundLead']);
    expect(received({ serialMatch: 'mismatch' }).open).toEqual(['decideRemedy']);
  });

  it('that never comes is answered without a refund, fifteen days after the last day for it', () => {
    const waiting = proposed().do('authoriseReturn', { returnBy: '2027-01-10' });
    expect(waiting.passed('publishFirstReply')).toBe(1);
    const lapsed = waiting.waitFor('answerComplaint');
    expect(new Date(lapsed.now).toISOString()).toBe('2027-01-26T00:00:00.000Z');
    expect(lapsed.open).toEqual(['answerComplaint']);
    expect(lapsed.variables['returnOutcome']).toBe('lapsed');
  });
});

describe('the window after a delivery', () => {
  it('waits as long as market and platform give, and ends by itself', () => {
    const open = play('afterSalesWindow', { channel: 'shop', market: 'DE' });
    const before = open.now;
    const closed = open.waitUntil(({ status }) => status === 'completed');
    expect((closed.now - before) / (24 * HOUR_MS)).toBe(17);
  });

  const back = (ticketNumber: string) => ({ ticketNumber, source: 'return', orderKey: 'CG-1', ticketText: '不合适' });

  it('opens a ticket for each return that is asked for while it lasts', () => {
    const open = play('afterSalesWindow', { channel: 'shop', market: 'DE' });
    open.receive('return-requested', back('RT-1')).receive('return-requested', back('RT-2'));
    expect(open.status).toBe('running');
    expect(open.open).toEqual(['classifyTicket', 'classifyTicket', 'replyFirst', 'replyFirst']);
    expect(open.passed('openReturnTicket')).toBe(2);
  });

  it('leaves what comes later to a ticket of its own', () => {
    const closed = play('afterSalesWindow', { channel: 'shop', market: 'DE' });
    closed.waitUntil(({ status }) => status === 'completed').receive('return-requested', back('RT-3'));
    expect(closed.passed('openReturnTicket')).toBe(0);
    expect(closed.open).toEqual(['classifyTicket', 'replyFirst']);
  });
});
