import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/activity';
import { catalogPath, type Locale, texts } from '../catalog/index.ts';
import type { WorkingCalendar } from '../domain/calendar.ts';
import type { Process } from '../engine/bpmn/model.ts';
import type { Db } from '../store/db.ts';
import { currentDefinition, findDefinition } from '../store/definitions.ts';
import { dutyNames } from '../store/people.ts';

/** Definitions kept in memory. They never change under their hash. */
const KEPT = 100;

/** What a run of a process needs to know that is not in its state, in the company's language. */
export type Loaded = {
  readonly process: Process;
  readonly calendars: readonly WorkingCalendar[];
  readonly texts: Readonly<Record<string, string>>;
  /** Names of the duties that its tasks are given to. */
  readonly duties: Readonly<Record<string, string>>;
  readonly consoleUrl: string;
};

/** How the company likes its workflows described. */
export type Company = { readonly language: Locale; readonly consoleUrl: string };

/** Reads of what was deployed, by content hash. */
export function createDefinitions(db: Db, company: Company) {
  const calendars = readCalendars();
  const words = workflowTexts(company.language);
  const kept = new Map<string, Loaded>();

  return {
    async loadDefinition(hash: string): Promise<Loaded> {
      const known = kept.get(hash);
      if (known) return known;
      const definition = await findDefinition(db, hash);
      if (!definition) throw ApplicationFailure.retryable(`no definition ${hash}`, 'definition-unknown');
      const process = definition.model;
      const duties = await namesOf(db, dutiesIn(process), company.language);
      const named = calendarsIn(process, calendars);
      const loaded = { process, calendars: named, texts: words, duties, consoleUrl: company.consoleUrl };
      keep(kept, hash, loaded);
      return loaded;
    },

    /** The definition that a call of the process begins with now. */
    async findProcess(key: string): Promise<{ readonly definition: string; readonly name: string } | undefined> {
      const found = await currentDefinition(db, key);
      return found && { definition: found.hash, name: found.model.name };
    },
  };
}

function keep(kept: Map<string, Loaded>, hash: string, loaded: Loaded): void {
  kept.set(hash, loaded);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
}

/** What a run is given lies in its history: a calendar that no deadline names is left out. */
function calendarsIn(process: Process, calendars: readonly WorkingCalendar[]): readonly WorkingCalendar[] {
  const text = JSON.stringify(process);
  return calendars.filter(({ name }) => text.includes(JSON.stringify(name)));
}

function dutiesIn(process: Process): readonly string[] {
  const duties = Object.values(process.nodes).flatMap((node) =>
    node.kind === 'userTask' && node.assignment.duty !== undefined ? [node.assignment.duty] : [],
  );
  return [...new Set(duties)];
}

async function namesOf(db: Db, duties: readonly string[], language: Locale): Promise<Readonly<Record<string, string>>> {
  const names = await dutyNames(db, duties);
  return Object.fromEntries(names.map(({ id, name }) => [id, name[language]]));
}

function readCalendars(): readonly WorkingCalendar[] {
  const folder = join(catalogPath, 'calendars');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkingCalendar);
}

function workflowTexts(language: Locale): Readonly<Record<string, string>> {
  const tree = texts(language)['workflow'] ?? {};
  return Object.fromEntries(
    Object.entries(tree).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
