import { texts } from '../catalog/index.ts';
import type { Locale } from '../contract/shared.ts';
import { Refusal, type RefusalParams } from '../domain/refusal.ts';
import type { Db } from '../store/db.ts';
import { type Mention, type NamedKind, namesOf } from '../store/names.ts';
import { elementName } from './elementNames.ts';
import { sameText } from './refs.ts';
import { missingIn, missingText, phaseName } from './rolloutTexts.ts';

/** Params that hold the id of something with a name. All others are said as they are. */
const kinds: Readonly<Record<string, NamedKind>> = {
  permission: 'permission',
  credential: 'credential',
  duty: 'duty',
  person: 'person',
  by: 'person',
  department: 'department',
  policy: 'policy',
  process: 'process',
  step: 'step',
};

/** The params of these refusals as sentences say them: things by name, in the reader's language; one query for all. */
export async function saidParams(
  db: Db,
  refusals: readonly Pick<Refusal, 'params'>[],
  locale: Locale,
): Promise<readonly RefusalParams[]> {
  const mentions = refusals.flatMap(({ params }) => [
    ...Object.keys(params).flatMap((param) => mentionIn(params, param)),
    ...signersIn(params).map((id): Mention => ({ kind: 'person', id })),
  ]);
  const found = mentions.length === 0 ? [] : await namesOf(db, mentions);
  const names = new Map(found.map(({ kind, id, name }) => [`${kind} ${id}`, name[locale]]));
  return refusals.map(({ params }) => {
    const said = Object.entries(params).map(([param, id]) => {
      const [mention] = mentionIn(params, param);
      const name = mention ? nameOf(mention, names, locale) : rolloutName(params, param, names, locale);
      return [param, name ?? worded(param, id, locale)];
    });
    return Object.fromEntries(said) as RefusalParams;
  });
}

const measureNames = {
  'zh-CN': texts('zh-CN')['supervision']?.['measures'],
  en: texts('en')['supervision']?.['measures'],
} as Readonly<Record<Locale, Readonly<Record<string, string>>>>;

/** Measures are said by name, one or several with commas; everything else as it is. */
function worded(param: string, value: string, locale: Locale): string {
  if (param !== 'measure' && param !== 'measures') return value;
  const names = value.split(', ').map((measure) => measureNames[locale][measure] ?? measure);
  return names.join(locale === 'en' ? ', ' : '、');
}

function mentionIn(params: RefusalParams, param: string): readonly Mention[] {
  const kind = Object.hasOwn(kinds, param) ? kinds[param] : undefined;
  const id = params[param];
  if (kind === undefined || id === undefined || id === '') return [];
  if (kind !== 'step') return [{ kind, id }];
  return params['process'] === undefined ? [] : [{ kind, id: `${params['process']}/${id}` }];
}

/** Phases are named by the texts that ship; what a gate lacks is a list of sentences. */
function rolloutName(
  params: RefusalParams,
  param: string,
  names: ReadonlyMap<string, string>,
  locale: Locale,
): string | undefined {
  if (param === 'phase' || param === 'due') return phaseName(params[param] ?? '')[locale];
  if (param !== 'missing') return undefined;
  const people = new Map(
    signersIn(params).map((id) => [`sign-off:${id}`, sameText(names.get(`person ${id}`) ?? id)] as const),
  );
  const sentences = missingIn(params).map((it) => missingText(it, people)[locale]);
  return sentences.join(locale === 'en' ? '; ' : '；');
}

const signersIn = (params: RefusalParams): readonly string[] =>
  missingIn(params).flatMap(({ kind, id }) => (kind === 'sign-off' ? [id] : []));

/** Processes and their steps are named by the texts that ship, and by their models. */
function nameOf({ kind, id }: Mention, names: ReadonlyMap<string, string>, locale: Locale): string | undefined {
  const name = names.get(`${kind} ${id}`);
  if (kind !== 'process' && kind !== 'step') return name;
  const [process = '', element = process] = id.split('/', 2);
  return elementName(process, element, name)[locale];
}

/** A refusal of a running process, whose steps are only known by its name: an instance is called "<process>/<key>". */
export function inProcess({ code, params }: Pick<Refusal, 'code' | 'params'>, instanceId: string): Refusal {
  const [process = ''] = instanceId.split('/', 1);
  return new Refusal(code, 'step' in params ? { ...params, process } : params);
}
