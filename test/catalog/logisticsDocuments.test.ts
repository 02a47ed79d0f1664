import { describe, expect, it } from 'vitest';
import { DECLARATION, MODE, paidOrder, parcelData, prepared, sent, shipment } from './shipments.ts';

describe('the freight', () => {
  const booked = (freightCost: number, freightCurrency = 'CNY') =>
    shipment()
      .doAll(...MODE, ...DECLARATION)
      .do('bookCarriage', { freightCost, freightCurrency });

  it.each([
    [50_000, 'CNY', []],
    [50_001, 'CNY', ['approveFreightLead']],
    [200_000, 'CNY', ['approveFreightLead']],
    [200_001, 'CNY', ['approveFreightManager']],
    [25_642, 'EUR', ['approveFreightManager']],
    [1, 'XTS', ['approveFreightManager']],
  ])('of %i %s is approved by cost', (cost, currency, open) => {
    expect(booked(cost, currency).open).toEqual(open);
  });

  it('that is not approved is booked again', () => {
    expect(booked(60_000).do('approveFreightLead', { verdict: 'rejected' }).open).toEqual(['correctBooking']);
    expect(booked(60_000).do('approveFreightLead').receive('logistics-data', parcelData).open).toEqual([
      'fileDeclaration',
    ]);
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

  it('are asked for when they have not come in a day', () => {
    const late = prepared().waitUntil(({ notified }) => notified.length > 0);
    expect(late.notified).toContainEqual({ to: 'duty:declarer', text: 'logistics-data-late' });
    expect(late.receive('logistics-data', parcelData).open).toEqual(['fileDeclaration']);
  });

  it('are not corrected to a consignee whom nobody has screened', () => {
    const listed = { documentNext: 'correct-order', correctedConsignee: 'Balthazar Quillfether' };
    const held = different().do('resolveDocuments', listed);
    expect(held.open).toEqual(['resolveHit']);
    expect(held.variablesOf('partyScreening')).toMatchObject({ handlers: ['bo-wen'] });
    const blocked = held.do('resolveHit', { verdict: 'rejected' });
    expect(sent(blocked, 'shipment-stopped')).toMatchObject([{ variables: { reason: 'party-blocked' } }]);
  });

  it('never pass for a retail import, whoever agrees', () => {
    const bonded = { tradeDirection: 'import', goodsPlace: 'bonded', pilotCity: true };
    const imported = shipment()
      .do('decideMode', bonded)
      .doAll('approveMode', ...DECLARATION, 'bookCarriage')
      .receive('logistics-data', { ...parcelData, consignee: 'Anna Beispeil' });
    const asked = imported.do('resolveDocuments', { documentNext: 'waive' }).do('approveDocumentException');
    expect(asked.open).toEqual(['resolveDocuments']);
    expect(asked.variables['documentMatch']).toMatchObject({ verdict: 'different' });
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
    expect(verified.variables['otherScreening']).toMatchObject({ verdict: 'clear' });
    expect(verified.variables['documentMatch']).toMatchObject({ verdict: 'matched', payer: 'verified' });
  });
});
