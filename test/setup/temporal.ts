import { TestWorkflowEnvironment } from '@temporalio/testing';
import { inject } from 'vitest';
import { searchAttributes } from '../../platform/searchAttributes.ts';
import type { Found } from './global.ts';

const keys = Object.values(searchAttributes);

/** What the indexed value types of Temporal's protocol are called as numbers. */
const indexedValueType = { KEYWORD: 2, BOOL: 5, DATETIME: 6 } as const;

/** A server whose clock jumps ahead; no schedules, no lists, no counts. Tear it down afterwards. */
export async function timeSkipping(): Promise<TestWorkflowEnvironment> {
  const path = pathOf('testServer');
  const environment = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path } },
  });
  await environment.connection.operatorService.addSearchAttributes({
    namespace: environment.namespace ?? 'default',
    searchAttributes: Object.fromEntries(keys.map(({ name, type }) => [name, indexedValueType[type]])),
  });
  return environment;
}

/** The real development server, in memory and in real time. Tear it down afterwards. */
export async function devServer(extraArgs: string[] = []): Promise<TestWorkflowEnvironment> {
  const path = pathOf('cli');
  return await TestWorkflowEnvironment.createLocal({
    server: { executable: { type: 'existing-path', path }, searchAttributes: keys, extraArgs },
  });
}

function pathOf(program: 'cli' | 'testServer'): string {
  const found: Found = inject('temporal')[program];
  if (found.path === undefined) throw new Error(found.problem);
  return found.path;
}
