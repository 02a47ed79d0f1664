import type { Instance } from './instance.ts';

type Stored = { readonly version: number };
type Upgrade = (older: Stored) => Stored;

const CURRENT = 1;

/** How an instance of each older version becomes one of the next. Version 1 is the first. */
const upgrades: Readonly<Record<number, Upgrade>> = {};

/** Brings an instance that an older interpreter left behind up to this one. It refuses what a newer one made. */
export function upgrade(stored: Stored): Instance {
  let instance = stored;
  while (instance.version < CURRENT) {
    const next = upgrades[instance.version];
    if (next === undefined) throw new Error(`nothing upgrades an instance of version ${instance.version}`);
    instance = next(instance);
  }
  if (instance.version > CURRENT) throw new Error(`the instance has version ${instance.version}, this is ${CURRENT}`);
  return instance as Instance;
}
