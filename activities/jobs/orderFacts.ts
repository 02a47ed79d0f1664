import type { DeclaredLine, Direction, OrderedLine, Passage } from '../../domain/customs.ts';
import type { ThreeDocuments } from '../../domain/documentMatch.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';

/** What the variables of a shipment say, read without trust: what has another shape is as if it were not there. */
export const textIn = (variables: Variables, name: string): string | undefined => {
  const value = variables[name];
  return typeof value === 'string' && value !== '' ? value : undefined;
};

export const amountIn = (variables: Variables, name: string): number | undefined => {
  const value = variables[name];
  return typeof value === 'number' && Number.isSafeInteger(value) ? value : undefined;
};

export const recordIn = (variables: Variables, name: string): Variables => {
  const value = variables[name];
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Variables) : {};
};

export const linesIn = (variables: Variables): readonly OrderedLine[] => listIn(variables, 'lines') as OrderedLine[];

export const declaredIn = (variables: Variables): readonly DeclaredLine[] =>
  listIn(variables, 'declarationLines') as DeclaredLine[];

/** Through which channel to which market. */
export function placeOf(variables: Variables): { readonly channel: string; readonly market: string } {
  return { channel: textIn(variables, 'channel') ?? '', market: textIn(variables, 'market') ?? '' };
}

export const directionIn = (variables: Variables): Direction =>
  variables['tradeDirection'] === 'import' ? 'import' : 'export';

/** Under which supervision mode, and which way. */
export const passageOf = (variables: Variables): Passage => ({
  mode: textIn(variables, 'customsMode') ?? '',
  direction: directionIn(variables),
});

/** The lots that the order's goods are taken from. */
export const lotsIn = (variables: Variables): readonly { readonly sku: string; readonly lot: string }[] =>
  listIn(variables, 'picks').flatMap((pick) => {
    const [sku, lot] = [textIn(pick as Variables, 'sku'), textIn(pick as Variables, 'lot')];
    return sku === undefined || lot === undefined ? [] : [{ sku, lot }];
  });

/** The three data sets: the order as we corrected it, the payment that came with it, what the carrier sent last. */
export function documentsIn(variables: Variables): ThreeDocuments {
  const currency = textIn(variables, 'currency') ?? '';
  return {
    order: {
      orderNumber: textIn(variables, 'correctedOrderNumber') ?? textIn(variables, 'salesOrderNumber') ?? '',
      consignee: textIn(variables, 'correctedConsignee') ?? textIn(recordIn(variables, 'buyer'), 'name') ?? '',
      amount: amountIn(variables, 'correctedAmount') ?? amountIn(variables, 'amount') ?? Number.NaN,
      currency,
    },
    payment: paymentIn(recordIn(variables, 'payment')),
    logistics: logisticsIn(recordIn(variables, 'logistics')),
    isPayerVerified: variables['payerVerified'] === true || isApproved(variables, 'verify-payer'),
  };
}

/** Whether a second person has agreed to what the first chose to do about documents that differ. */
export const isApproved = (variables: Variables, choice: string): boolean =>
  variables['documentNext'] === choice && variables['documentException'] === 'approved';

function paymentIn(payment: Variables): ThreeDocuments['payment'] {
  const [payer, currency, amount] = [
    textIn(payment, 'payer'),
    textIn(payment, 'currency'),
    amountIn(payment, 'amount'),
  ];
  return payer === undefined || currency === undefined || amount === undefined ? null : { payer, currency, amount };
}

function logisticsIn(logistics: Variables): ThreeDocuments['logistics'] {
  const orderNumber = textIn(logistics, 'orderNumber');
  const consignee = textIn(logistics, 'consignee');
  const amount = amountIn(logistics, 'amount');
  if (orderNumber === undefined || consignee === undefined || amount === undefined) return null;
  return { orderNumber, consignee, amount, currency: textIn(logistics, 'currency') };
}

function listIn(variables: Variables, name: string): readonly unknown[] {
  const value = variables[name];
  return Array.isArray(value) ? value.filter((it) => typeof it === 'object' && it !== null) : [];
}
