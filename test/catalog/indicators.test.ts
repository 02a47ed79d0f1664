import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { type IndicatorMeasure, processFiles, readIndicators, readPolicy } from '../../catalog/index.ts';
import type { Process } from '../../engine/bpmn/model.ts';
import { compile } from '../../engine/bpmn/xml/compile.ts';

const indicators = readIndicators();
const processes = new Map<string, Process>();
beforeAll(async () => {
  const named = new Set(indicators.map(({ measure }) => partsOf(measure).process));
  const files = processFiles().filter((file) => named.has(basename(file, '.bpmn')));
  const compiled = await Promise.all(files.map((file) => compile(readFileSync(file, 'utf8'))));
  for (const process of compiled.flatMap((it) => it.processes)) processes.set(process.id, process);
});

function partsOf(measure: IndicatorMeasure): { readonly process: string; readonly node?: string | undefined } {
  if ('process' in measure) return { process: measure.process };
  const [process = '', node] = measure.step.split('/');
  return { process, node };
}

describe('the indicators', () => {
  test('are known by ids of their own', () => {
    expect(new Set(indicators.map(({ id }) => id)).size).toBe(indicators.length);
  });

  test.each(indicators.map((it) => [it.id, it] as const))('%s is measured on what there is', (_id, { measure }) => {
    const { process, node = '' } = partsOf(measure);
    const step = processes.get(process)?.nodes[node];

    expect(processes.has(process)).toBe(true);
    expect('step' in measure).toBe(step?.kind === 'userTask');
    expect(measure.kind !== 'onTime' || (step?.kind === 'userTask' && step.due !== undefined)).toBe(true);
  });

  test('stand in the policy where they say so', () => {
    const clauses = readPolicy().chapters.flatMap((chapter) => chapter.clauses.map(({ id }) => `POL-01#${id}`));
    const strays = indicators.flatMap(({ clause = [] }) => clause).filter((clause) => !clauses.includes(clause));

    expect(strays).toEqual([]);
  });
});
