type Camel<S extends string> = S extends `${infer A}-${infer B}` ? `${A}${Capitalize<Camel<B>>}` : S;

/** A name of the contract as the texts have it: "gate-pending" → "gatePending". */
export const camel = <S extends string>(name: S): Camel<S> =>
  name.replaceAll(/-(\w)/g, (_, letter: string) => letter.toUpperCase()) as Camel<S>;
