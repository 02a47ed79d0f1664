import type { OperationName } from '../contract/index.ts';
import type { LinkKind } from '../store/accounts.ts';
import type { Settings } from './handler.ts';
import { addressOf, tokenOf } from './links.ts';

const kindOf: Partial<Readonly<Record<OperationName, LinkKind>>> = { createInvite: 'invite', createResetLink: 'reset' };

/** Puts the secret into an answer that must not lie in a receipt: the same for the same request id. */
export function withSecret(name: OperationName, requestId: string, answer: unknown, settings: Settings): unknown {
  const kind = kindOf[name];
  if (!kind) return answer;
  const token = tokenOf(kind, requestId, settings.SESSION_SECRET);
  return { ...(answer as object), token, url: addressOf(settings.PUBLIC_URL, token) };
}
