import {
  categoryOf,
  chargebackClock,
  concessionNeedsLead,
  type DisputeCategory,
  type EvidenceKind,
  judgePack,
  packOf,
} from '../../../domain/chargeback.ts';
import { isSupplierCause, judgeRecurrence } from '../../../domain/correction.ts';
import { type Rates, toUsd } from '../../../domain/money.ts';
import {
  judgeExecution,
  measureRefund,
  payRefundBy,
  type RefundDecisions,
  type RefundTier,
  refundVerdict,
  replacementNeedsLead,
} from '../../../domain/refund.ts';
import { judgeReturn, waitFor } from '../../../domain/returnWindow.ts';
import { incidentClock, marketsOf } from '../../../domain/safetyIncident.ts';
import type { Variables } from '../../../engine/bpmn/instance.ts';
import type { StandIn } from './index.ts';

const NOW = '2026-11-24T01:00:00Z';
const nothing = {
  orderUsd: 0,
  agentTodayUsd: 0,
  customerRefunds: 0,
  sameSkuToday: 0,
  isAbovePayment: false,
  isOtherCurrency: false,
  hasHandler: true,
};

/** Each machine step of after-sales: its rule, on what the test has put among the variables. */
const steps: Readonly<Record<string, (given: Given) => Variables>> = {
  'open-ticket': ({ requestedAt }) => ({ ticketNumber: 'CG-1', requestedAt: requestedAt ?? NOW }),
  'record-facts': ({ cause = '', sameCause = 1 }) => ({
    recurrence: judgeRecurrence(isSupplierCause(cause) ? sameCause : 0),
  }),
  'check-return': (given) => ({ returnWindow: judgeReturn({ ...given, requestedAt: given.requestedAt ?? NOW }) }),
  'check-replacement': ({ replacementValue = 0, currency = '', rates = {}, inStock = 5 }) => ({
    replacement: { needsLead: replacementNeedsLead(toUsd(replacementValue, currency, rates), inStock) },
  }),
  'open-window': ({ market, platformDays }) => ({ windowLength: waitFor(market, platformDays) }),
  'measure-refund': ({ amount = 0, currency = '', rates = {}, valueUsd, ledger = nothing }) => ({
    refundCheck: measureRefund({ ...nothing, ...ledger, amountUsd: valueUsd ?? toUsd(amount, currency, rates) }),
  }),
  'settle-refund': ({ tier, market, withdrawnAt, ...decisions }) => ({
    refund: {
      verdict: refundVerdict(tier, decisions),
      tier,
      approvers: [],
      id: 'refundApproval/1',
      payBy: payRefundBy(NOW, { market, withdrawnAt }),
    },
  }),
  'check-execution': (given) => ({
    executionCheck: judgeExecution({
      approvedAmount: given.refundAmount ?? 0,
      refundedAmount: given.refundedAmount ?? 0,
      // The payment of the tests' orders.
      paymentReference: given.order === 'shop-0' ? undefined : 'pay_1',
      instrumentReference: given.instrumentReference ?? '',
      isReferenceUsed: false,
    }),
  }),
  'open-chargeback': ({ openedAt = NOW, respondBy, reasonCode = '' }) => {
    const disputeCategory = categoryOf(reasonCode);
    return {
      chargebackClock: chargebackClock(openedAt, respondBy),
      ...(disputeCategory && { disputeCategory, requiredEvidence: packOf(disputeCategory) }),
    };
  },
  'check-pack': ({ disputeCategory, packItems = [], missingReason, amount = 0, currency = '', rates = {} }) => ({
    packCheck: judgePack(disputeCategory, packItems, missingReason),
    concession: { needsLead: concessionNeedsLead(toUsd(amount, currency, rates)) },
  }),
  'open-incident': ({ skus = [], lots = [], reportedAt = NOW }) => ({ skus, lots, ...incidentClock(reportedAt) }),
  'trace-lots': ({ countries = [] }) => ({ trace: [], soldMarkets: marketsOf(countries) }),
  stop: ({ channels = ['amazon-us', 'shop'], stopBy = incidentClock(NOW).stopBy }) => ({
    holder: 'h',
    heldAt: NOW,
    heldQuantity: 3,
    channels,
    stopBy,
  }),
  'draw-reviews': ({ drawn = [] }) => ({ drawn }),
};

type Given = Parameters<typeof judgeReturn>[0] &
  RefundDecisions & {
    readonly order?: string;
    readonly cause?: string;
    readonly sameCause?: number;
    readonly rates?: Rates;
    readonly currency?: string;
    readonly amount?: number;
    readonly valueUsd?: number;
    readonly ledger?: Partial<typeof nothing>;
    readonly tier: RefundTier;
    readonly replacementValue?: number;
    readonly inStock?: number;
    readonly withdrawnAt?: string;
    readonly reportedAt?: string;
    readonly countries?: readonly string[];
    readonly stopBy?: string;
    readonly refundAmount?: number;
    readonly refundedAmount?: number;
    readonly instrumentReference?: string;
    readonly openedAt?: string;
    readonly respondBy?: string;
    readonly reasonCode?: string;
    readonly disputeCategory: DisputeCategory;
    readonly packItems?: readonly { readonly kind: EvidenceKind }[];
    readonly missingReason?: string;
    readonly skus?: readonly string[];
    readonly lots?: readonly string[];
    readonly channels?: readonly string[];
    readonly drawn?: readonly unknown[];
  };

/** Null among variables is as if it were not there. */
const present = (variables: Variables) =>
  Object.fromEntries(Object.entries(variables).filter(([, value]) => value !== null)) as unknown as Given;

export const aftersales: Readonly<Record<string, StandIn>> = {
  aftersales: ({ do: step = '' }, variables) => steps[step]?.(present(variables)) ?? {},
  complaint: () => ({}),
};
