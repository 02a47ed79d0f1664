import { describe, expect, it } from 'vitest';
import { handedOverAtOnce } from './handedOver.ts';
import { Play, shippedDecisions } from './play.ts';

const processes = await handedOverAtOnce();
const decisions = await shippedDecisions();

const paidOrder = {
  channel: 'shop',
  salesOrderNumber: '1001',
  market: 'DE',
  currency: 'EUR',
  amount: 12_900,
  lines: [{ sku: 'TOWEL-01', quantity: 1, unitPrice: 12_900 }],
  buyer: { name: 'Anna Beispiel', country: 'DE', address: 'Musterweg 1, Berlin' },
  payment: { reference: 'P-1', payer: 'Anna Beispiel', amount: 12_900, currency: 'EUR' },
};
const parcelData = {
  orderNumber: '1001',
  consignee: 'Anna Beispiel',
  amount: 12_900,
  trackingNumber: 'TRK1',
  weight: 500,
};

const shipment = (changes = {}) => new Play(processes, decisions, 'shipment', { ...paidOrder, ...changes });
const MODE = ['decideMode', 'approveMode'];
const DECLARATION = ['prepareDeclaration', 'reviewDeclaration'];
const prepared = (changes = {}) => shipment(changes).doAll(...MODE, ...DECLARATION, 'bookCarriage');
const matched = () => prepared().receive('logistics-data', parcelData);
const dispatched = () => matched().doAll('fileDeclaration', 'recordClearance');
const sent = (play: Play, name: string) => play.messages.filter(({ message }) => message === name);

describe('a shipment', () => {
  it('goes from the paid order to the archive', () => {
    const done = dispatched().do('enterDestination').receive('delivery-scanned').do('archiveBinder');
    expect(done.status).toBe('completed');
    expect(done.passed('archived')).toBe(1);
    expect(sent(done, 'shipment-dispatched')).toMatchObject([{ key: 'CG-1', variables: { trackingNumber: 'TRK1' } }]);
    expect(sent(done, 'shipment-delivered')).toHaveLength(1);
    expect(done.variables['retainUntil']).toBe('2036-11-24');
  });

  it('stops when its order is cancelled, whatever is being done for it', () => {
    const packing = shipment().receive('order-cancelled', { cancelCause: 'buyer-request' });
    const waiting = prepared().receive('order-cancelled', { cancelCause: 'buyer-request' });
    const declaring = matched().receive('order-cancelled', { cancelCause: 'buyer-request' });
    for (const it of [packing, waiting, declaring]) {
      expect([it.status, it.open, it.passed('stopped')]).toEqual(['completed', [], 1]);
      expect(it.variables['stopReason']).toBe('cancelled');
    }
  });

  it('stops before anything is packed when compliance blocks the consignee', () => {
    const held = shipment({ buyer: { name: 'Balthazar Quillfether', country: 'DE', address: 'x' } });
    expect(held.open).toEqual(['resolveHit']);
    const blocked = held.do('resolveHit', { verdict: 'rejected' });
    expect(blocked.passed('stopped')).toBe(1);
    expect(sent(blocked, 'shipment-stopped')).toMatchObject([{ variables: { reason: 'party-blocked' } }]);
  });

  it('goes on once compliance has released a hit, with the grounds', () => {
    const held = shipment({ buyer: { name: 'Quilfeather, B.', country: 'DE', address: 'x' } });
    expect(held.task('resolveHit').member).toMatch(/^partyScreening\//);
    const released = held.do('resolveHit');
    expect(released.open).toEqual(['decideMode']);
    expect(released.variables['screening']).toMatchObject({ verdict: 'released', decidedBy: 'qin-lang' });
  });

  it('asks for the mode again when the customs manager does not agree', () => {
    expect(shipment().do('decideMode').do('approveMode', { verdict: 'rejected' }).open).toEqual(['decideMode']);
  });

  it('sends a declaration back that does not say what was ordered, before anybody reviews it', () => {
    const line = {
      sku: 'TOWEL-01',
      goodsName: 'x',
      hsCode: '6302600000',
      quantity: 2,
      declaredValue: 12_900,
      originCountry: 'CN',
      exportControl: 'free',
    };
    const wrong = shipment()
      .doAll(...MODE)
      .do('prepareDeclaration', { declarationLines: [line] });
    expect(wrong.open).toEqual(['prepareDeclaration']);
    expect(wrong.variables['declarationProblems']).toEqual([{ sku: 'TOWEL-01', fault: 'quantity' }]);
  });

  it('lets nobody but a second declarer review a declaration', () => {
    const node = processes.find(({ id }) => id === 'shipment')?.nodes['reviewDeclaration'];
    expect(node).toMatchObject({ assignment: { duty: 'declarer' }, approval: { notBy: ['prepareDeclaration'] } });
  });

  it('has a controlled article released by two people, and stops where the end use is in doubt', () => {
    const line = {
      sku: 'TOWEL-01',
      goodsName: 'x',
      hsCode: '6302600000',
      quantity: 1,
      declaredValue: 12_900,
      originCountry: 'CN',
      exportControl: 'licensed',
    };
    const declared = () =>
      shipment()
        .doAll(...MODE)
        .do('prepareDeclaration', { declarationLines: [line] })
        .do('reviewDeclaration');
    expect(declared().doAll('releaseExport', 'approveExportRelease').open).toEqual(['bookCarriage']);
    const doubted = declared().do('releaseExport', { endUseDoubt: true });
    expect(sent(doubted, 'shipment-stopped')).toMatchObject([{ variables: { reason: 'export-barred' } }]);
    expect(doubted.open).toEqual([]);
  });

  it('has a booking corrected that is not insured at the value of the goods', () => {
    const under = shipment()
      .doAll(...MODE, ...DECLARATION)
      .do('bookCarriage', { insuredValue: 12_899 });
    expect(under.open).toEqual(['correctBooking']);
    expect(under.variables['bookingFaults']).toEqual(['under-insured']);
    expect(under.do('correctBooking').receive('logistics-data', parcelData).open).toEqual(['fileDeclaration']);
  });
});

describe('documents that differ', () => {
  const different = (changes = { consignee: 'Anna Beispeil' }) =>
    prepared().receive('logistics-data', { ...parcelData, ...changes });

  it('go to a person, who is told which fields', () => {
    const routed = different();
    expect(routed.open).toEqual(['resolveDocuments']);
    expect(routed.variables['documentMatch']).toMatchObject({
      verdict: 'different',
      differences: [{ field: 'consignee', order: 'Anna Beispiel', logistics: 'Anna Beispeil' }],
    });
  });

  it('are compared again when the carrier has resent its data', () => {
    const resent = different().do('resolveDocuments');
    expect(resent.open).toEqual([]);
    expect(resent.receive('logistics-data', parcelData).open).toEqual(['fileDeclaration']);
  });

  it('are compared again with our own data corrected, and still differ if that was not it', () => {
    const corrected = { documentNext: 'correct-order', correctedConsignee: 'Anna Beispeil' };
    const payer = different().do('resolveDocuments', corrected);
    expect(payer.open).toEqual(['resolveDocuments']);
    expect(payer.variables['documentMatch']).toMatchObject({ differences: [{ field: 'payer' }] });
  });

  it('never pass without a second person', () => {
    const asked = different().do('resolveDocuments', { documentNext: 'waive' });
    expect(asked.open).toEqual(['approveDocumentException']);
    expect(asked.do('approveDocumentException', { verdict: 'rejected' }).open).toEqual(['resolveDocuments']);
    const agreed = different().do('resolveDocuments', { documentNext: 'waive' }).do('approveDocumentException');
    expect(agreed.open).toEqual(['fileDeclaration']);
    expect(agreed.variables['documentMatch']).toMatchObject({
      verdict: 'waived',
      differences: [{ field: 'consignee' }],
    });
  });

  it('are not taken for matching when the carrier leaves the amount out', () => {
    const { amount: _amount, ...without } = parcelData;
    const incomplete = prepared().receive('logistics-data', without);
    expect(incomplete.open).toEqual(['resolveDocuments']);
    expect(incomplete.variables['documentMatch']).toMatchObject({ verdict: 'incomplete', missing: ['logistics'] });
  });

  it('stop the shipment when nothing else helps', () => {
    const stopped = different().do('resolveDocuments', { documentNext: 'stop' });
    expect(sent(stopped, 'shipment-stopped')).toMatchObject([{ variables: { reason: 'documents' } }]);
  });

  it('pass with another payer once a second person has verified that one', () => {
    const play = prepared({ payment: { ...paidOrder.payment, payer: 'Otto Zahler' } }).receive(
      'logistics-data',
      parcelData,
    );
    expect(play.variables['documentMatch']).toMatchObject({ payer: 'unverified' });
    const verified = play.do('resolveDocuments', { documentNext: 'verify-payer' }).do('approveDocumentException');
    expect(verified.variables['documentMatch']).toMatchObject({ verdict: 'matched', payer: 'verified' });
  });
});

describe('customs', () => {
  it('is told 24 hours before loading at least', () => {
    const late = matched().do('fileDeclaration', { loadingAt: '2026-11-25 09:59' });
    expect(late.open).toEqual(['fileDeclaration']);
    expect(late.variables['filingCheck']).toMatchObject({ faults: ['lead-time'] });
  });

  it('is answered with the manager’s consent; a wrong declaration is amended', () => {
    const inspected = matched().do('fileDeclaration').do('recordClearance', { clearanceResult: 'inspected' });
    expect(inspected.notified).toContainEqual({ to: 'duty:logistics-manager', text: 'shipment-inspected' });
    expect(inspected.doAll('answerInspection', 'approveReply').open).toEqual(['recordClearance']);
    const amended = inspected
      .do('recordClearance', { clearanceResult: 'returned' })
      .do('answerInspection', { remedy: 'amend' })
      .do('approveReply');
    expect(amended.open).toEqual(['fileDeclaration']);
  });

  it('that keeps the goods leads to a claim and tells after-sales', () => {
    const seized = matched().do('fileDeclaration').do('recordClearance', { clearanceResult: 'seized' });
    expect(seized.open).toContain('openClaim');
    expect(sent(seized, 'shipment-stopped')).toMatchObject([{ variables: { reason: 'seized' } }]);
    expect(seized.member('safetyIncident/CG-1')).toBe(true);
  });

  it('at the destination gets all that it asks for', () => {
    const lacking = dispatched().do('enterDestination', { iossNumber: '', lineDutyPaid: 0 });
    expect(lacking.open).toEqual(['enterDestination']);
    expect(lacking.variables['entryLacking']).toEqual(['iossNumber', 'lineDuty']);
  });
});

describe('a parcel on its way', () => {
  it('is chased when the promised time is over, as often as that takes', () => {
    const late = dispatched().do('enterDestination').waitFor('chaseCarrier').do('chaseCarrier').waitFor('chaseCarrier');
    const lost = late.do('chaseCarrier', { chaseOutcome: 'lost' });
    expect(lost.variables['stopReason']).toBe('lost');
    expect(lost.open).toEqual(['openClaim']);
  });

  it('that the carrier reports damaged becomes a claim, and its papers are archived after it', () => {
    const damaged = dispatched().receive('parcel-exception', { kind: 'damaged', note: '外箱破损' });
    expect(damaged.open).toEqual(['openClaim']);
    const settled = damaged
      .do('openClaim', { claimAmount: 20_000, claimRate: 1, claimCurrency: 'CNY' })
      .doAll('approveClaimLead', 'fileClaim', 'settleClaim', 'archiveBinder');
    expect(settled.status).toBe('completed');
    expect(settled.variables['claimOutcome']).toBe('paid');
  });
});
