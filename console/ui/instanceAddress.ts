/** Where an instance is shown. Its id has a slash, so it is encoded. */
export function instanceAddress(instance: string): string {
  return `/instances/${encodeURIComponent(instance)}`;
}
