import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import { texts } from '../../catalog/index.ts';
import { main } from '../../cli/index.ts';
import { companyLanguage, locale, say } from '../../cli/say.ts';
import { projectRoot } from '../../platform/root.ts';

const english = texts('en')['cli'] as Readonly<Record<string, string>>;
const code = sourcesIn('cli');
const calls = [...code.matchAll(/\bsay\(\s*'([^']+)'/g)].map(({ 1: key = '', 0: call, index }) => ({
  key,
  given: code[index + call.length] === ',' ? namesIn(code.slice(index + call.length + 1).trimStart()) : [],
}));

describe('the texts of the command line', () => {
  test('are there for every key that the code asks for, and all asked for', () => {
    const families = [...code.matchAll(/\bsay\(\s*`([^`]+)`/g)].map(
      ([, key = '']) => new RegExp(`^${key.replaceAll('.', '\\.').replaceAll(/\$\{[^}]+\}/g, '[\\w-]+')}$`),
    );
    const isAsked = (key: string) => code.includes(`'${key}'`) || families.some((family) => family.test(key));

    expect(calls.map(({ key }) => key).filter((key) => !(key in english))).toEqual([]);
    expect(Object.keys(english).filter((key) => !isAsked(key))).toEqual([]);
    expect(calls.length).toBeGreaterThan(100);
  });

  test('have a value for every gap', () => {
    const wrong = calls.filter(({ key, given }) => {
      const gaps = new Set([...(english[key] ?? '').matchAll(/\{(\w+)\}/g)].map(([, name = '']) => name));
      return given !== undefined && !(given.length === gaps.size && given.every((name) => gaps.has(name)));
    });

    expect(wrong).toEqual([]);
  });
});

describe('the language of the command line', () => {
  test.each([
    [{ ZHIDU_LANG: 'en', LC_ALL: 'zh_CN.UTF-8' }, 'en'],
    [{ ZHIDU_LANG: 'zh-CN', LANG: 'en_US.UTF-8' }, 'zh-CN'],
    [{ LC_ALL: 'zh_TW.UTF-8', LANG: 'en_US.UTF-8' }, 'zh-CN'],
    [{ ZHIDU_LANG: '', LC_ALL: '', LANG: 'zh_CN.UTF-8' }, 'zh-CN'],
    [{ LANG: 'de_DE.UTF-8' }, 'en'],
    [{}, 'en'],
  ])('with %o is %s', (env, language) => {
    expect(locale(env)).toBe(language);
  });

  test.each([
    [{ ZHIDU_LANG: 'en', LC_ALL: 'zh_CN.UTF-8' }, 'en'],
    [{ ZHIDU_LANG: 'zh-CN', LANG: 'en_US.UTF-8' }, 'zh-CN'],
    [{ LANG: 'en_US.UTF-8' }, 'en'],
    [{ LANG: 'C.UTF-8' }, 'zh-CN'],
    [{}, 'zh-CN'],
  ])('founds with %o a company of the language %s', (env, language) => {
    expect(companyLanguage(env)).toBe(language);
  });

  test('is used for help, mistakes and what is said, with the same exit code', async () => {
    vi.stubEnv('ZHIDU_LANG', 'zh-CN');
    onTestFinished(() => {
      vi.unstubAllEnvs();
      process.exitCode = undefined;
    });

    const help = await zhidu('start', '--help');
    expect(help).toMatchObject({ err: '', code: 0 });
    expect(help.out).toMatch(/^用法： zhidu start \[options\]\n[^]*选项：[^]*--company .*不载入演示公司[^]*显示帮助/);

    const mistake = await zhidu('stert');
    expect(mistake).toMatchObject({ out: '', code: 1 });
    expect(mistake.err).toMatch(/^没有命令 stert。\n是否想用 start？\n/);

    expect(say('stop.orphan', { name: 'api', pid: 7 })).toBe('正在停止上次启动遗留的 api（进程 7）');
  });
});

describe('what is wrong with a file', () => {
  const good = join(projectRoot, 'catalog', 'processes', 'procurement.bpmn');
  const readme = join(projectRoot, 'README.md');
  const shapeless = join(projectRoot, 'tsconfig.json');

  test.each([
    ['en', ['lint', 'gone.bpmn'], 'There is no file gone.bpmn.\n'],
    ['zh-CN', ['lint', 'gone.bpmn'], '没有文件 gone.bpmn。\n'],
    ['en', ['lint', projectRoot], 'is a folder, not a file.\n'],
    ['zh-CN', ['lint', projectRoot], '是文件夹，不是文件。\n'],
    ['en', ['simulate', good, '--script', readme], 'README.md is not JSON.\n'],
    ['zh-CN', ['simulate', good, '--script', readme], 'README.md：不是有效的 JSON。\n'],
    ['en', ['simulate', good, '--script', shapeless], 'This is not right in the script:\n  /: Unrecognized keys: '],
    ['zh-CN', ['simulate', good, '--script', shapeless], '模拟脚本的内容不符合要求：\n  /：出现未知的键'],
    ['en', ['simulate', '--batch', 'gone.jsonl'], 'There is no file gone.jsonl.\n'],
    ['zh-CN', ['simulate', good, '--process', 'nobody'], '文件中没有流程“nobody”，只有：procurement\n'],
  ])('is said in %s by %j', async (language, argv, text) => {
    vi.stubEnv('ZHIDU_LANG', language);
    onTestFinished(() => {
      vi.unstubAllEnvs();
      process.exitCode = undefined;
    });

    expect(await zhidu(...argv)).toEqual({ out: '', err: expect.stringContaining(text) as string, code: 1 });
  });
});

async function zhidu(...argv: string[]) {
  const written = { out: '', err: '' };
  const catching = (name: 'out' | 'err') => (text: string | Uint8Array) => Boolean((written[name] += String(text)));
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation(catching('out')),
    vi.spyOn(process.stderr, 'write').mockImplementation(catching('err')),
  ];
  await main(['node', 'zhidu', ...argv]);
  for (const spy of spies) spy.mockRestore();
  return { ...written, code: process.exitCode };
}

/** The names in an object literal at the beginning of a text; nothing when they are not all written out. */
function namesIn(text: string): string[] | undefined {
  const body = /^\{([^]*?)\}/.exec(text)?.[1];
  if (body === undefined || body.includes('...')) return undefined;
  return [...body.replaceAll(/\([^()]*\)/g, '').matchAll(/(?:^|,)\s*(\w+)/g)].map(([, name = '']) => name);
}

function sourcesIn(folder: string): string {
  return readdirSync(join(projectRoot, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => readFileSync(join(projectRoot, folder, name), 'utf8'))
    .join('\n');
}
