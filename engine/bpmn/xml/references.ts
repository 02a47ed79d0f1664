/** What exists beside the models. A list that is absent is not checked; `holders` and the like name persons by id. */
export type References = {
  readonly forms?: readonly string[];
  readonly decisions?: readonly string[];
  readonly clauses?: readonly string[];
  readonly duties?: readonly string[];
  readonly permissions?: readonly string[];
  readonly credentials?: readonly string[];
  readonly calendars?: readonly string[];
  readonly jobs?: readonly string[];
  /** Keys of the processes that can be called, beside those of the same file. */
  readonly processes?: readonly string[];
  /** Who holds each duty. A duty that nobody holds is refused, so is a task that nobody could lawfully do. */
  readonly holders?: Readonly<Record<string, readonly string[]>>;
  readonly permitted?: Readonly<Record<string, readonly string[]>>;
  readonly credentialed?: Readonly<Record<string, readonly string[]>>;
};
