import { mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { bundleWorkflowCode } from '@temporalio/worker';
import { failureConverterPath } from '../platform/codec.ts';
import { bundlePath, preloadModules, workflowsPath } from './workflowCode.ts';

/** Builds the workflow bundle, so that a worker starts without a bundler: `node dist/worker/bundle.js`. */
const { code } = await bundleWorkflowCode({ workflowsPath, preloadModules, failureConverterPath });
mkdirSync(dirname(bundlePath), { recursive: true });
writeFileSync(bundlePath, code);
