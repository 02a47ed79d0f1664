/** Who sees every process of the chain. */
export const OVERSEER = 'qin-lang';
/** Who lets the shop, the payment service and the carrier in. */
export const ADMINISTRATOR = 'gu-yang';
/** Handles the ticket, leads the team too, and may not approve the refund she proposed. */
export const HANDLER = 'bai-lu';

/** What the chain has people carry out, from the lot to the ticket. */
export const processes: ReadonlySet<string> = new Set([
  ...['inboundLot', 'fulfilment', 'stockAdjustment', 'order', 'orderException', 'orderCancellation'],
  ...['partyScreening', 'shipment', 'transportClaim'],
  ...['ticket', 'refundApproval', 'refundPayment', 'returnHandling', 'returnsGrading'],
]);

/** Who is asked first: the same person handles the ticket throughout. */
export const first: Readonly<Record<string, string>> = Object.fromEntries(
  [
    ...['replyFirst', 'classifyTicket', 'gatherFacts', 'decideRemedy', 'authoriseReturn', 'answerComplaint'],
    ...['askSatisfaction', 'approveRefundLead'],
  ].map((node) => [node, HANDLER]),
);
