import { createHmac } from 'node:crypto';
import type { OperationName } from '../contract/index.ts';
import type { LinkKind } from '../store/accounts.ts';
import type { Settings } from './handler.ts';
import { addressOf, tokenOf } from './links.ts';

const kindOf: Partial<Readonly<Record<OperationName, LinkKind>>> = { createInvite: 'invite', createResetLink: 'reset' };

/** Of a source of hooks, when a request made it. */
const withHookSecret: ReadonlySet<OperationName> = new Set(['createHookSource', 'rotateHookSource']);

/** The secret of a source that a request asked for, made as those of one-time links are. */
export function hookSecret(requestId: string, secret: string): string {
  return `whs_${createHmac('sha256', secret).update(`hook secret ${requestId}`).digest('base64url')}`;
}

/** Puts the secret into an answer that must not lie in a receipt: the same for the same request id. */
export function withSecret(name: OperationName, requestId: string, answer: unknown, settings: Settings): unknown {
  if (withHookSecret.has(name)) {
    return { ...(answer as object), secret: hookSecret(requestId, settings.SESSION_SECRET) };
  }
  const kind = kindOf[name];
  if (!kind) return answer;
  const token = tokenOf(kind, requestId, settings.SESSION_SECRET);
  return { ...(answer as object), token, url: addressOf(settings.PUBLIC_URL, token) };
}
