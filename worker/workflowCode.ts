import { existsSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { WorkerOptions } from '@temporalio/worker';
import { projectRoot } from '../platform/root.ts';

/** Where the workflow bundle is built to. */
export const bundlePath = join(projectRoot, 'dist', 'workflows.bundle.js');

/** The folder that the bundle is made of, in source and in build. */
export const workflowsPath = fileURLToPath(new URL('../workflows', import.meta.url));

/**
 * What the workflows of a worker share instead of loading it for each: ours keep everything in objects of one run and
 * nothing in modules. Without this each new run pays for loading the grammar of FEEL.
 */
export const preloadModules = ['engine/bpmn/step', 'workflows/processInstance'].map((module) =>
  fileURLToPath(new URL(`../${module}${extname(import.meta.url)}`, import.meta.url)),
);

/** The workflows of a worker: the bundle when this is the build and there is one, else their source. */
export function workflowCode(): Pick<WorkerOptions, 'workflowBundle' | 'workflowsPath'> {
  const isBuild = import.meta.url.endsWith('.js');
  return isBuild && existsSync(bundlePath) ? { workflowBundle: { codePath: bundlePath } } : { workflowsPath };
}
