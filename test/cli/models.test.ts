import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Command } from 'commander';
import { afterAll, afterEach, beforeAll, describe, expect, onTestFinished, test, vi } from 'vitest';
import { register as decide } from '../../cli/commands/decide.ts';
import { register as lint } from '../../cli/commands/lint.ts';
import { register as simulate } from '../../cli/commands/simulate.ts';

let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'zhidu-models-'));
});

afterAll(() => rm(folder, { recursive: true }));

afterEach(() => {
  process.exitCode = undefined;
});

async function put(name: string, content: string | object): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, typeof content === 'string' ? content : JSON.stringify(content));
  return file;
}

/** Runs the command line and gives what it prints, line by line. */
async function zhidu(...args: readonly string[]) {
  const written: string[] = [];
  const stdout = vi.spyOn(process.stdout, 'write').mockImplementation((text) => written.push(String(text)) > 0);
  try {
    const program = new Command().exitOverride();
    for (const register of [simulate, lint, decide]) register(program);
    await program.parseAsync(['node', 'zhidu', ...args]);
  } finally {
    stdout.mockRestore();
  }
  return { lines: written.join('').trim().split('\n'), exitCode: process.exitCode ?? 0 };
}

const order = (content: string) =>
  `<definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:zhidu="http://zhidu.dev/schema/bpmn/1" id="d">
  <process id="order" isExecutable="true"><startEvent id="start"/><sequenceFlow id="a" sourceRef="start" targetRef="pay"/>
  ${content}<sequenceFlow id="b" sourceRef="pay" targetRef="check"/><userTask id="check"/></process></definitions>`;

const job = '<serviceTask id="pay"><extensionElements><zhidu:job type="pay"/></extensionElements></serviceTask>';

const decision = (text: string) =>
  `<definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n">
  <inputData id="i" name="day"><variable name="day"/></inputData>
  <decision id="next" name="Next Day"><variable name="Next Day"/><literalExpression><text>${text}</text></literalExpression></decision></definitions>`;

describe('zhidu simulate', () => {
  test('plays a script and says what happened', async () => {
    const file = await put('order.bpmn', order(job));
    const script = await put('script.json', {
      variables: { amount: 2 },
      handlers: { pay: { trace: 'PAID', set: { fee: '=amount * 2' } } },
      steps: [{ op: 'task:check', variables: { fine: true } }],
    });

    const { lines, exitCode } = await zhidu('simulate', file, '--script', script, '--json');

    expect(exitCode).toBe(0);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toEqual([
      {
        deployed: true,
        refused: [],
        steps: [
          { op: 'start', waiting: ['task:check'], ended: false },
          { op: 'task:check', waiting: [], ended: true },
        ],
        counts: { 'order/check': [1, 0, 0], 'order/pay': [1, 0, 0], 'order/start': [1, 0, 0] },
        trace: ['PAID'],
        incidents: [],
        error: null,
        variables: { amount: 2, fee: 4, fine: true },
      },
    ]);
  });

  test('says what deployment would refuse', async () => {
    const file = await put('loop.bpmn', order('<task id="pay"><standardLoopCharacteristics/></task>'));

    const { lines, exitCode } = await zhidu('simulate', file, '--json');

    expect(exitCode).toBe(1);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      deployed: false,
      refused: [{ element: 'pay', code: 'loop-unsupported', reason: expect.any(String) as string }],
      steps: [],
    });
  });

  test('names what is waited for when the script asks for something else', async () => {
    const file = await put('order.bpmn', order(job));
    const script = await put('wrong.json', { steps: [{ op: 'task:nobody' }] });

    await expect(zhidu('simulate', file, '--script', script)).rejects.toThrow(
      'Nothing waits for “task:nobody”; waiting: job:pay',
    );
  });

  test('answers a batch in order, whatever becomes of single cases', async () => {
    const file = await put('order.bpmn', order(job));
    const cases = [
      { file, script: { steps: [{ op: 'job:pay' }] } },
      { file: join(folder, 'gone.bpmn') },
      { file, script: { steps: [{ op: 'task:nobody' }] } },
      { file, process: 'order' },
    ];
    const batch = await put('cases.jsonl', cases.map((it) => JSON.stringify(it)).join('\n'));

    const { lines, exitCode } = await zhidu('simulate', '--batch', batch);

    expect(exitCode).toBe(0);
    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
      { steps: [{ waiting: ['job:pay'] }, { op: 'job:pay', waiting: ['task:check'] }] },
      { crash: expect.stringContaining('gone.bpmn') as string },
      { crash: expect.stringContaining('job:pay') as string },
      { steps: [{ op: 'start', waiting: ['job:pay'] }] },
    ]);
  });
});

describe('zhidu lint', () => {
  test('finds nothing wrong with a good model', async () => {
    const file = await put('order.bpmn', order(job));

    const { lines, exitCode } = await zhidu('lint', file, '--json');

    expect(JSON.parse(lines[0] ?? '')).toEqual({ ok: true, problems: [] });
    expect(exitCode).toBe(0);
  });

  test('says what is wrong, with element, code and reason', async () => {
    const file = await put('bad.bpmn', order('<serviceTask id="pay"/>'));

    const { lines, exitCode } = await zhidu('lint', file, '--json');
    const plain = await zhidu('lint', file);

    expect(JSON.parse(lines[0] ?? '')).toEqual({
      ok: false,
      problems: [
        { element: 'pay', code: 'job-missing', severity: 'error', reason: 'A service task names the type of its job.' },
      ],
    });
    expect(exitCode).toBe(1);
    expect(plain.lines[0]).toBe('error pay job-missing: A service task names the type of its job.');
  });

  test('says it in Chinese to whoever reads Chinese', async () => {
    vi.stubEnv('ZHIDU_LANG', 'zh-CN');
    onTestFinished(() => void vi.unstubAllEnvs());
    const file = await put('bad.bpmn', order('<serviceTask id="pay"/>'));

    const { lines } = await zhidu('lint', file, '--json');
    const plain = await zhidu('lint', file);

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({ problems: [{ reason: '服务任务须写明作业类型。' }] });
    expect(plain.lines).toEqual(['错误 pay job-missing：服务任务须写明作业类型。', `${file} 会被拒绝。`]);
  });

  test('answers a batch', async () => {
    const good = await put('order.bpmn', order(job));
    const bad = await put('bad.bpmn', order('<serviceTask id="pay"/>'));
    const batch = await put('lint.jsonl', [good, bad].map((file) => JSON.stringify({ file })).join('\n'));

    const { lines } = await zhidu('lint', '--batch', batch);

    expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([{ ok: true }, { ok: false }]);
  });
});

describe('zhidu decide', () => {
  test('takes typed values and gives a typed value', async () => {
    const file = await put('next.dmn', decision('day + duration("P1D")'));
    const input = await put('inputs.json', [{ name: 'day', value: { t: 'date', v: '2026-02-28' } }]);

    const { lines, exitCode } = await zhidu('decide', file, '--decision', 'Next Day', '--input', input, '--json');

    expect(JSON.parse(lines[0] ?? '')).toEqual({ value: { t: 'date', v: '2026-03-01' }, problems: [], matched: [] });
    expect(exitCode).toBe(0);
  });

  test('takes plain values by name, and gives lists and contexts', async () => {
    const file = await put('list.dmn', decision('[day, { half: day / 2, none: null, so: day = 4 }]'));
    const input = await put('plain.json', { day: 4 });

    const { lines } = await zhidu('decide', file, '--decision', 'next', '--input', input, '--json');

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      value: {
        t: 'list',
        v: [
          { t: 'decimal', v: '4' },
          { t: 'context', v: { half: { t: 'decimal', v: '2' }, none: null, so: { t: 'boolean', v: 'true' } } },
        ],
      },
    });
  });

  test('says why there is no value', async () => {
    const file = await put('broken.dmn', decision('1 +'));

    const { lines, exitCode } = await zhidu('decide', file, '--decision', 'next', '--json');

    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      value: null,
      problems: [{ decision: 'next', code: 'feel-fault' }, { code: 'feel-syntax' }],
    });
    expect(exitCode).toBe(1);
  });

  test('gives up a case of a batch that takes more than two seconds, and goes on', async () => {
    const slow = await put('slow.dmn', decision('count(for i in 1..9999, j in 1..9999, k in 1..9999 return null)'));
    const quick = await put('quick.dmn', decision('1 + 1'));
    const cases = [slow, quick].map((file) => JSON.stringify({ file, decision: 'next', inputs: [] }));
    const batch = await put('decide.jsonl', cases.join('\n'));

    const { lines } = await zhidu('decide', '--batch', batch);

    expect(JSON.parse(lines[0] ?? '')).toEqual({ crash: expect.stringMatching(/^time$|memory/) as string });
    expect(JSON.parse(lines[1] ?? '')).toMatchObject({ value: { t: 'decimal', v: '2' } });
  }, 15_000);
});
