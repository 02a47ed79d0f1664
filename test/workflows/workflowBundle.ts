import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { bundleWorkflowCode, type WorkflowBundleOption } from '@temporalio/worker';
import { failureConverterPath } from '../../platform/codec.ts';
import { projectRoot } from '../../platform/root.ts';
import { preloadModules, workflowsPath } from '../../worker/workflowCode.ts';

const folder = join(projectRoot, 'dist', 'test-bundles');
const inputs = ['workflows', 'engine', 'domain', 'package-lock.json', 'platform/failureConverter.cjs'];

/** The workflow bundle of what the sources say now: made once, found again by all test files. */
export async function testBundle(path = workflowsPath, more: readonly string[] = []): Promise<WorkflowBundleOption> {
  const codePath = join(folder, `${fingerprint([...inputs, ...more])}.cjs`);
  if (!existsSync(codePath)) {
    const { code } = await bundleWorkflowCode({
      workflowsPath: path,
      preloadModules,
      failureConverterPath,
      logger: silent,
    });
    mkdirSync(folder, { recursive: true });
    const draft = `${codePath}.${process.pid}`;
    writeFileSync(draft, code);
    renameSync(draft, codePath);
  }
  return { codePath };
}

function fingerprint(paths: readonly string[]): string {
  const hash = createHash('sha256');
  for (const file of paths.flatMap(filesUnder)) hash.update(file).update(readFileSync(join(projectRoot, file)));
  return hash.digest('hex').slice(0, 24);
}

function filesUnder(path: string): string[] {
  if (/\.c?js(on)?$/.test(path)) return [path];
  return readdirSync(join(projectRoot, path), { recursive: true, encoding: 'utf8', withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(projectRoot.length + 1))
    .sort();
}

const nothing = () => undefined;
const silent = { log: nothing, trace: nothing, debug: nothing, info: nothing, warn: nothing, error: nothing };
