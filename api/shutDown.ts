import type { Server } from 'node:http';
import { promisify } from 'node:util';

const PATIENCE_MS = 10_000;

/** Takes no more requests, lets those that are being answered finish, then closes what the API stands on. */
export async function shutDown(server: Server, closings: readonly (() => Promise<unknown>)[]): Promise<void> {
  const closed = promisify(server.close.bind(server))();
  server.closeIdleConnections();
  const impatience = setTimeout(() => server.closeAllConnections(), PATIENCE_MS);
  await closed;
  clearTimeout(impatience);
  for (const close of closings) await close();
}
