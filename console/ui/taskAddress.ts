/** Where a task is shown. Its id has slashes, so it is encoded. */
export function taskAddress(task: string): string {
  return `/tasks/${encodeURIComponent(task)}`;
}
