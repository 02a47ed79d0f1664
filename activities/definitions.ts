import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ApplicationFailure } from '@temporalio/activity';
import { catalogPath, type Locale, texts } from '../catalog/index.ts';
import type { WorkingCalendar } from '../domain/calendar.ts';
import type { Process } from '../engine/bpmn/model.ts';
import { companySetting } from '../store/companySetting.ts';
import type { Db } from '../store/db.ts';
import { currentDefinition, findDefinition } from '../store/definitions.ts';
import { dutyNames } from '../store/people.ts';
import { elementNames, processName } from './processNames.ts';

/** Definitions kept in memory, by language and hash. They never change under their hash. */
const KEPT = 100;

/** What a run of a process needs to know that is not in its state, in the company's language. */
export type Loaded = {
  readonly process: Process;
  readonly calendars: readonly WorkingCalendar[];
  readonly texts: Readonly<Record<string, string>>;
  /** Names of the duties that its tasks are given to. */
  readonly duties: Readonly<Record<string, string>>;
  /** Names of its elements, where the model does not have them in this language. */
  readonly names?: Readonly<Record<string, string>>;
  readonly consoleUrl: string;
};

/** Where the console is that Temporal's screens lead to. */
export type Surroundings = { readonly consoleUrl: string };

/** Reads of what was deployed, by content hash. The company's language is asked for once a run: it may have changed. */
export function createDefinitions(db: Db, { consoleUrl }: Surroundings) {
  const calendars = readCalendars();
  const kept = new Map<string, Loaded>();

  return {
    async loadDefinition(hash: string): Promise<Loaded> {
      const { language } = await companySetting(db);
      const known = kept.get(`${language} ${hash}`);
      if (known) return known;
      const definition = await findDefinition(db, hash);
      if (!definition) throw ApplicationFailure.retryable(`no definition ${hash}`, 'definition-unknown');
      const process = definition.model;
      const loaded = {
        process,
        calendars: calendarsIn(process, calendars),
        texts: workflowTexts(language),
        duties: await namesOf(db, dutiesIn(process), language),
        names: elementNames(process, language),
        consoleUrl,
      };
      keep(kept, `${language} ${hash}`, loaded);
      return loaded;
    },

    /** The definition that a call of the process begins with now. */
    async findProcess(key: string): Promise<{ readonly definition: string; readonly name: string } | undefined> {
      const [found, { language }] = await Promise.all([currentDefinition(db, key), companySetting(db)]);
      return found && { definition: found.hash, name: processName(found.model, language) };
    },
  };
}

function keep(kept: Map<string, Loaded>, key: string, loaded: Loaded): void {
  kept.set(key, loaded);
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

/** The working-day calendars that ship. */
export function readCalendars(): readonly WorkingCalendar[] {
  const folder = join(catalogPath, 'calendars');
  return readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .sort()
    .map((file) => JSON.parse(readFileSync(join(folder, file), 'utf8')) as WorkingCalendar);
}

/** The words for Temporal's screens. */
export function workflowTexts(language: Locale): Readonly<Record<string, string>> {
  const tree = texts(language)['workflow'] ?? {};
  return Object.fromEntries(
    Object.entries(tree).filter((entry): entry is [string, string] => typeof entry[1] === 'string'),
  );
}
