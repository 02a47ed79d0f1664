import { stringify } from 'csv-stringify/sync';
import { fill, texts } from '../catalog/index.ts';
import type { Output } from '../contract/address.ts';
import type { Locale } from '../contract/shared.ts';

type FinishedStep = Output<'listFinishedSteps'>['items'][number];

const HOUR_MS = 3_600_000;
const DECIMALS = 2;

type Words = {
  readonly file: string;
  readonly columns: Readonly<Record<string, string>>;
  readonly outcomes: Readonly<Record<FinishedStep['outcome'], string>>;
  readonly yes: string;
  readonly no: string;
};

/** Finished steps as a CSV file that a spreadsheet opens as it is: no cell is taken for a formula. */
export function factsFile(steps: readonly FinishedStep[], locale: Locale): string {
  const words = wordsIn(locale);
  return stringify(
    steps.map((step) => rowOf(step, words, locale)),
    { header: true, columns: words.columns, bom: true, record_delimiter: 'windows', escape_formulas: true },
  );
}

export function factsFileName(months: { readonly from: string; readonly to: string }, locale: Locale): string {
  return fill(wordsIn(locale).file, months);
}

const wordsIn = (locale: Locale) => texts(locale)['facts'] as unknown as Words;

function rowOf(step: FinishedStep, { outcomes, ...words }: Words, locale: Locale) {
  return {
    task: step.taskId,
    process: step.process.name[locale],
    version: step.version,
    step: step.name[locale],
    person: step.person.name[locale],
    personId: step.person.id,
    onBehalfOf: step.onBehalfOf?.name[locale] ?? '',
    duty: step.duty?.name[locale] ?? '',
    department: step.department?.name[locale] ?? '',
    outcome: outcomes[step.outcome],
    openedAt: step.openedAt,
    claimedAt: step.claimedAt ?? '',
    closedAt: step.closedAt,
    dueAt: step.dueAt ?? '',
    waitingHours: hours(step.waitingMs),
    workingHours: hours(step.workingMs),
    onTime: yesOrNo(step.onTime, words),
    firstPass: yesOrNo(step.firstPass, words),
    round: step.round,
  };
}

const hours = (ms: number) => (ms / HOUR_MS).toFixed(DECIMALS);

function yesOrNo(is: boolean | null, { yes, no }: Pick<Words, 'yes' | 'no'>): string {
  if (is === null) return '';
  return is ? yes : no;
}
