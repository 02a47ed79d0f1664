import { z } from 'zod';
import { partyKinds } from '../domain/partyList.ts';
import { operation } from './operation.ts';
import { Done, LocalText, Moment, PersonRef, requested } from './shared.ts';

/** 2.5 MiB, about 20,000 entries: what a request may carry. A longer list goes in as a file (contract/imports.ts). */
const FILE_MAX = 2_621_440;
/** How many errors an answer names; the count counts all. */
export const NAMED_MAX = 500;
const VERSIONS_MAX = 50;

const ListId = z
  .string()
  .regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,39}$/)
  .meta({ description: 'Of the company’s choosing: "OFAC", "CN-UEL"' });

const PartyList = z
  .object({
    list: z.string(),
    name: LocalText,
    required: z.boolean(),
    maxAgeDays: z.int(),
    version: z.string().nullable().meta({ description: 'The current one; null when none was imported yet' }),
    issuedOn: z.iso.date().nullable(),
    importedAt: Moment.nullable(),
    importedBy: PersonRef.nullable(),
    checkedAt: Moment.nullable().meta({ description: 'When it was last seen to be the current one' }),
    entries: z.int().nullable(),
    state: z.enum(['current', 'old', 'missing']),
  })
  .meta({ id: 'PartyList' });
export type PartyList = z.infer<typeof PartyList>;

export const listPartyLists = operation({
  method: 'get',
  path: '/party-lists',
  tag: 'supervision',
  summary: 'The lists that parties are screened against, each with its current version',
  result: z.object({ items: z.array(PartyList), mayImport: z.boolean() }).meta({ id: 'PartyLists' }),
});

export const listPartyListVersions = operation({
  method: 'get',
  path: '/party-lists/{list}/versions',
  tag: 'supervision',
  summary: 'The versions of a list that were ever used, newest first',
  params: z.object({ list: z.string().max(40) }),
  query: z.object({ limit: z.coerce.number().int().min(1).max(VERSIONS_MAX).default(20) }),
  result: z
    .object({
      items: z.array(
        z.object({
          version: z.string(),
          issuedOn: z.iso.date(),
          importedAt: Moment,
          importedBy: PersonRef.nullable(),
          checkedAt: Moment,
          entries: z.int(),
        }),
      ),
    })
    .meta({ id: 'PartyListVersions' }),
});

export const setPartyList = operation({
  method: 'post',
  path: '/party-lists',
  tag: 'supervision',
  summary: 'Register a list, or say whether it is required and how old it may be (officers)',
  body: z
    .object({
      ...requested,
      list: ListId,
      name: LocalText,
      required: z.boolean(),
      maxAgeDays: z.int().min(1).max(366),
    })
    .meta({ id: 'SetPartyList' }),
  result: Done,
});

const RowError = z
  .object({ row: z.int(), column: z.string(), code: z.string(), value: z.string(), text: z.string() })
  .meta({ id: 'PartyRowError', description: 'What is wrong in one line of the list, said in the caller’s language' });

export const importPartyList = operation({
  method: 'post',
  path: '/party-lists/import',
  tag: 'supervision',
  summary:
    'Take in a version of a list (CSV): all of it, or nothing when a line is wrong; a dry run only says (officers)',
  body: z
    .object({
      ...requested,
      list: ListId,
      version: z.string().trim().min(1).max(60),
      issuedOn: z.iso.date(),
      dryRun: z.boolean().default(true),
      csv: z.string().min(1).max(FILE_MAX).meta({
        description:
          'UTF-8, first line: entry,name,aliases,kind,country,address,remarks; several aliases or countries with ;',
      }),
    })
    .meta({ id: 'ImportPartyList' }),
  result: z
    .object({
      dryRun: z.boolean(),
      entries: z.int(),
      outcome: z
        .enum(['planned', 'saved', 'confirmed'])
        .meta({ description: 'confirmed: this version is kept already, and is now seen to be current still' }),
      errorCount: z.int(),
      errors: z.array(RowError),
    })
    .meta({ id: 'PartyListImported' }),
  refusals: ['list-refused', 'party-list-unreadable', 'party-list-unknown', 'party-list-different'],
});

export const searchParties = operation({
  method: 'get',
  path: '/parties',
  tag: 'supervision',
  summary: 'Who of the current lists has a name like this one, by the likeness that screening goes by',
  query: z.object({
    q: z.string().trim().min(2).max(200),
    country: z.string().trim().length(2).optional(),
    from: z.coerce.number().int().min(70).max(100).default(85),
  }),
  result: z
    .object({
      items: z.array(
        z.object({
          list: z.string(),
          version: z.string(),
          entry: z.string(),
          name: z.string(),
          score: z.int(),
          kind: z.enum(partyKinds),
          countries: z.array(z.string()),
          sameCountry: z.boolean().nullable(),
          address: z.string().nullable(),
        }),
      ),
    })
    .meta({ id: 'PartiesFound' }),
});
