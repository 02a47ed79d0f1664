import { note } from '../print.ts';
import { say } from '../say.ts';
import { addressesOf, choosePorts, type Ports, usualPorts } from './choosePorts.ts';
import { databaseUser } from './databaseUser.ts';
import { findProgram } from './findProgram.ts';
import { type Folders, foldersOf, makeFolders, secretsIn } from './folders.ts';
import { modeIn, readInstallation, rememberInstallation } from './installation.ts';
import { Keeper, type Service } from './keeper.ts';
import { stopOrphans } from './orphans.ts';
import { freePort } from './ports.ts';
import { temporalCli } from './programs.ts';
import { claim, findRunning, forgetRunning, type Running, readRunning, writeRunning } from './runFile.ts';
import {
  apiService,
  DATABASE,
  marksOf,
  postgresService,
  type Setting,
  temporalService,
  workerService,
} from './services.ts';
import { serveTemporalUi, type TemporalUi } from './temporalUi.ts';

/** What a start is asked for. */
export type Wish = {
  readonly mode: Running['mode'] | undefined;
  /** The ports that were named. */
  readonly ports: Partial<Ports>;
  /** Whether a port that is taken and was not named may be another: the one of the last time, or any free one. */
  readonly auto: boolean;
};

/** Runs everything on this machine: claims the data folder, starts part after part, keeps them running, stops them. */
export class Supervisor {
  private readonly setting: Setting;
  private readonly keepers: Keeper[] = [];
  private temporalUi: TemporalUi | undefined;
  private running: Running;
  private stopped = false;

  constructor(setting: Setting, running: Running) {
    this.setting = setting;
    this.running = running;
    this.write({});
  }

  /** Starts Postgres and Temporal, and nothing that works with them. */
  async startStores(): Promise<Running> {
    const { setting } = this;
    this.temporalUi = await serveTemporalUi(setting.ports.temporalUi, setting.temporalUiBehind);
    await Promise.all([this.keep(postgresService(setting)), this.keep(temporalService(setting))]);
    return this.running;
  }

  /** Starts Postgres and Temporal, has the database prepared, then starts what works with them. */
  async start(prepareDatabase: (setting: Setting) => Promise<void>): Promise<Running> {
    const { setting } = this;
    await this.startStores();
    rememberInstallation(setting.folders.data, { mode: setting.mode, ports: setting.ports });
    await prepareDatabase(setting);
    await Promise.all([this.keep(workerService(setting)), this.keep(apiService(setting))]);
    this.write({ state: 'ready' });
    return this.running;
  }

  /** Users of a service stop before the service. */
  async stop(): Promise<void> {
    this.stopped = true;
    for (const keeper of this.keepers.toReversed()) await keeper.stop();
    await this.temporalUi?.close();
    forgetRunning(this.setting.folders.data);
  }

  private async keep(service: Service): Promise<void> {
    if (this.stopped) throw new Error(say('start.stopped'));
    const keeper = new Keeper(service, {
      spawned: (name, pid) =>
        this.write({ children: { ...this.running.children, [name]: { pid, marks: marksOf(name, this.setting) } } }),
      report: note,
    });
    this.keepers.push(keeper);
    note(say('start.part', { name: service.name }));
    await keeper.start();
  }

  private write(change: Partial<Running>): void {
    this.running = { ...this.running, ...change };
    writeRunning(this.setting.folders.data, this.running);
  }
}

/** Takes the data folder and finds out all that the services need; says what runs when something does. */
export async function prepare(wish: Wish, env: NodeJS.ProcessEnv): Promise<Supervisor | Running> {
  const folders = foldersOf(env, databaseUser());
  const other = findRunning(folders.data);
  if (other) return other;
  makeFolders(folders);
  const secrets = secretsIn(folders.data);
  const mode = modeIn(folders.data, wish.mode);
  const addressing = (ports: Ports) => addressesOf(ports, secrets.databasePassword, DATABASE);
  const wanted = wantedPorts(wish, folders);
  const faster = claim(folders.data, { mode, addresses: addressing(wanted) });
  if (faster) return faster;
  try {
    const ports = await clearedPorts(wanted, wish, folders);
    const addresses = addressing(ports);
    const cli = await findProgram(temporalCli, { env, report: note });
    const running: Running = { ...claimed(folders), addresses, children: {} };
    const temporalUiBehind = await freePort();
    return new Supervisor({ folders, secrets, mode, ports, addresses, temporalCli: cli, temporalUiBehind }, running);
  } catch (error) {
    forgetRunning(folders.data);
    throw error;
  }
}

/** Who was told an address keeps it, as long as nobody else has taken the port meanwhile. */
function wantedPorts({ ports, auto }: Wish, { data }: Folders): Ports {
  return { ...usualPorts, ...(auto ? readInstallation(data)?.ports : {}), ...ports };
}

/** Orphans of ours sit on the very ports that are wanted. */
async function clearedPorts(wanted: Ports, { auto, ports }: Wish, folders: Folders): Promise<Ports> {
  await stopOrphans(claimed(folders), note);
  return await choosePorts(wanted, (part) => auto && ports[part] === undefined);
}

function claimed({ data }: Folders): Running {
  const running = readRunning(data);
  if (!running) throw new Error(say('start.pidFileGone', { folder: data }));
  return running;
}
