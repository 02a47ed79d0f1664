import { own, Table } from './table.ts';

/**
 * A record of numbered things ("t130", "t130.due") in shelves by number: changing one copies its shelf and the list of
 * shelves, not everything that is open. An empty shelf is not kept.
 */
export type Shelves<T> = Readonly<Record<string, Readonly<Record<string, T>>>>;

/** Numbers on a shelf, as a power of two. */
const SHELF_BITS = 5;

function shelfOf(key: string): string {
  return String(Number.parseInt(key.slice(1), 10) >> SHELF_BITS);
}

export function find<T>(shelves: Shelves<T>, key: string): T | undefined {
  const shelf = own(shelves, shelfOf(key));
  return shelf === undefined ? undefined : own(shelf, key);
}

/** All of them, by age of their shelves. */
export function all<T>(shelves: Shelves<T>): readonly T[] {
  return Object.values(shelves).flatMap((shelf) => Object.values(shelf));
}

/** Shelves with one thing set. */
export function placed<T>(shelves: Shelves<T>, key: string, value: T): Shelves<T> {
  const table = new ShelvedTable(shelves);
  table.set(key, value);
  return table.result();
}

/** Shelves being edited, as a Table is. */
export class ShelvedTable<T> {
  private readonly base: Shelves<T>;
  private readonly opened = new Map<string, Table<T>>();

  constructor(base: Shelves<T>) {
    this.base = base;
  }

  get touched(): boolean {
    return [...this.opened.values()].some((shelf) => shelf.touched);
  }

  get isEmpty(): boolean {
    return this.shelves().every((shelf) => shelf.isEmpty);
  }

  get length(): number {
    return this.shelves().reduce((sum, shelf) => sum + shelf.length, 0);
  }

  get(key: string): T | undefined {
    const opened = this.opened.get(shelfOf(key));
    return opened === undefined ? find(this.base, key) : opened.get(key);
  }

  set(key: string, value: T): void {
    this.open(shelfOf(key)).set(key, value);
  }

  delete(key: string): void {
    this.open(shelfOf(key)).delete(key);
  }

  deleteOldest(): void {
    const name = Object.keys(this.base).find((shelf) => !this.open(shelf).isEmpty);
    if (name !== undefined) this.open(name).deleteOldest();
  }

  values(): readonly T[] {
    return this.shelves().flatMap((shelf) => shelf.values());
  }

  entries(): readonly (readonly [string, T])[] {
    return this.shelves().flatMap((shelf) => shelf.entries());
  }

  result(): Shelves<T> {
    if (!this.touched) return this.base;
    const shelves: Record<string, Readonly<Record<string, T>>> = { ...this.base };
    for (const [name, shelf] of this.opened) {
      if (shelf.isEmpty) delete shelves[name];
      else shelves[name] = shelf.result();
    }
    return shelves;
  }

  growth(): number {
    return [...this.opened.values()].reduce((sum, shelf) => sum + shelf.growth(), 0);
  }

  private shelves(): readonly Table<T>[] {
    const names = new Set([...Object.keys(this.base), ...this.opened.keys()]);
    return [...names].map((name) => this.opened.get(name) ?? new Table(this.base[name] ?? {}));
  }

  private open(name: string): Table<T> {
    const opened = this.opened.get(name) ?? new Table(own(this.base, name) ?? {});
    this.opened.set(name, opened);
    return opened;
  }
}
