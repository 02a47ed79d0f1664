import type { Timer } from '../instance.ts';
import { placed } from '../shelves.ts';
import { alarm } from '../step.ts';
import { type Member, tell, type World } from '../world.ts';

/** When the world's earliest timer is due. */
export function nextAlarm(world: World): number | undefined {
  return dueFirst(world)?.at;
}

/** Time goes by to the earliest timer, which fires. */
export function ring(world: World): World {
  const due = dueFirst(world);
  if (due === undefined) return world;
  const at = Math.max(due.at, world.at);
  return tell({ ...world, at }, due.member, { kind: 'clockAdvanced', at: due.at }).world;
}

/** Fires one timer before its time, and no other. */
export function hasten(world: World, { id, instance, ...member }: Member, timer: Timer): World {
  const timers = placed(instance.timers, timer.id, { ...timer, at: world.at });
  const early = { ...instance, timers, alarmAt: Math.min(instance.alarmAt ?? world.at, world.at) };
  const members = { ...world.members, [id]: { id, ...member, instance: early } };
  return tell({ ...world, members }, id, { kind: 'clockAdvanced', at: world.at }).world;
}

function dueFirst(world: World): { readonly member: string; readonly at: number } | undefined {
  return Object.values(world.members)
    .flatMap(({ id, instance }) => {
      const at = alarm(instance);
      return at === undefined ? [] : [{ member: id, at }];
    })
    .toSorted((a, b) => a.at - b.at)[0];
}
