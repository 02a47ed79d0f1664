/** An export as declared; the value is what the buyer owes, in minor units. */
export type DeclaredExport = {
  readonly orderKey: string;
  readonly declarationNumber: string;
  readonly amount: number;
  readonly currency: string;
};

/**
 * What finance has found for it: refund with a tax invoice, exemption without one (财税〔2018〕103号), or that it must wait:
 * then it is taken into the next filing, and holds up nothing.
 */
export type RefundPapers = {
  readonly orderKey: string;
  readonly treatment: 'refund' | 'exempt' | 'defer';
  readonly deferReason?: string | undefined;
  readonly invoiceNumber?: string | undefined;
  readonly receiptReference?: string | undefined;
  readonly receivedAmount?: number | undefined;
  readonly receivedCurrency?: string | undefined;
  readonly isAgent: boolean;
  /** Whose goods an agent exports: the real one (STA 2025/17). */
  readonly principal?: string | undefined;
};

export type RefundFault =
  | 'papers-missing'
  | 'invoice-missing'
  | 'receipt-missing'
  | 'receipt-differs'
  | 'principal-missing'
  | 'reason-missing';
export type RefundProblem = { readonly orderKey: string; readonly fault: RefundFault };

/** Matches declaration, invoice and receipt of every export; what does not match is not filed. */
export function matchRefund(
  exports: readonly DeclaredExport[],
  papers: readonly RefundPapers[],
): readonly RefundProblem[] {
  const byOrder = new Map(papers.map((it) => [it.orderKey, it]));
  return exports.flatMap((declared) => {
    const { orderKey } = declared;
    const found = byOrder.get(orderKey);
    if (!found) return [{ orderKey, fault: 'papers-missing' as const }];
    return faultsOf(declared, found).map((fault) => ({ orderKey, fault }));
  });
}

function faultsOf(declared: DeclaredExport, papers: RefundPapers): RefundFault[] {
  const isEmpty = (text: string | undefined) => text === undefined || text === '';
  if (papers.treatment === 'defer') return isEmpty(papers.deferReason) ? ['reason-missing'] : [];
  const isReceived = !isEmpty(papers.receiptReference);
  const isSame = papers.receivedAmount === declared.amount && papers.receivedCurrency === declared.currency;
  const faults: [RefundFault, boolean][] = [
    ['invoice-missing', papers.treatment === 'refund' && isEmpty(papers.invoiceNumber)],
    ['receipt-missing', !isReceived],
    ['receipt-differs', isReceived && !isSame],
    ['principal-missing', papers.isAgent && isEmpty(papers.principal)],
  ];
  return faults.flatMap(([fault, holds]) => (holds ? [fault] : []));
}
