import { readdirSync, readFileSync } from 'node:fs';

/** USER_HZ, the same on every Linux that we know. */
const MS_PER_TICK = 10;
/** Positions in /proc/<pid>/stat after the name in brackets. */
const PARENT = 1;
const FIRST_TIME = 11;
const TIMES = 4;

type Process = { readonly parent: number; readonly ticks: number };

/** CPU-ms that a process and all below it have used so far, those below that have ended included. */
export function cpuMsOf(pid: number): number {
  const all = processes();
  const tree = new Set([pid]);
  for (let before = 0; before < tree.size; ) {
    before = tree.size;
    for (const [id, { parent }] of all) if (tree.has(parent)) tree.add(id);
  }
  return [...tree].reduce((sum, id) => sum + (all.get(id)?.ticks ?? 0), 0) * MS_PER_TICK;
}

function processes(): ReadonlyMap<number, Process> {
  const ids = readdirSync('/proc').filter((name) => /^\d+$/.test(name));
  return new Map(ids.flatMap((id) => entry(Number(id))));
}

/** What has just ended says nothing any more. */
function entry(id: number): readonly (readonly [number, Process])[] {
  try {
    const text = readFileSync(`/proc/${id}/stat`, 'utf8');
    const fields = text
      .slice(text.lastIndexOf(')') + 2)
      .split(' ')
      .map(Number);
    const times = fields.slice(FIRST_TIME, FIRST_TIME + TIMES);
    return [[id, { parent: fields[PARENT] ?? 0, ticks: times.reduce((sum, each) => sum + each, 0) }]];
  } catch {
    return [];
  }
}
