import { readListingWords } from '../../catalog/index.ts';
import { type Certificate, checkListing, type ListingDraft } from '../../domain/listing.ts';
import type { Variables } from '../../engine/bpmn/instance.ts';
import { saveListing } from '../../store/listings.ts';
import { type CallOf, hopeless, type JobResult, type JobRun } from './job.ts';
import { textIn } from './policySubject.ts';
import type { Telling } from './tell.ts';

type Step = { readonly db: Telling['db']; readonly run: JobRun; readonly variables: Variables };

const actions: Readonly<Record<string, (step: Step) => Promise<Variables>>> = { check, publish };

/** Service job "listing": header `do` is "check", against words and papers, or "publish", which keeps it. */
export async function runListing({ db }: Telling, run: JobRun, call: CallOf<'service'>): Promise<JobResult> {
  const name = call.headers['do'] ?? '';
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (!action) throw hopeless(`${run.node}: there is no step ${name} of a listing`);
  return { variables: await action({ db, run, variables: call.variables }) };
}

async function check({ variables }: Step): Promise<Variables> {
  const { version, words } = readListingWords();
  const checkedOn = new Date().toISOString().slice(0, 'YYYY-MM-DD'.length);
  const listingCheck = { ...checkListing(draftIn(variables), words, checkedOn), wordList: version, checkedOn };
  return { listingCheck };
}

async function publish({ db, run, variables }: Step): Promise<Variables> {
  const { title, iprValidUntil, certificates } = draftIn(variables);
  const days = certificates.map(({ validUntil }) => validUntil).toSorted();
  await saveListing(db, run.instanceId, {
    channel: textIn(variables, 'channel'),
    sku: textIn(variables, 'sku'),
    market: textIn(variables, 'market'),
    title,
    iprValidUntil,
    certificatesUntil: days[0] ?? null,
    screenshot: textIn(variables, 'listingScreenshot'),
  });
  return {};
}

function draftIn(variables: Variables): ListingDraft {
  const { certificates, manufacturer, responsiblePerson, warnings, picture } = variables;
  return {
    market: textIn(variables, 'market'),
    title: textIn(variables, 'listingTitle'),
    description: textIn(variables, 'listingText'),
    iprValidUntil: textIn(variables, 'iprValidUntil'),
    certificates: Array.isArray(certificates) ? (certificates as readonly Certificate[]) : [],
    manufacturer: textOrNone(manufacturer),
    responsiblePerson: textOrNone(responsiblePerson),
    warnings: textOrNone(warnings),
    picture: textOrNone(picture),
  };
}

const textOrNone = (value: unknown): string => (typeof value === 'string' ? value : '');
