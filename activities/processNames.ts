import { type Locale, texts } from '../catalog/index.ts';
import type { Process } from '../engine/bpmn/model.ts';

type Names = Readonly<Record<string, string>>;

/** What the elements of a process are called in a language, by id, where that is not what the model itself calls them. */
export function elementNames({ id, nodes }: Process, language: Locale): Names {
  const known = namesOf(id, language);
  const named = Object.values(nodes).map((node) => [node.id, known[node.id] ?? node.name, node.name] as const);
  return Object.fromEntries(
    named.flatMap(([node, name, own]) => (name === undefined || name === own ? [] : [[node, name]])),
  );
}

/** What a process is called in a language; the model's own name where the catalog has none. */
export const processName = ({ id, name }: Pick<Process, 'id' | 'name'>, language: Locale): string =>
  namesOf(id, language)[id] ?? name;

function namesOf(process: string, language: Locale): Readonly<Record<string, string | undefined>> {
  const found = texts(language)['processes']?.[process];
  return typeof found === 'object' ? (found as Names) : {};
}
