import { DeadEnd } from './deadEnd.ts';
import type { Instance, Token, Variables } from './instance.ts';
import type { Run } from './run.ts';
import { find } from './shelves.ts';
import { own, put } from './table.ts';

/*
 * The data rule. The variables of a process instance are one flat space. A token may have variables of its own:
 * the inputs of its activity, and in a multi-instance activity the element and whatever its instance makes.
 * They are seen by the token and by everything inside its activity, and hide outer ones of the same name.
 * A result goes outwards to the nearest that has the name, else to the process; out of an instance of a
 * multi-instance activity nothing goes but what is collected.
 */

type Holders = {
  readonly variables: Variables;
  hostOf(token: Token): Token | undefined;
};

/** What a token sees, outer variables hidden by inner ones. */
export function visibleTo(token: Token | undefined, run: Run): Variables {
  return visible(token, { variables: run.variables.result(), hostOf: (inner) => hostOf(inner, run) });
}

/** The same, of an instance at rest. */
function visibleIn(instance: Instance, token: Token): Variables {
  return visible(token, { variables: instance.variables, hostOf: (inner) => hostIn(instance, inner) });
}

/** What goes with a task, a job, a child or a message: the inputs, if there are input mappings; else all that is seen. */
export function payloadIn(instance: Instance, id: string): Variables {
  const token = find(instance.tokens, id);
  return token === undefined ? {} : payload(token, () => visibleIn(instance, token));
}

export function payloadOf(token: Token, run: Run): Variables {
  return payload(token, () => visibleTo(token, run));
}

/** Puts the results of a token's activity where the data rule says. */
export function assign(results: Variables, token: Token, run: Run): void {
  const start = token.index === undefined ? hostOf(token, run) : token;
  for (const [name, value] of Object.entries(results)) assignOne(name, value ?? null, start?.id, run);
}

/** The token on whose activity's inside this one lives. */
export function hostOf(token: Token, run: Run): Token | undefined {
  const { host } = run.scope(token.scope);
  return host === undefined ? undefined : run.token(host);
}

export function localTo(token: Token, name: string, value: unknown, run: Run): Token {
  return run.edit(token.id, { variables: withVariable(token.variables ?? {}, name, value) });
}

function visible(token: Token | undefined, holders: Holders): Variables {
  if (token === undefined) return holders.variables;
  const outer = visible(holders.hostOf(token), holders);
  return token.variables === undefined ? outer : { ...outer, ...token.variables };
}

function hostIn(instance: Instance, token: Token): Token | undefined {
  const host = find(instance.scopes, token.scope)?.host;
  return host === undefined ? undefined : find(instance.tokens, host);
}

function payload(token: Token, all: () => Variables): Variables {
  const { inputs, variables = {} } = token;
  if (inputs === undefined) return all();
  return Object.fromEntries(inputs.map((name) => [name, own(variables, name) ?? null]));
}

function assignOne(name: string, value: unknown, start: string | undefined, run: Run): void {
  if (name === '') throw new DeadEnd('a variable has no name');
  for (let id = start; id !== undefined; ) {
    const holder = run.token(id);
    if (holder.index !== undefined || Object.hasOwn(holder.variables ?? {}, name)) {
      localTo(holder, name, value, run);
      return;
    }
    id = hostOf(holder, run)?.id;
  }
  run.variables.set(name, value);
}

function withVariable(variables: Variables, name: string, value: unknown): Variables {
  const copy: Record<string, unknown> = { ...variables };
  put(copy, name, value);
  return copy;
}
