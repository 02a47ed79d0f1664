import {
  Client,
  type ClientOptions,
  Connection,
  type ConnectionOptions,
  defaultGrpcRetryOptions,
  type GrpcRetryOptions,
  makeGrpcRetryInterceptor,
} from '@temporalio/client';
import { type Patience, retrying } from './retry.ts';

const PATIENCE_MS = 60_000;
const CONNECT_TIMEOUT = '5 seconds';

/** A client and the connection to close after it. */
export type Temporal = {
  readonly client: Client;
  readonly connection: Connection;
  readonly close: () => Promise<void>;
};

/** gRPC: there is no such thing. */
const NOT_FOUND = 5;
/** Four more tries within 2 s: by then a server whose database was slow has looked again. */
const LOOK_UPS_MAX = 5;

type Target = { readonly TEMPORAL_ADDRESS: string; readonly TEMPORAL_NAMESPACE: string };

/** Connects to Temporal, waiting for a server that is still coming up. */
export async function connectTemporal(
  { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace }: Target,
  options: Omit<ClientOptions, 'connection' | 'namespace'> = {},
  patience: Patience = { patienceMs: PATIENCE_MS },
): Promise<Temporal> {
  const connection = await retrying(
    () => Connection.connect({ address, connectTimeout: CONNECT_TIMEOUT, interceptors }),
    patience,
  );
  const client = new Client({ ...options, connection, namespace });
  return { client, connection, close: () => connection.close() };
}

const retries = defaultGrpcRetryOptions();

/**
 * Temporal's own retries, and once more: a server that cannot read its database within 3 s says that the namespace is
 * not there, which is what it says of a misspelt one, too.
 */
const patient: GrpcRetryOptions = {
  ...retries,
  retryableDecider: (attempt, status) =>
    retries.retryableDecider(attempt, status) || (attempt < LOOK_UPS_MAX && isMissingNamespace(status)),
};

const interceptors: NonNullable<ConnectionOptions['interceptors']> = [makeGrpcRetryInterceptor(patient)];

const isMissingNamespace = ({ code, details }: { readonly code: number; readonly details: string }) =>
  code === NOT_FOUND && /^Namespace \S+ is not found/i.test(details);
