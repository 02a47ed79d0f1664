import {
  CONCESSION_LEAD_USD,
  categoryOf,
  chargebackClock,
  chargebackEnds,
  concessionNeedsLead,
  type DisputeCategory,
  disputeCategories,
  type EvidenceKind,
  judgePack,
  packOf,
} from '../../domain/chargeback.ts';
import { toUsd } from '../../domain/money.ts';
import { closeChargeback as closeChargebackRow, insertChargeback, refundedOf } from '../../store/chargebacks.ts';
import { ratesAt } from '../../store/exchangeRates.ts';
import { type AftersalesAction, businessKeyOf, known } from './aftersalesStep.ts';
import { hopeless } from './job.ts';
import { amountIn, textIn } from './orderFacts.ts';

/**
 * The clock of a dispute, what its reason code asks for, and what was refunded already. A code that is not known here is a
 * person's to read.
 */
export const openChargeback: AftersalesAction = async ({ deps, run, variables }) => {
  const openedAt = textIn(variables, 'openedAt') ?? new Date().toISOString();
  const order = textIn(variables, 'orderKey');
  await insertChargeback(deps.db, {
    dispute: businessKeyOf(run),
    instance: run.instanceId,
    order,
    amount: amountIn(variables, 'amount'),
    currency: textIn(variables, 'currency'),
    openedAt,
  });
  const disputeCategory = categoryOf(textIn(variables, 'reasonCode') ?? '');
  return known({
    chargebackClock: chargebackClock(openedAt, textIn(variables, 'respondBy')),
    disputeCategory,
    requiredEvidence: disputeCategory && packOf(disputeCategory),
    refundedBefore: order === undefined ? undefined : await refundedOf(deps.db, order),
  });
};

/** The dispute is over; header `as` says how, else the outcome that was registered. */
export const closeChargeback: AftersalesAction = async ({ deps, run, variables, headers }) => {
  const name = headers['as'] ?? textIn(variables, 'chargebackOutcome');
  const end = chargebackEnds.find((it) => it === name);
  if (end === undefined) throw hopeless(`${run.node}: "${name ?? ''}" is no end of a dispute`);
  await closeChargebackRow(deps.db, run.instanceId, end, new Date());
  return {};
};

/** What is missing of the pack, and whether giving in needs the lead. */
export const checkPack: AftersalesAction = async ({ deps, variables }) => {
  const category = categoryIn(variables['disputeCategory']);
  const [amount, currency] = [amountIn(variables, 'amount'), textIn(variables, 'currency')];
  const rates = await ratesAt(deps.db, new Date());
  const amountUsd = amount === undefined || currency === undefined ? undefined : toUsd(amount, currency, rates);
  return {
    requiredEvidence: packOf(category),
    packCheck: judgePack(category, itemsIn(variables['packItems']), textIn(variables, 'missingReason')),
    concession: {
      amountUsd: amountUsd ?? null,
      limitUsd: CONCESSION_LEAD_USD,
      needsLead: concessionNeedsLead(amountUsd),
    },
  };
};

/** The form asks for one; without it the widest pack is asked for. */
const categoryIn = (value: unknown): DisputeCategory => disputeCategories.find((it) => it === value) ?? 'fraud';

const itemsIn = (value: unknown) => (Array.isArray(value) ? (value as readonly { readonly kind: EvidenceKind }[]) : []);
