type Optional<T> = { [K in keyof T as undefined extends T[K] ? K : never]?: Exclude<T[K], undefined> };
type Required<T> = { [K in keyof T as undefined extends T[K] ? never : K]: T[K] };

/** The object without the properties that are undefined: what is absent does not stand in a model. */
export function present<T extends object>(value: T): Required<T> & Optional<T> {
  return Object.fromEntries(Object.entries(value).filter(([, entry]) => entry !== undefined)) as Required<T> &
    Optional<T>;
}
