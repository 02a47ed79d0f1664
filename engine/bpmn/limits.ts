/** Tokens, watchers included, that an instance may have at once. */
export const MAX_OPEN_TOKENS = 2_000;
/** Bytes of JSON that an instance may take. */
export const MAX_STATE_BYTES = 1_048_576;
/** Nodes that one step may enter: a loop without a wait ends here, as an incident. */
export const MAX_ENTRIES_PER_STEP = 10_000;
/** Visits of user tasks that a scope remembers, for returns. */
export const MAX_VISITS = 1_000;
/** Closed tasks that an instance remembers, to tell late answers who was first. */
export const MAX_CLOSED_TASKS = 100;
