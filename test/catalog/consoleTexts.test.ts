import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { locales, type TextTree, texts } from '../../catalog/index.ts';
import { projectRoot } from '../../platform/root.ts';

const [chinese, english] = locales.map((locale) => texts(locale)['console'] ?? {});
const keys = keysOf(chinese ?? {});

describe('the texts of the console', () => {
  test('have the same keys in both languages', () => {
    expect(keysOf(english ?? {})).toEqual(keys);
  });

  test('are all used, and every key that the code asks for is there', () => {
    const { asked, families } = keysInCode();
    const isAsked = (key: string) => asked.has(key) || families.some((family) => family.test(key));

    expect([...asked].filter((key) => !keys.includes(key))).toEqual([]);
    expect(keys.filter((key) => !isAsked(key))).toEqual([]);
  });

  test('leave out and add no value that the other language gives', () => {
    const holes = (tree: TextTree | undefined) =>
      keys.map((key) => (textOf(tree, key).match(/\{\{\w+\}\}/g) ?? []).sort());

    expect(holes(english)).toEqual(holes(chinese));
  });
});

function keysOf(tree: TextTree, path = ''): string[] {
  return Object.entries(tree).flatMap(([name, value]) =>
    typeof value === 'string' ? [path + name] : keysOf(value, `${path}${name}.`),
  );
}

function textOf(tree: TextTree | undefined, key: string): string {
  let found: unknown = tree;
  for (const name of key.split('.')) found = (found as TextTree | undefined)?.[name];
  return String(found);
}

/** Keys written out, and families of keys such as `outcome.${outcome}`. */
function keysInCode() {
  const asked = new Set<string>();
  const families: RegExp[] = [];
  for (const code of sources()) {
    const areas = Object.keys(chinese ?? {}).join('|');
    for (const [, key = ''] of code.matchAll(new RegExp(`'((?:${areas})(?:\\.\\w+)+)'`, 'g'))) asked.add(key);
    for (const [, key = ''] of code.matchAll(/t\(`([^`]+)`/g)) {
      families.push(new RegExp(`^${key.replaceAll('.', '\\.').replaceAll(/\$\{[^}]+\}/g, '\\w+')}$`));
    }
  }
  return { asked, families };
}

function sources(): string[] {
  return readdirSync(join(projectRoot, 'console'), { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.tsx?$/.test(name))
    .map((name) => readFileSync(join(projectRoot, 'console', name), 'utf8'));
}
