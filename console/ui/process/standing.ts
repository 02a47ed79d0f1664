import type { Progress } from '../../../contract/history.ts';

export type Standing = 'here' | 'active' | 'incident' | 'visited' | 'ahead';

/** How far the process has come with one of its steps. */
export function standingOf(node: string, progress: Progress, here: string | undefined): Standing {
  if (progress.incidents.includes(node)) return 'incident';
  if (progress.active.includes(node)) return node === here ? 'here' : 'active';
  return progress.visited.includes(node) ? 'visited' : 'ahead';
}
