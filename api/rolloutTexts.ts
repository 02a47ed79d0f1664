import { locales, type TextTree, texts } from '../catalog/index.ts';
import type { LocalText } from '../contract/shared.ts';
import type { RefusalParams } from '../domain/refusal.ts';
import type { Missing } from '../domain/rollout.ts';
import { fill } from './text.ts';

const trees = Object.fromEntries(locales.map((locale) => [locale, texts(locale)['rollout'] ?? {}]));

/** The text of catalog/texts/<language>/rollout.json at that path, in both languages, with its gaps filled. */
export function rolloutText(path: readonly string[], params: Readonly<Record<string, LocalText>> = {}): LocalText {
  const inOne = (locale: keyof LocalText) => {
    const said = Object.fromEntries(Object.entries(params).map(([name, text]) => [name, text[locale]]));
    const pattern = leaf(trees[locale], path);
    return pattern === undefined ? (path.at(-1) ?? '') : fill(pattern, said);
  };
  return { 'zh-CN': inOne('zh-CN'), en: inOne('en') };
}

export const phaseName = (phase: string) => rolloutText(['phases', phase]);
export const factName = (id: string) => rolloutText(['facts', id]);

/** What a gate lacks, as a sentence. `names` knows people, waves and conditions. */
export function missingText({ kind, id }: Missing, names: ReadonlyMap<string, LocalText>): LocalText {
  return rolloutText(['missing', kind], { name: nameOf(kind, id, names) });
}

/** What a refusal says is missing, "fact:in-force,sign-off:wang". */
export function missingIn({ missing = '' }: RefusalParams): readonly Missing[] {
  return missing.split(',').flatMap((text) => {
    const [kind = '', ...id] = text.split(':');
    return text === '' ? [] : [{ kind: kind as Missing['kind'], id: id.join(':') }];
  });
}

function nameOf(kind: Missing['kind'], id: string, names: ReadonlyMap<string, LocalText>): LocalText {
  if (kind === 'fact') return factName(id);
  if (kind === 'launch') return phaseName(id);
  if (kind === 'work') return workName(id);
  return names.get(`${kind}:${id}`) ?? same(id);
}

/** "chapter/12", "review/30", "gate/build/1", "consultation": work of a phase by the name that the workflow gives it. */
function workName(id: string): LocalText {
  const [kind = id, number = ''] = id.split('/');
  return rolloutText(['work', kind], { number: same(number) });
}

const same = (text: string): LocalText => ({ 'zh-CN': text, en: text });

function leaf(tree: TextTree | string | undefined, path: readonly string[]): string | undefined {
  const [first, ...rest] = path;
  if (first === undefined) return typeof tree === 'string' ? tree : undefined;
  return typeof tree === 'object' ? leaf(tree[first], rest) : undefined;
}
