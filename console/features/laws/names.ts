import type { Law } from '../../../contract/laws.ts';

export const jurisdictions = ['CN', 'EU', 'US'] as const satisfies readonly Law['jurisdiction'][];
/** Read in the law, generally known, to be verified. */
export const certainties = ['C', 'K', 'V'] as const satisfies readonly Law['certainty'][];
