import { Refusal } from './refusal.ts';

/** Who acts, and for whom, if not for themselves. */
type Actor = { readonly by: string; readonly onBehalfOf?: string };

/** What separation of duties is judged on: facts of the running process at the moment of the decision. */
export type Separation = {
  readonly actor: Actor;
  /** Whoever started the process. */
  readonly requester: string;
  /** Node id → the persons who did it, and those they acted for. */
  readonly performers: Readonly<Record<string, readonly string[]>>;
  /** Nodes whose performers may not decide. */
  readonly notBy: readonly string[];
};

/**
 * Nobody approves what they asked for or did themselves, in person or through a deputy (POL-01, separation of duties).
 * Returns the Refusal 'own-request' or 'own-work', or undefined when the decision may stand.
 */
export function separation({ actor, requester, performers, notBy }: Separation): Refusal | undefined {
  const sides = [actor.by, ...(actor.onBehalfOf === undefined ? [] : [actor.onBehalfOf])];
  if (sides.includes(requester)) return new Refusal('own-request', { person: requester });
  for (const node of notBy) {
    const mine = performers[node]?.find((person) => sides.includes(person));
    if (mine !== undefined) return new Refusal('own-work', { person: mine, step: node });
  }
  return undefined;
}
