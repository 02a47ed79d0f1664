import { say, type Text } from '../say.ts';
import { freePort, isTaken } from './ports.ts';
import type { Addresses } from './runFile.ts';

/** Where each part listens. */
export type Ports = {
  readonly web: number;
  readonly temporal: number;
  readonly temporalUi: number;
  readonly postgres: number;
};

/** The usual ones: what the documentation of each part expects, but for Postgres, whose own may well be in use. */
export const usualPorts: Ports = { web: 8080, temporal: 7233, temporalUi: 8233, postgres: 5433 };

const neededFor = {
  web: 'port.neededForWeb',
  temporal: 'port.neededForTemporal',
  temporalUi: 'port.neededForTemporalUi',
  postgres: 'port.neededForPostgres',
} as const satisfies { readonly [K in keyof Ports]: Text };

/** The wanted ports; those that may be others are replaced by free ones when somebody has taken them. */
export async function choosePorts(wanted: Ports, mayBeOther: (part: keyof Ports) => boolean): Promise<Ports> {
  const taken = await takenOf(wanted);
  const needed = taken.filter((part) => !mayBeOther(part));
  if (needed.length > 0) {
    const lines = needed.map((part) => say(neededFor[part], { port: wanted[part] }));
    throw new Error([...lines, say('port.waysOut')].join('\n'));
  }
  const replacements = await Promise.all(taken.map(async (part) => [part, await freePort()] as const));
  return { ...wanted, ...Object.fromEntries(replacements) };
}

/** Which of these ports somebody else uses. */
export async function takenOf(wanted: Ports): Promise<(keyof Ports)[]> {
  const parts = Object.keys(wanted) as (keyof Ports)[];
  const taken = await Promise.all(parts.map((part) => isTaken(wanted[part])));
  return parts.filter((_, index) => taken[index]);
}

/** The addresses that follow from the ports. */
export function addressesOf(ports: Ports, password: string, database: string): Addresses {
  return {
    web: `http://127.0.0.1:${ports.web}`,
    temporal: `127.0.0.1:${ports.temporal}`,
    temporalUi: `http://127.0.0.1:${ports.temporalUi}`,
    database: `postgres://zhidu:${password}@127.0.0.1:${ports.postgres}/${database}`,
  };
}
