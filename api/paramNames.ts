import type { Locale } from '../contract/shared.ts';
import { Refusal, type RefusalParams } from '../domain/refusal.ts';
import type { Db } from '../store/db.ts';
import { type Mention, type NamedKind, namesOf } from '../store/names.ts';
import { elementName } from './elementNames.ts';

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
  const mentions = refusals.flatMap(({ params }) => Object.keys(params).flatMap((param) => mentionIn(params, param)));
  const found = mentions.length === 0 ? [] : await namesOf(db, mentions);
  const names = new Map(found.map(({ kind, id, name }) => [`${kind} ${id}`, name[locale]]));
  return refusals.map(({ params }) => {
    const said = Object.entries(params).map(([param, id]) => {
      const [mention] = mentionIn(params, param);
      return [param, (mention && nameOf(mention, names, locale)) ?? id];
    });
    return Object.fromEntries(said) as RefusalParams;
  });
}

function mentionIn(params: RefusalParams, param: string): readonly Mention[] {
  const kind = Object.hasOwn(kinds, param) ? kinds[param] : undefined;
  const id = params[param];
  if (kind === undefined || id === undefined || id === '') return [];
  if (kind !== 'step') return [{ kind, id }];
  return params['process'] === undefined ? [] : [{ kind, id: `${params['process']}/${id}` }];
}

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
