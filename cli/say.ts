import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { catalogPath, fill, type Locale } from '../catalog/index.ts';
import type english from '../catalog/texts/en/cli.json';

/** The name of a text of the command line. */
export type Text = keyof typeof english;

type Texts = Readonly<Record<Text, string>>;

const read = new Map<Locale, Texts>();

/** A text of the command line in the reader's language, its gaps filled. */
export function say(text: Text, values: Readonly<Record<string, unknown>> = {}): string {
  return fill(textsIn(locale())[text], values);
}

/** The reader's language: what ZHIDU_LANG says, else that of the terminal. */
export function locale(env: NodeJS.ProcessEnv = process.env): Locale {
  return wantedIn(env).toLowerCase().startsWith('zh') ? 'zh-CN' : 'en';
}

/** The language that a company begins with: English when whoever founds it says so, else Chinese. */
export function companyLanguage(env: NodeJS.ProcessEnv = process.env): Locale {
  return /^en/i.test(wantedIn(env)) ? 'en' : 'zh-CN';
}

function wantedIn(env: NodeJS.ProcessEnv): string {
  return env['ZHIDU_LANG'] || env['LC_ALL'] || env['LANG'] || '';
}

function textsIn(language: Locale): Texts {
  const known = read.get(language);
  if (known) return known;
  const texts = JSON.parse(readFileSync(join(catalogPath, 'texts', language, 'cli.json'), 'utf8')) as Texts;
  read.set(language, texts);
  return texts;
}
