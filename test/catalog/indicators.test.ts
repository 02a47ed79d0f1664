import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, test } from 'vitest';
import { processFiles, readIndicators, readPolicy } from '../../catalog/index.ts';
import type { Process } from '../../engine/bpmn/model.ts';
import { compile } from '../../engine/bpmn/xml/compile.ts';

const indicators = readIndicators();
const processes = new Map<string, Process>();
beforeAll(async () => {
  const compiled = await Promise.all(processFiles().map((file) => compile(readFileSync(file, 'utf8'))));
  for (const process of compiled.flatMap((it) => it.processes)) processes.set(process.id, process);
});

describe('the indicators', () => {
  test('are known by ids of their own', () => {
    expect(new Set(indicators.map(({ id }) => id)).size).toBe(indicators.length);
  });

  test.each(indicators.map((it) => [it.id, it] as const))(
    '%s is measured on what there is',
    (_id, { measure, clause }) => {
      const [key = '', node] = ('process' in measure ? measure.process : measure.step).split('/');
      const process = processes.get(key);
      const step = node === undefined ? undefined : process?.nodes[node];

      expect(process).toBeDefined();
      expect(node === undefined || step?.kind === 'userTask').toBe(true);
      if (measure.kind === 'onTime') expect(step).toMatchObject({ due: expect.anything() });
      const clauses = readPolicy().chapters.flatMap((chapter) => chapter.clauses.map(({ id }) => `POL-01#${id}`));
      if (clause !== undefined) expect(clauses).toContain(clause);
    },
  );
});
