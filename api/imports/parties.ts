import type { z } from 'zod';
import { texts } from '../../catalog/index.ts';
import { type importRecords as importOperation, NAMED_ERRORS_MAX } from '../../contract/imports.ts';
import type { Locale } from '../../contract/shared.ts';
import { type PartyRowError, planPartyList } from '../../domain/partyList.ts';
import { Refusal } from '../../domain/refusal.ts';
import type { FileRow } from '../../store/files.ts';
import { partyLists, savePartyListVersion } from '../../store/partyLists.ts';
import type { Call, Services } from '../handler.ts';
import { partyRows, refuseFuture } from '../partyListFile.ts';
import { DetailedRefusal } from '../problem.ts';
import { readTable } from '../sheets/readTable.ts';
import { fill } from '../text.ts';

type ImportCall = Call<typeof importOperation>;
type Imported = z.input<typeof importOperation.result>;

/** A version of a list of parties from a file: all of it or nothing, kept for ever under its number. */
export async function importParties(
  { body, actor, at, locale }: ImportCall,
  { db }: Services,
  path: string,
  { mediaType }: Pick<FileRow, 'mediaType'>,
): Promise<Imported> {
  const { list, version, issuedOn } = versionIn(body);
  if (!(await partyLists(db)).some((it) => it.list === list)) throw new Refusal('party-list-unknown', { list });
  refuseFuture(issuedOn, at);
  const { heading, lines } = await readTable(path, mediaType);
  const { entries, errors } = planPartyList(partyRows(heading, lines));
  const counts = {
    rows: lines.length,
    fresh: entries.length,
    repeated: 0,
    faulty: new Set(errors.map(({ row }) => row)).size,
  };
  const named = textsOf(errors.slice(0, NAMED_ERRORS_MAX), locale);
  if (body.dryRun) return { dryRun: true, import: null, ...counts, errorCount: errors.length, errors: named };
  refuse(named, errors.length);
  const outcome = await db.transaction((trx) =>
    savePartyListVersion(trx, { list, version, issuedOn, entries, by: actor.id, at }),
  );
  if (outcome === 'different') throw new Refusal('party-list-different', { list, version });
  const saved = outcome === 'saved' ? counts : { ...counts, fresh: 0, repeated: entries.length };
  return { dryRun: false, import: body.requestId, ...saved, errorCount: 0, errors: [] };
}

function versionIn({ list, version, issuedOn }: ImportCall['body']) {
  const missing = Object.entries({ list, version, issuedOn }).flatMap(([name, value]) =>
    value === undefined ? [name] : [],
  );
  if (list === undefined || version === undefined || issuedOn === undefined) {
    throw new DetailedRefusal(
      'malformed',
      missing.map((name) => ({ where: `/body/${name}`, code: 'missing', detail: name })),
    );
  }
  return { list, version, issuedOn };
}

function refuse(named: ReturnType<typeof textsOf>, count: number): void {
  if (count === 0) return;
  const particulars = named.map(({ row, column, code, text }) => ({ where: `/${row}/${column}`, code, detail: text }));
  throw new DetailedRefusal('list-refused', particulars, { count: String(count) });
}

function textsOf(errors: readonly PartyRowError[], locale: Locale) {
  const sentences = texts(locale)['logistics']?.['partyList'];
  return errors.map((error) => {
    const pattern = typeof sentences === 'object' ? sentences[error.code] : undefined;
    return { ...error, text: typeof pattern === 'string' ? fill(pattern, { value: error.value }) : error.code };
  });
}
