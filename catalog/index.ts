import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type {
  Company,
  CompanyFile,
  Course,
  Form,
  Indicator,
  InspectionPlan,
  Law,
  ListingWords,
  Locale,
  Policy,
  PolicyChanges,
  StockPlace,
  TextTree,
} from './content.ts';
import type { DemoParties, PartyList } from './partyContent.ts';

export * from './content.ts';
export { fill } from './fill.ts';
export { factsForm, HANDED_OVER_FORM, localizeForm } from './localizeForm.ts';
export type { DemoParties, PartyList } from './partyContent.ts';

const isProjectRoot = (folder: string): boolean => {
  const file = join(folder, 'package.json');
  if (!existsSync(file)) return false;
  const { name } = JSON.parse(readFileSync(file, 'utf8')) as { name?: string };
  return name === 'zhidu';
};

const findProjectRoot = (from: string): string => {
  if (isProjectRoot(from)) return from;
  const parent = dirname(from);
  if (parent === from) throw new Error('The folder of the project "zhidu" is not above this file.');
  return findProjectRoot(parent);
};

/** The folder of everything that ships as content; the same from source and from dist. */
export const catalogPath = join(findProjectRoot(dirname(fileURLToPath(import.meta.url))), 'catalog');

const filesIn = (folder: string, extension: string): string[] =>
  readdirSync(join(catalogPath, folder))
    .filter((name) => name.endsWith(extension))
    .sort()
    .map((name) => join(catalogPath, folder, name));

const readJson = <T>(file: string): T => JSON.parse(readFileSync(file, 'utf8')) as T;

/** Paths of the processes that ship, `.bpmn`. */
export const processFiles = (): readonly string[] => filesIn('processes', '.bpmn');

/** Paths of the decision tables that ship, `.dmn`. */
export const decisionFiles = (): readonly string[] => filesIn('decisions', '.dmn');

/** All forms that ship. */
export const readForms = (): readonly Form[] => filesIn('forms', '.json').map((file) => readJson<Form>(file));

/** The policy template POL-01. */
export const readPolicy = (): Policy => readJson<Policy>(join(catalogPath, 'policy', 'POL-01.json'));

/** The courses that teach it, in the order of its chapters. */
export const readCourses = (): readonly Course[] =>
  filesIn('courses', '.json')
    .map((file) => readJson<Course>(file))
    .toSorted((one, other) => Number(one.chapter) - Number(other.chapter));

/** The next version of the policy template, as a draft of changes. */
export const readPolicyChanges = (): PolicyChanges =>
  readJson<PolicyChanges>(join(catalogPath, 'policy', 'POL-01.v2.json'));

/** The register of laws. */
export const readLaws = (): readonly Law[] =>
  readJson<{ laws: readonly Law[] }>(join(catalogPath, 'laws', 'laws.json')).laws;

/** The words that a listing must not have, or that a lawyer has to see first, with the version of the list. */
export const readListingWords = (): ListingWords =>
  readJson<ListingWords>(join(catalogPath, 'words', 'listing-words.json'));

/** The places of the demo company's warehouses, with who keeps them. */
export const readPlaces = (): readonly StockPlace[] =>
  readJson<readonly StockPlace[]>(join(catalogPath, 'demo', 'warehouse.json'));

/** The inspection plans of the processes that ship. */
export const readInspectionPlans = (): readonly InspectionPlan[] =>
  readJson<{ plans: readonly InspectionPlan[] }>(join(catalogPath, 'inspections', 'plans.json')).plans;

/** The lists that a company of its own is expected to screen against; it imports their versions itself. */
export const readPartyLists = (): readonly PartyList[] =>
  readJson<{ lists: readonly PartyList[] }>(join(catalogPath, 'parties', 'register.json')).lists;

/** The invented list and carriers of the demo company. */
export const readDemoParties = (): DemoParties => readJson<DemoParties>(join(catalogPath, 'demo', 'parties.json'));

/** The indicators of the business processes, with their targets. */
export const readIndicators = (): readonly Indicator[] =>
  readJson<readonly Indicator[]>(join(catalogPath, 'indicators', 'processes.json'));

const monthsAfter = (day: Date, months: number): string => {
  const date = new Date(day);
  date.setUTCMonth(date.getUTCMonth() + months);
  return date.toISOString().slice(0, 'YYYY-MM-DD'.length);
};

/** The demo company, with everybody's credentials issued on the day it is read. */
export const readCompany = (issuedOn: Date = new Date()): Company => {
  const file = readJson<CompanyFile>(join(catalogPath, 'demo', 'company.json'));
  const validMonths = new Map(file.credentials.map((credential) => [credential.id, credential.validMonths]));
  const people = file.people.map((person) => ({
    ...person,
    credentials: person.credentials.map((id) => ({ id, validUntil: monthsAfter(issuedOn, validMonths.get(id) ?? 0) })),
  }));
  return { ...file, people };
};

type Texts = Readonly<Record<string, TextTree>>;

const textsRead = new Map<Locale, Texts>();

/** Every text in one language, by file name without extension; read once. */
export const texts = (locale: Locale): Texts => {
  const known = textsRead.get(locale) ?? readTexts(locale);
  textsRead.set(locale, known);
  return known;
};

const readTexts = (locale: Locale): Texts =>
  Object.fromEntries(
    filesIn(join('texts', locale), '.json').map((file) => [
      file.slice(file.lastIndexOf('/') + 1, -'.json'.length),
      readJson<TextTree>(file),
    ]),
  );
