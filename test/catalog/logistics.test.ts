import { describe, expect, it } from 'vitest';
import {
  DECLARATION,
  dispatched,
  MODE,
  matched,
  parcelData,
  prepared,
  processes,
  sent,
  shipment,
} from './shipments.ts';

const HOUR_MS = 3_600_000;

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

  it('that was declared already is withdrawn from customs when its order is cancelled, and its papers are kept', () => {
    const cancelled = matched().do('fileDeclaration').receive('order-cancelled', { cancelCause: 'buyer-request' });
    expect(cancelled.open).toEqual(['withdrawDeclaration']);
    expect(cancelled.doAll('withdrawDeclaration', 'archiveBinder').passed('archived')).toBe(1);
  });

  it.each([
    ['while it is prepared', () => shipment()],
    ['while its documents are awaited', prepared],
    ['while it is declared', matched],
    ['on its way', dispatched],
  ])('that the carrier reports seized %s stops at once, and the sale of the goods with it', (_, before) => {
    const seized = before().receive('parcel-exception', { kind: 'seized', note: '口岸扣留' });
    expect(sent(seized, 'shipment-stopped')).toMatchObject([{ variables: { reason: 'seized' } }]);
    expect(seized.member('safetyIncident/CG-1')).toBe(true);
    expect(seized.open).toContain('confirmDelisting');
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
    const lapsed = declared().do('releaseExport', { licenceUntil: '2026-11-23' });
    expect([lapsed.open, lapsed.variables['licenceLapsed']]).toEqual([['releaseExport'], true]);
    const listed = declared().do('releaseExport', { endUser: 'Nimbus Harrow Dynamics' });
    expect(listed.open).toEqual(['resolveHit']);
    expect(sent(listed.do('resolveHit', { verdict: 'rejected' }), 'shipment-stopped')).toMatchObject([
      { variables: { reason: 'party-blocked' } },
    ]);
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
    const disclosed = amended
      .doAll('fileDeclaration')
      .do('recordClearance', { clearanceResult: 'inspected' })
      .do('answerInspection', { remedy: 'disclose' })
      .do('approveReply');
    expect(disclosed.open).toEqual(['discloseError']);
    expect(disclosed.do('discloseError').open).toEqual(['recordClearance']);
  });

  it('has its answer within four hours, the manager’s consent with it', () => {
    const inspected = matched().do('fileDeclaration').do('recordClearance', { clearanceResult: 'inspected' });
    const answer = inspected.due('answerInspection') - inspected.now;
    const consent = inspected.do('answerInspection').due('approveReply') - inspected.now;
    expect(answer + consent).toBe(4 * HOUR_MS);
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
  it('is late by the days that its lane was promised in', () => {
    const lane = shipment()
      .doAll(...MODE, ...DECLARATION)
      .do('bookCarriage', { promisedDays: 3 })
      .receive('logistics-data', parcelData)
      .doAll('fileDeclaration', 'recordClearance', 'enterDestination');
    const since = lane.now;
    expect(lane.waitFor('chaseCarrier').now - since).toBe(3 * 24 * HOUR_MS);
  });

  it('that arrives while it is chased is delivered', () => {
    const chased = dispatched().do('enterDestination').waitFor('chaseCarrier').receive('delivery-scanned');
    expect(chased.open).toEqual(['archiveBinder']);
  });

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
      .do('openClaim', { claimAmount: 20_000, claimCurrency: 'CNY' })
      .doAll('approveClaimLead', 'fileClaim', 'settleClaim', 'archiveBinder');
    expect(settled.status).toBe('completed');
    expect(settled.variables['claimOutcome']).toBe('paid');
  });
});
