/** Where a process is described: in its newest version, or in the one that is named. */
export function processAddress(process: string, version?: number): string {
  const address = `/processes/${encodeURIComponent(process)}`;
  return version === undefined ? address : `${address}?version=${version}`;
}
