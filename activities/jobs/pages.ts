/** All that comes page after page, one by one: the next page is asked for after the last one of this. */
export async function* pages<T>(read: (after: T | undefined) => Promise<readonly T[]>): AsyncGenerator<T> {
  for (let after: T | undefined; ; ) {
    const page: readonly T[] = await read(after);
    yield* page;
    after = page.at(-1);
    if (after === undefined) return;
  }
}
