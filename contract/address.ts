import type { z } from 'zod';
import type { Contract } from './index.ts';
import type { Operation } from './operation.ts';

type Part<N extends 'params' | 'query' | 'body', T> = T extends undefined
  ? { readonly [key in N]?: undefined }
  : Record<string, never> extends T
    ? { readonly [key in N]?: T }
    : { readonly [key in N]: T };

/** What an operation must be told; parts it does not need may be left out. */
export type Input<K extends keyof Contract> = Part<'params', z.input<Contract[K]['params']>> &
  Part<'query', z.input<Contract[K]['query']>> &
  Part<'body', z.input<Contract[K]['body']>>;

export type Output<K extends keyof Contract> = z.output<Contract[K]['result']>;

type Values = { readonly params?: unknown; readonly query?: unknown };

/** Path and query of one call, below the server's address: "/api/tasks/42?box=todo". */
export function addressOf({ path }: Pick<Operation, 'path'>, { params, query }: Values): string {
  const values = (params ?? {}) as Readonly<Record<string, string>>;
  const filled = path.replaceAll(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values[name] ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) {
    if (value !== undefined) search.set(name, String(value));
  }
  const asked = search.toString();
  return `/api${filled}${asked && `?${asked}`}`;
}
