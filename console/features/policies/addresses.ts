type Version = { readonly policy: string; readonly version: number };

/** Where a version is read. */
export const versionAddress = ({ policy, version }: Version) => `/policies/${policy}/${version}`;

/** Where the clauses of a draft are worded. */
export const editAddress = (version: Version, number: string) => `${versionAddress(version)}/clauses/${number}`;

/** Where two versions are compared. */
export const diffAddress = (policy: string, from: number, to: number) =>
  `/policies/${policy}/diff?from=${from}&to=${to}`;
