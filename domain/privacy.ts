/** How long the personal data of an order is kept after its end, in days: trade records three years (电子商务法 art. 31). */
export const RETENTION_DAYS = { delivered: 1_096, cancelled: 180 } as const;

/** What stands where personal data was. */
export const MASK = '***';

/** The personal texts of a buyer and a payer, longest first, so that none is left half. */
export function personalTexts(buyer: Readonly<Record<string, unknown>>): readonly string[] {
  const { name, address, email, idNumber, payer } = buyer;
  return [name, address, email, idNumber, payer]
    .filter((text): text is string => typeof text === 'string' && text.trim() !== '' && text !== MASK)
    .toSorted((one, other) => other.length - one.length);
}
