import type { Bilingual } from './content.ts';

/** A list that parties are screened against, and how old it may be. */
export type PartyList = {
  readonly list: string;
  readonly name: Bilingual;
  readonly required: boolean;
  readonly maxAgeDays: number;
};

/** What the demo company screens against, all of it invented, and the carriers that it has admitted. */
export type DemoParties = {
  readonly lists: readonly (PartyList & {
    readonly version: string;
    readonly issuedOn: string;
    readonly entries: readonly {
      readonly entry: string;
      readonly names: readonly string[];
      readonly kind: 'person' | 'entity' | 'vessel' | 'other';
      readonly countries: readonly string[];
      readonly address: string | null;
      readonly remarks: string | null;
    }[];
  })[];
  readonly carriers: readonly {
    readonly code: string;
    readonly name: string;
    readonly kind: 'carrier' | 'broker' | 'both';
    readonly country: string;
    readonly address: string;
  }[];
};
