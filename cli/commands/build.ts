import type { Command } from 'commander';
import type { Deployment } from '../builds.ts';
import { print } from '../print.ts';
import { say } from '../say.ts';

type Options = { readonly deployment: string; readonly json?: true };

/** zhidu build: which builds of the workers are at work, which is current, and getting runs off the old ones. */
export function register(program: Command): void {
  const build = program.command('build').description(say('build.description'));
  const sub = (name: string) =>
    build
      .command(name)
      .option('--deployment <name>', say('build.deployment'), process.env['WORKER_DEPLOYMENT'] || 'zhidu');
  sub('list')
    .description(say('build.listing'))
    .option('--json', say('option.json'))
    .action(async (options: Options) => list(options));
  sub('current')
    .description(say('build.making'))
    .argument('<id>', say('build.id'))
    .action(async (id: string, options: Options) => {
      const { makeCurrent } = await import('../builds.ts');
      await withDeployment(options, (it) => makeCurrent(it, id));
      print(say('build.isCurrent', { id }));
    });
  sub('move')
    .description(say('build.moving'))
    .action(async (options: Options) => {
      const { moveOn } = await import('../builds.ts');
      print(say('build.woken', { count: await withDeployment(options, moveOn) }));
    });
}

async function list({ json, ...options }: Options): Promise<void> {
  const { listBuilds } = await import('../builds.ts');
  const builds = await withDeployment(options, listBuilds);
  if (json) return print(JSON.stringify(builds));
  if (builds.length === 0) print(say('build.none'));
  for (const { buildId, isCurrent, running } of builds) {
    print(say(isCurrent ? 'build.currentRow' : 'build.row', { id: buildId, count: running }));
  }
}

async function withDeployment<T>({ deployment }: Options, act: (it: Deployment) => Promise<T>): Promise<T> {
  const { connectTemporal } = await import('../../platform/temporal.ts');
  const { surroundings } = await import('../surroundings.ts');
  const { client, close } = await connectTemporal(surroundings().target);
  try {
    return await act({ client, deploymentName: deployment });
  } finally {
    await close();
  }
}
