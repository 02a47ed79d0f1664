import type { Token } from './instance.ts';
import type { NodeOf } from './model.ts';
import type { Run } from './run.ts';
import { hostOf } from './variables.ts';
import { cancel } from './withdraw.ts';

/** Takes an error to the nearest boundary event that catches it, from a token outwards; false when there is none. */
export function throwError(code: string | undefined, from: Token | undefined, run: Run): boolean {
  for (let token = from; token !== undefined; token = hostOf(token, run)) {
    const boundary = catcherOn(token, code, run);
    if (boundary === undefined) continue;
    run.spawn({ node: boundary, scope: token.scope, from: token.from });
    cancel(token, run);
    return true;
  }
  return false;
}

/** A boundary event for this very code goes before one for any error. */
function catcherOn(token: Token, code: string | undefined, run: Run): string | undefined {
  const node = run.node(token.node);
  if (token.index !== undefined || !('boundary' in node)) return undefined;
  const catchers = node.boundary.map((id) => run.node(id)).filter(isErrorBoundary);
  const exact = catchers.find((it) => codeOf(it) !== undefined && codeOf(it) === code);
  return (exact ?? catchers.find((it) => codeOf(it) === undefined))?.id;
}

function isErrorBoundary(node: ReturnType<Run['node']>): node is NodeOf<'boundaryEvent'> {
  return node.kind === 'boundaryEvent' && node.event.kind === 'error';
}

function codeOf({ event }: NodeOf<'boundaryEvent'>): string | undefined {
  return event.kind === 'error' ? event.code : undefined;
}
