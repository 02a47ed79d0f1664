/** What is drawn and set at one element, by name: "assignment/duty", "due/duration", "conditionExpression". */
export type Settings = ReadonlyMap<string, string>;

export type Element = { readonly id: string; readonly kind: string; readonly settings: Settings };

/** One setting that differs; null: it is not there. */
export type Difference = { readonly setting: string; readonly before: string | null; readonly after: string | null };

/** What became of an element from one version to another. */
export type Change =
  | { readonly kind: 'added' | 'removed'; readonly element: Element }
  | { readonly kind: 'changed'; readonly element: Element; readonly differences: readonly Difference[] };

export type Elements = ReadonlyMap<string, Element>;

/** What differs between two versions: removed, added, changed, in the order of the models. Where things are drawn does not count. */
export function compare(before: Elements, after: Elements): readonly Change[] {
  const removed = [...before.values()].filter(({ id }) => !after.has(id));
  const added = [...after.values()].filter(({ id }) => !before.has(id));
  const changed = [...after.values()].flatMap((element): Change[] => {
    const old = before.get(element.id);
    const differences = old ? differencesOf(old.settings, element.settings) : [];
    return differences.length > 0 ? [{ kind: 'changed', element, differences }] : [];
  });
  return [
    ...removed.map((element) => ({ kind: 'removed', element }) as const),
    ...added.map((element) => ({ kind: 'added', element }) as const),
    ...changed,
  ];
}

function differencesOf(before: Settings, after: Settings): readonly Difference[] {
  return [...new Set([...before.keys(), ...after.keys()])].flatMap((setting) => {
    const old = before.get(setting) ?? null;
    const next = after.get(setting) ?? null;
    return old === next ? [] : [{ setting, before: old, after: next }];
  });
}
