import { texts } from '../../catalog/index.ts';
import { NAMED_MAX, type PartyList as Shown } from '../../contract/partyLists.ts';
import type { Locale, PersonRef } from '../../contract/shared.ts';
import { type PartyRowError, planPartyList } from '../../domain/partyList.ts';
import { Refusal } from '../../domain/refusal.ts';
import { findParties, isOld } from '../../domain/screening.ts';
import { currentParties } from '../../store/partyIndex.ts';
import {
  type PartyList,
  partyLists,
  partyListVersions,
  savePartyListVersion,
  setPartyList as set,
} from '../../store/partyLists.ts';
import { peopleByIds } from '../../store/people.ts';
import { objection } from '../authorize.ts';
import type { Handlers } from '../handler.ts';
import { readPartyList, refuseFuture } from '../partyListFile.ts';
import { DetailedRefusal } from '../problem.ts';
import { moment, momentOrNull, refOf } from '../refs.ts';
import { fill } from '../text.ts';

const FOUND_MAX = 50;

export const listPartyLists: Handlers['listPartyLists'] = async ({ actor, at, authorize }, { db }) => {
  authorize('common', undefined);
  const lists = await partyLists(db);
  const importers = await importersOf(db, lists);
  return {
    items: lists.map((list) => shown(list, importers, at)),
    mayImport: objection(actor, 'partyList.import', undefined) === undefined,
  };
};

export const listPartyListVersions: Handlers['listPartyListVersions'] = async (call, { db }) => {
  const { params, query, authorize } = call;
  authorize('common', undefined);
  const versions = await partyListVersions(db, params.list, query.limit);
  const importers = await importersOf(db, versions);
  return {
    items: versions.map(({ importedAt, importedBy, checkedAt, ...version }) => ({
      ...version,
      importedAt: moment(importedAt),
      importedBy: importers.get(importedBy ?? '') ?? null,
      checkedAt: moment(checkedAt),
    })),
  };
};

export const setPartyList: Handlers['setPartyList'] = async ({ body, actor, authorize }, { db }) => {
  authorize('partyList.import', undefined);
  const { requestId: _id, ...setting } = body;
  await db.transaction((trx) => set(trx, setting, actor.id));
  return { done: true };
};

export const importPartyList: Handlers['importPartyList'] = async (call, { db }) => {
  const { body, actor, at, locale, authorize } = call;
  authorize('partyList.import', undefined);
  const { list, version, issuedOn } = body;
  if (!(await partyLists(db)).some((it) => it.list === list)) throw new Refusal('party-list-unknown', { list });
  refuseFuture(issuedOn, at);
  const { entries, errors } = planPartyList(readPartyList(body.csv));
  const told = {
    dryRun: body.dryRun,
    entries: entries.length,
    errorCount: errors.length,
    errors: named(errors, locale),
  };
  if (body.dryRun) return { ...told, outcome: 'planned' };
  refuseFaulty(errors, locale);
  const outcome = await db.transaction((trx) =>
    savePartyListVersion(trx, { list, version, issuedOn, entries, by: actor.id, at }),
  );
  if (outcome === 'different') throw new Refusal('party-list-different', { list, version });
  return { ...told, outcome };
};

export const searchParties: Handlers['searchParties'] = async ({ query, authorize }, { db }) => {
  authorize('common', undefined);
  const { indexes } = await currentParties(db);
  const party = { name: query.q, country: query.country };
  const found = indexes.flatMap((index) => findParties(index, party, query.from));
  return {
    items: found
      .toSorted((a, b) => b.score - a.score)
      .slice(0, FOUND_MAX)
      .map(({ countries, ...hit }) => ({ ...hit, countries: [...countries] })),
  };
};

function shown(list: PartyList, importers: ReadonlyMap<string, PersonRef>, at: Date): Shown {
  return {
    ...list,
    importedAt: momentOrNull(list.importedAt),
    importedBy: importers.get(list.importedBy ?? '') ?? null,
    checkedAt: momentOrNull(list.checkedAt),
    state: stateOf(list, at),
  };
}

function stateOf(list: PartyList, at: Date): Shown['state'] {
  if (list.version === null || list.entries === 0) return 'missing';
  return isOld(list, at) ? 'old' : 'current';
}

async function importersOf(
  db: Parameters<typeof peopleByIds>[0],
  imported: readonly { readonly importedBy: string | null }[],
): Promise<ReadonlyMap<string, PersonRef>> {
  const ids = [...new Set(imported.flatMap(({ importedBy }) => importedBy ?? []))];
  return new Map((await peopleByIds(db, ids)).map((person) => [person.id, refOf(person)]));
}

function refuseFaulty(errors: readonly PartyRowError[], locale: Locale): void {
  if (errors.length === 0) return;
  const particulars = named(errors, locale).map(({ row, column, code, text }) => ({
    where: `/${row}/${column}`,
    code,
    detail: text,
  }));
  throw new DetailedRefusal('list-refused', particulars, { count: String(errors.length) });
}

const named = (errors: readonly PartyRowError[], locale: Locale) =>
  errors.slice(0, NAMED_MAX).map((error) => ({ ...error, text: sentence(error, locale) }));

function sentence({ code, value }: PartyRowError, locale: Locale): string {
  const sentences = texts(locale)['logistics']?.['partyList'];
  const pattern = typeof sentences === 'object' ? sentences[code] : undefined;
  return typeof pattern === 'string' ? fill(pattern, { value }) : code;
}
