import { describe, expect, it } from 'vitest';
import { locales, readForms, readPolicy, type TextTree, texts } from '../../catalog/index.ts';
import { shippedDecisions, shippedProcesses } from './play.ts';

const leaves = (tree: TextTree, path = ''): (readonly [string, string])[] =>
  Object.entries(tree).flatMap(([key, value]) => {
    const at = path === '' ? key : `${path}.${key}`;
    return typeof value === 'string' ? [[at, value] as const] : leaves(value, at);
  });

const holes = (sentence: string) => [...sentence.matchAll(/\{+[^{}]+\}+/g)].map(([hole]) => hole).toSorted();
/** i18next writes plurals as separate keys in English only. */
const keyOf = (key: string) => key.replace(/_(one|other)$/, '');

const wordsOf = (tree: TextTree = {}) => new Map(leaves(tree).map(([key, text]) => [keyOf(key), text]));

const processes = await shippedProcesses();
const chinese = texts('zh-CN');
const english = texts('en');

describe('the texts', () => {
  it('are in the same files in both languages', () => {
    expect(Object.keys(chinese)).toEqual(Object.keys(english));
    expect(Object.keys(chinese)).toEqual(expect.arrayContaining(['notifications', 'processes', 'refusals', 'terms']));
  });

  it.each(Object.keys(chinese))('of %s have the same keys, nothing empty, the same gaps', (file) => {
    const zh = wordsOf(chinese[file]);
    const en = wordsOf(english[file]);
    expect([...zh.keys()].toSorted()).toEqual([...en.keys()].toSorted());
    expect([...zh, ...en].filter(([, text]) => text.trim() === '')).toEqual([]);
    for (const [key, text] of zh) expect([key, holes(text)]).toEqual([key, holes(en.get(key) ?? '')]);
  });
});

describe('Chinese sentences', () => {
  it('have full-width punctuation', () => {
    const sentences = [
      ...leaves(chinese),
      ...readPolicy().chapters.flatMap(({ clauses }) => clauses.map(({ id, text }) => [id, text['zh-CN']] as const)),
      ...readForms().flatMap((form) => leaves(form.texts['zh-CN'] as unknown as TextTree, form.id)),
    ];
    expect(sentences.filter(([, text]) => /\p{Script=Han}[,;:?!()]/u.test(text))).toEqual([]);
  });
});

describe('the names of processes', () => {
  it('are those in the diagrams, and every named element has them', () => {
    for (const { id, name, nodes, flows } of processes) {
      const named = [...Object.values(nodes), ...Object.values(flows)].flatMap((it) =>
        it.name ? [[it.id, it.name]] : [],
      );
      expect(chinese['processes']?.[id]).toEqual({ [id]: name, ...Object.fromEntries(named) });
    }
  });

  it('come with a sentence that says what the process is for', () => {
    const described = Object.keys(chinese['descriptions'] ?? {});
    expect(described.toSorted()).toEqual(processes.map(({ id }) => id).toSorted());
  });

  it('are short enough for a box, and English in English', () => {
    for (const [key, name] of leaves(english['processes'] ?? {}))
      expect([key, /\p{Script=Han}/u.test(name)]).toEqual([key, false]);
  });
});

describe('the names of decisions', () => {
  it('are those in the tables', async () => {
    const inTables = [...(await shippedDecisions())].map(([id, model]) => [id, model.decisions[id]?.name]);
    expect(chinese['decisions']).toEqual(Object.fromEntries(inTables));
    for (const locale of locales) expect(Object.keys(texts(locale)['decisions'] ?? {})).toHaveLength(inTables.length);
  });
});
