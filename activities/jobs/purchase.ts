import { valueContract } from '../../domain/purchase.ts';
import { samplingPlan } from '../../domain/stockCare.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { keepCustomsRuling } from '../../store/customsRulings.ts';
import { ratesAt } from '../../store/exchangeRates.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { textIn } from './orderFacts.ts';
import { countOf, listOf, textOf } from './stockStep.ts';
import type { Telling } from './tell.ts';

type Step = { readonly deps: Telling; readonly run: JobRun; readonly variables: Variables };

const actions: Readonly<Record<string, (step: Step) => Promise<Variables>>> = {
  value: valued,
  'sampling-plan': planned,
  'keep-ruling': ruled,
};

/** Service job "purchase": header `do` names the step of a purchase (POL-01#12). */
export async function runPurchase(
  deps: Telling,
  run: JobRun,
  { headers, variables }: CallOf<'service'>,
): Promise<JobResult> {
  const name = headers['do'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: there is no step ${name} of a purchase`);
  return { variables: await action({ deps, run, variables }) };
}

/** What the contract is worth in yuan; the rate that was entered only stands while there is no other, and says so. */
async function valued({ deps, variables }: Step): Promise<Variables> {
  const rates = await ratesAt(deps.db, new Date());
  const { amountCny, rate } = valueContract(countOf(variables, 'contractAmount'), textOf(variables, 'currency'), rates);
  return { contractAmountCny: amountCny, rateKnown: rate !== null, ...(rate !== null && { exchangeRate: rate }) };
}

/** How many pieces are to be inspected before shipment, and how many defects the lot stands. */
async function planned({ variables }: Step): Promise<Variables> {
  return { sampling: samplingPlan(countOf(variables, 'readyQuantity')) };
}

/** The goods were accepted: what was ruled of them holds for whoever ships them. */
async function ruled({ deps, run, variables }: Step): Promise<Variables> {
  await keepCustomsRuling(deps.db, {
    sku: textOf(variables, 'sku'),
    markets: listOf<string>(variables, 'markets'),
    hsCode: textOf(variables, 'hsCode'),
    rationale: textOf(variables, 'hsRationale'),
    declaredElements: textOf(variables, 'declaredElements'),
    originCountry: textOf(variables, 'originCountry'),
    statutoryInspection: variables['statutoryInspection'] === true,
    exportControl: variables['exportControl'] === 'licensed' ? 'licensed' : 'free',
    licenceNumber: textIn(variables, 'licenceNumber') ?? null,
    instance: run.instanceId,
    ruledBy: textIn(variables, 'ruledBy') ?? null,
    approvedBy: textIn(variables, 'approvedBy') ?? null,
    ruledAt: new Date(),
  });
  return {};
}
