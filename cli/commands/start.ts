import type { Command } from 'commander';
import { say } from '../say.ts';
import type { Wish } from '../start/supervisor.ts';

type Options = {
  readonly company?: true;
  readonly detach?: true;
  readonly port?: string;
  readonly temporalPort?: string;
  readonly temporalUiPort?: string;
  readonly postgresPort?: string;
};

const HIGHEST_PORT = 65_535;

/** zhidu start: everything on this machine. */
export function register(program: Command): void {
  program
    .command('start')
    .description(say('start.description'))
    .option('--company', say('start.company'))
    .option('--detach', say('start.detach'))
    .option('--port <port>', say('start.port'))
    .option('--temporal-port <port>', say('start.temporalPort'))
    .option('--temporal-ui-port <port>', say('start.temporalUiPort'))
    .option('--postgres-port <port>', say('start.postgresPort'))
    .action(run);
}

async function run(options: Options): Promise<void> {
  const { start, startDetached } = await import('../start/start.ts');
  if (options.detach) await startDetached(argumentsOf(options));
  else await start(wishOf(options));
}

function wishOf({ company, port, temporalPort, temporalUiPort, postgresPort }: Options): Wish {
  const auto = port === 'auto';
  const named = {
    web: portOf(auto ? undefined : port),
    temporal: portOf(temporalPort),
    temporalUi: portOf(temporalUiPort),
    postgres: portOf(postgresPort),
  };
  const ports = Object.fromEntries(Object.entries(named).filter(([, it]) => it !== undefined));
  return { mode: company ? 'company' : undefined, auto, ports };
}

/** The same wish for the process in the background. */
function argumentsOf(options: Options): string[] {
  const given = Object.entries(options).filter(([name]) => name !== 'detach');
  return given.flatMap(([name, value]) => {
    const option = `--${name.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)}`;
    return value === true ? [option] : [option, String(value)];
  });
}

function portOf(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const port = Number(text);
  if (Number.isInteger(port) && port > 0 && port <= HIGHEST_PORT) return port;
  throw new Error(say('start.notPort', { text, highest: HIGHEST_PORT }));
}
