import { type Passage } from './customs.ts';

/** The three data sets of an order, each from another party; amounts in minor units of their currency. */
export type ThreeDocuments = {
  readonly order: Order;
  readonly payment: Payment | null;
  readonly logistics: Logistics | null;
  /** The payer is not the buyer, and a second person has confirmed who it is. */
  readonly isPayerVerified: boolean;
};

type Order = {
  readonly orderNumber: string;
  readonly consignee: string;
  readonly amount: number;
  readonly currency: string;
};
type Payment = { readonly payer: string; readonly amount: number; readonly currency: string };
type Logistics = {
  readonly orderNumber: string;
  readonly consignee: string;
  readonly amount: number;
  /** Absent: that of the order. */
  readonly currency?: string | undefined;
};

export const matchedFields = ['orderNumber', 'consignee', 'amount', 'payer'] as const;
export type MatchedField = (typeof matchedFields)[number];

/** One field, as each document has it; empty where the document does not speak of it. */
export type Difference = {
  readonly field: MatchedField;
  readonly order: string;
  readonly payment: string;
  readonly logistics: string;
};

export type MatchVerdict = {
  readonly verdict: 'matched' | 'different' | 'incomplete';
  readonly differences: readonly Difference[];
  readonly missing: readonly ('payment' | 'logistics')[];
  /** Order number, consignee and amount differ by nothing at all. */
  readonly tolerance: 0;
  readonly payer: 'buyer' | 'verified' | 'unverified' | 'not-compared';
};

/** Imports of retail: only they are declared with payment data; an export is not, nor general trade (GACC 2024/167). */
const retailImports: ReadonlySet<string> = new Set(['9610', '1210', '1239']);

/**
 * Compares order, payment and logistics data (GACC 2018/194, 2018/165; POL-01#14.2). Nothing is guessed: what differs or is
 * missing is named for a person to have it put right.
 */
export function matchDocuments(documents: ThreeDocuments, passage: Passage): MatchVerdict {
  const payer = payerOf(documents);
  const differences = [...amongAll(documents), ...(payer === 'unverified' ? strangePayer(documents) : [])];
  const missing = missingIn(documents, passage);
  return { verdict: verdictOf(differences, missing), differences, missing, tolerance: 0, payer };
}

/** Whether a second person may let a difference pass: three that differ are never declared as a retail import. */
export const mayWaive = (passage: Passage): boolean => !isRetailImport(passage);

const isRetailImport = ({ mode, direction }: Passage): boolean => direction === 'import' && retailImports.has(mode);

function missingIn({ payment, logistics }: ThreeDocuments, passage: Passage): MatchVerdict['missing'] {
  const needsPayment = isRetailImport(passage);
  return [
    ...(payment === null && needsPayment ? (['payment'] as const) : []),
    ...(logistics === null ? (['logistics'] as const) : []),
  ];
}

function amongAll({ order, payment, logistics }: ThreeDocuments): Difference[] {
  return [
    ...differing('orderNumber', order.orderNumber, { logistics: logistics?.orderNumber }),
    ...differing('consignee', order.consignee, { logistics: logistics?.consignee }),
    ...differing('amount', sum(order.amount, order.currency), {
      ...(payment && { payment: sum(payment.amount, payment.currency) }),
      ...(logistics && { logistics: sum(logistics.amount, logistics.currency ?? order.currency) }),
    }),
  ];
}

const strangePayer = ({ order, payment }: ThreeDocuments): Difference[] => [
  { field: 'payer', order: order.consignee, payment: payment?.payer ?? '', logistics: '' },
];

function verdictOf(differences: readonly Difference[], missing: readonly string[]): MatchVerdict['verdict'] {
  if (differences.length > 0) return 'different';
  return missing.length > 0 ? 'incomplete' : 'matched';
}

function payerOf({ order, payment, isPayerVerified }: ThreeDocuments): MatchVerdict['payer'] {
  if (!payment) return 'not-compared';
  if (plain(payment.payer) === plain(order.consignee)) return 'buyer';
  return isPayerVerified ? 'verified' : 'unverified';
}

function differing(
  field: MatchedField,
  order: string,
  others: { readonly payment?: string | undefined; readonly logistics?: string | undefined },
): Difference[] {
  const { payment = '', logistics = '' } = others;
  const isSame = [payment, logistics].every((it) => it === '' || plain(it) === plain(order));
  return isSame ? [] : [{ field, order, payment, logistics }];
}

const sum = (amount: number, currency: string): string => `${amount} ${currency}`;

/** The same text, whatever the width of its characters and spaces and the case of its letters: no spelling is forgiven. */
const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ').trim();
