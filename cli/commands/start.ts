import type { Command } from 'commander';
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
    .description('start PostgreSQL, Temporal, the worker and the API with the console on this machine')
    .option('--company', 'start with an empty company and a one-time set-up link instead of the demo company')
    .option('--detach', 'return once everything runs, and leave it running in the background')
    .option('--port <port>', 'port of the console and the API; "auto" takes free ports where the usual ones are taken')
    .option('--temporal-port <port>', 'port of Temporal')
    .option('--temporal-ui-port <port>', "port of Temporal's web UI")
    .option('--postgres-port <port>', 'port of PostgreSQL')
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
  throw new Error(`"${text}" is no port: a number from 1 to ${HIGHEST_PORT}, or auto for --port`);
}
