import { describe, expect, test } from 'vitest';
import { runCarrier } from '../../activities/jobs/carrier.ts';
import { runScreening } from '../../activities/jobs/screening.ts';
import { runShipment } from '../../activities/jobs/shipment.ts';
import { runTaxRefund } from '../../activities/jobs/taxRefund.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { keepCustomsRuling } from '../../store/customsRulings.ts';
import { saveRates } from '../../store/exchangeRates.ts';
import { eraseBinders, eraseScreenedParties } from '../../store/screenedParties.ts';
import { having } from './jobs.ts';
import { known, line, order } from './shipmentCase.ts';
import type { World } from './world.ts';

/** What the jobs of shipments, refunds and carriers write down, in the database of the file that they are part of. */
export function shipmentCases(world: () => World): void {
  const step = (what: string, variables: Variables = known, key = 'shop-1001') =>
    having(world().db, runShipment, `shipment/${key}`, what, variables);
  const row = (key = 'shop-1001') => world().db('shipment').where({ order_key: key }).first();

  describe('the machine steps of a shipment', () => {
    test('open it once, knowing nothing yet of mode and goods', async () => {
      const opened = {
        modeCard: null,
        goodsBonded: false,
        customsRulings: [],
        declarationLines: [{ sku: 'TOWEL-01', quantity: 1, declaredValue: 12_900 }],
      };
      expect(await step('open', order)).toEqual(opened);
      expect(await step('open', order)).toEqual(opened);
      expect(await world().db('shipment')).toHaveLength(1);
      expect(await world().db('audit_event').where({ action: 'shipment-opened' })).toHaveLength(1);
    });

    test('judge, write down and leave evidence', async () => {
      expect(await step('check')).toEqual({ declarationProblems: [], exportControl: 'free' });
      expect(await step('book')).toEqual({ bookingFaults: [], freightCostCny: 4_800 });
      expect(await step('match')).toMatchObject({ documentMatch: { verdict: 'matched' } });
      expect(await step('file')).toEqual({ filingCheck: { faults: [], leadHours: 24 } });
      expect(await step('dispatch')).toMatchObject({ entryRules: { regime: 'eu', lineDuty: { amount: 300 } } });
      expect(await step('enter')).toMatchObject({ entryRules: { regime: 'eu' }, entryLacking: expect.any(Array) });
      expect(await row()).toMatchObject({
        state: 'dispatched',
        mode: '9610',
        direction: 'export',
        tracking_number: 'TRK1',
      });
      const actions = await world()
        .db('audit_event')
        .where({ subject_id: 'shipment/shop-1001' })
        .orderBy('id')
        .pluck('action');
      expect(actions).toEqual(
        expect.arrayContaining(['declaration-checked', 'booking-checked', 'documents-matched', 'declaration-filed']),
      );
    });

    test('refuse a carrier that nobody has admitted', async () => {
      const booked = await step('book', { ...known, carrierName: '谁也不认识' });
      expect(booked).toMatchObject({ bookingFaults: ['carrier-unknown'] });
      const broker = { brokerName: '谁也不认识', authorityLetter: 'f1' };
      expect(await step('file', { ...known, ...broker })).toMatchObject({
        filingCheck: { faults: ['broker-unknown'] },
      });
    });

    test('say the worth of a freight and a claim by the rates that are imported, and nothing without one', async () => {
      const inEuro = { freightCost: 1_000, freightCurrency: 'EUR', claimAmount: 1_000, claimCurrency: 'EUR' };
      expect(await step('book', { ...known, ...inEuro })).toMatchObject({ freightCostCny: null });
      expect(await step('value', inEuro)).toEqual({ claimAmountCny: null });
      const asOf = new Date().toISOString().slice(0, 10);
      await saveRates(
        world().db,
        [
          { currency: 'EUR', perUsd: 0.9, asOf },
          { currency: 'CNY', perUsd: 7.2, asOf },
        ],
        'test',
      );
      expect(await step('book', { ...known, ...inEuro })).toMatchObject({ freightCostCny: 8_000 });
      expect(await step('value', inEuro)).toEqual({ claimAmountCny: 8_000 });
    });

    test('show what the purchase ruled of the goods, and hold the declaration against it', async () => {
      const ruling = {
        ...{ sku: 'LAMP-01', markets: ['EU', 'US'], hsCode: '9405429000', rationale: 'r', declaredElements: '品名' },
        ...{
          originCountry: 'CN',
          statutoryInspection: true,
          exportControl: 'licensed' as const,
          licenceNumber: 'XK-1',
        },
        ...{ instance: 'procurement/1', ruledBy: 'xia-lan', approvedBy: 'pan-ting', ruledAt: new Date() },
      };
      await keepCustomsRuling(world().db, ruling);
      const lamps = { ...order, lines: [{ sku: 'LAMP-01', quantity: 1, unitPrice: 12_900 }] };
      const opened = await step('open', lamps, 'shop-2001');
      expect(opened).toMatchObject({
        customsRulings: [{ sku: 'LAMP-01', market: 'EU', ruledMarkets: ['EU', 'US'], licenceNumber: 'XK-1' }],
        declarationLines: [{ hsCode: '9405429000', originCountry: 'CN', exportControl: 'licensed' }],
      });
      const weaker = { ...known, ...lamps, declarationLines: [{ ...line, sku: 'LAMP-01', hsCode: '9405429000' }] };
      expect(await step('check', { ...weaker, rulingReason: '不需要' }, 'shop-2001')).toMatchObject({
        declarationProblems: [{ sku: 'LAMP-01', fault: 'export-control' }],
      });
      expect(await step('file', weaker, 'shop-2001')).toMatchObject({
        filingCheck: { faults: ['inspection-certificate'] },
      });
    });

    test('take no mode for goods in bond that was approved for others', async () => {
      await world().db.raw(`insert into stock_lot (sku, lot, item, markets, is_bonded, unit_cost, unit_weight, state)
      values ('TOWEL-01', 'B-1', 'Towel', '{CN}', true, 100, 100, 'released')`);
      const picks = [{ sku: 'TOWEL-01', lot: 'B-1', location: 'X', quantity: 1 }];
      expect(await step('open', { ...order, picks }, 'shop-1003')).toMatchObject({ modeCard: null, goodsBonded: true });
      expect(await step('open', { ...order, picks: [] }, 'shop-1004')).toMatchObject({ modeCard: { mode: '9610' } });
    });

    test('begin the next shipment with what was approved of this one', async () => {
      const next = await step('open', { ...order, salesOrderNumber: '1002' }, 'shop-1002');
      expect(next).toMatchObject({
        modeCard: { mode: '9610' },
        customsMode: '9610',
        tradeDirection: 'export',
        declarationLines: [{ sku: 'TOWEL-01', hsCode: '6302600000', originCountry: 'CN', exportControl: 'free' }],
      });
      const other = { ...known, declarationLines: [{ ...line, hsCode: '6302910000' }] };
      const ruling = { declarationProblems: [{ sku: 'TOWEL-01', fault: 'ruling' }] };
      expect(await step('check', other, 'shop-1002')).toMatchObject(ruling);
      expect(await step('check', { ...other, rulingReason: '新工艺' }, 'shop-1002')).toMatchObject({
        declarationProblems: [],
      });
    });

    test('seal the binder: the same papers have the same hash, and are kept ten years for the European Union', async () => {
      const sealed = await step('archive');
      expect(sealed).toEqual({ binderHash: expect.stringMatching(/^[0-9a-f]{64}$/), retainUntil: '2036-11-25' });
      expect(await step('archive')).toEqual(sealed);
      expect((await step('archive', { ...known, declarationNumber: 'D-2' }))['binderHash']).not.toBe(
        sealed['binderHash'],
      );
      expect(await row()).toMatchObject({ state: 'archived' });
    });

    test('say why a shipment stopped', async () => {
      expect(await step('stop', { ...order, kind: 'lost', note: 'Nicht auffindbar' }, 'shop-1002')).toEqual({
        stopReason: 'lost',
        exceptionNote: 'Nicht auffindbar',
      });
      expect(await row('shop-1002')).toMatchObject({ state: 'exception', exception: 'lost' });
    });
  });

  describe('a tax refund', () => {
    test('takes an export once, with what was filed for it', async () => {
      const collected = await having(world().db, runTaxRefund, 'taxRefund/1', 'collect', {});
      expect(collected).toEqual({
        refundExports: [
          {
            orderKey: 'shop-1001',
            declarationNumber: 'D-1',
            amount: 12_900,
            currency: 'EUR',
            declaredOn: '2026-11-24',
          },
        ],
      });
      expect(await having(world().db, runTaxRefund, 'taxRefund/1', 'collect', {})).toEqual(collected);
      expect(await having(world().db, runTaxRefund, 'taxRefund/2', 'collect', {})).toEqual({ refundExports: [] });
      const papers = [{ orderKey: 'shop-1001', treatment: 'exempt', receiptReference: 'R-1' }];
      await having(world().db, runTaxRefund, 'taxRefund/1', 'close', { refundNumber: 'TS-1', refundPapers: papers });
      expect(await row()).toMatchObject({
        refund_id: 'taxRefund/1',
        refund: { number: 'TS-1', receiptReference: 'R-1' },
      });
    });
  });

  describe('carriers', () => {
    test('are admitted for a year at most, and come up again before that ends', async () => {
      const soon = new Date(Date.now() + 30 * 86_400_000).toISOString().slice(0, 10);
      const carrier = {
        carrierName: '南风货运',
        carrierCode: 'C-1',
        carrierKind: 'carrier',
        carrierCountry: 'CN',
        carrierAddress: '深圳',
        licenceUntil: '2099-01-01',
        insuredUntil: soon,
      };
      expect(await having(world().db, runCarrier, 'carrierAdmission/1', 'admit', carrier)).toEqual({
        admittedUntil: soon,
      });
      const { lapsing } = await having(world().db, runCarrier, 'carrierRenewal/1', 'lapsing', {});
      expect(lapsing).toEqual([
        { code: 'C-1', name: '南风货运', kind: 'carrier', country: 'CN', address: '深圳', round: soon },
      ]);
      const blocked = { ...carrier, screening: { verdict: 'blocked' } };
      expect(await having(world().db, runCarrier, 'carrierAdmission/2', 'refuse', blocked)).toEqual({
        carrierBarred: true,
      });
      expect(await step('book', { ...known, carrierName: '南风货运' })).toMatchObject({
        bookingFaults: ['carrier-lapsed'],
      });
    });
  });

  describe('the names of whoever was screened', () => {
    test('are masked with their order, and those without one when their time is over', async () => {
      const later = new Date(Date.now() + 60_000);
      await having(world().db, runScreening, 'partyScreening/8', 'screen', {
        party: { name: 'Otto Anders', country: 'DE', address: 'Anderswo 3' },
        context: 'shipment/shop-9001',
      });
      expect(await eraseScreenedParties(world().db, new Date(0), 10)).toBe(0);
      expect(await eraseScreenedParties(world().db, later, 10)).toBe(1);
      const kept = await world().db('party_screening').where({ instance_id: 'partyScreening/8' }).first();
      expect(kept).toMatchObject({ verdict: 'clear', party: { name: '***', address: '***', country: 'DE' } });
      expect(await eraseScreenedParties(world().db, later, 10)).toBe(0);
    });

    test('leave the binder when its papers need not be kept any longer', async () => {
      expect(await eraseBinders(world().db, 10)).toBe(0);
      await world().db('shipment').where({ order_key: 'shop-1001' }).update({ retain_until: '2020-01-01' });
      expect(await eraseBinders(world().db, 10)).toBe(1);
      expect(JSON.stringify((await row())?.binder)).not.toContain('Anna Beispiel');
    });
  });
}
