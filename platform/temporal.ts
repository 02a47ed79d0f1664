import { Client, type ClientOptions, Connection } from '@temporalio/client';
import { type Patience, retrying } from './retry.ts';

const PATIENCE_MS = 60_000;
const CONNECT_TIMEOUT = '5 seconds';

/** A client and the connection to close after it. */
export type Temporal = {
  readonly client: Client;
  readonly connection: Connection;
  readonly close: () => Promise<void>;
};

type Target = { readonly TEMPORAL_ADDRESS: string; readonly TEMPORAL_NAMESPACE: string };

/** Connects to Temporal, waiting for a server that is still coming up. */
export async function connectTemporal(
  { TEMPORAL_ADDRESS: address, TEMPORAL_NAMESPACE: namespace }: Target,
  options: Omit<ClientOptions, 'connection' | 'namespace'> = {},
  patience: Patience = { patienceMs: PATIENCE_MS },
): Promise<Temporal> {
  const connection = await retrying(() => Connection.connect({ address, connectTimeout: CONNECT_TIMEOUT }), patience);
  const client = new Client({ ...options, connection, namespace });
  return { client, connection, close: () => connection.close() };
}
