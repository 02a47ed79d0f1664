import { isGrpcServiceError, isRetryableError, WorkflowUpdateRPCTimeoutOrCancelledError } from '@temporalio/client';
import { NamespaceNotFoundError } from '@temporalio/common';
import { Busy } from './problem.ts';

/** gRPC: cancelled, deadline exceeded. Whatever Temporal's client tries again by itself passes, too. */
const passingGrpc: ReadonlySet<number> = new Set([1, 4]);
/** Postgres: too many connections, query cancelled, shutting down, crashed, starting up. */
const passingSql: ReadonlySet<string> = new Set([
  '53300',
  '57014',
  '57P01',
  '57P02',
  '57P03',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
]);
const lostConnection = /connection terminated|timeout acquiring a connection|timeout exceeded when trying to connect/i;
const CAUSES_MAX = 5;
/** That there is no such namespace is what Temporal says when its own database is slow, too: platform/temporal.ts. */
const passingErrors = [Busy, WorkflowUpdateRPCTimeoutOrCancelledError, NamespaceNotFoundError] as const;

/** A fault that passes: a server that is away or slow. Whoever repeats the request later is served. */
export function isPassing(error: unknown, depth = 0): boolean {
  if (!(error instanceof Error) || depth > CAUSES_MAX) return false;
  if (passingErrors.some((kind) => error instanceof kind)) return true;
  if (isGrpcServiceError(error)) return passingGrpc.has(error.code) || isRetryableError(error);
  if (passingSql.has(codeOf(error))) return true;
  return lostConnection.test(error.message) || isPassing(error.cause, depth + 1);
}

function codeOf(error: Error): string {
  return 'code' in error && typeof error.code === 'string' ? error.code : '';
}
