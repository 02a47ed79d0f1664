import { once } from 'node:events';
import { createServer, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo } from 'node:net';
import proto from '@temporalio/proto';

/** What a server answers with in the place of what it was asked for. */
export type Trouble = { readonly code: number; readonly message: string; readonly details?: Uint8Array };

/** A server of Temporal's protocol that is in trouble as often as it is told to be, and does nothing the other times. */
export type TroubledTemporal = {
  readonly address: string;
  /** The next so many questions are answered with this. */
  readonly fail: (trouble: Trouble, times?: number) => void;
  /** How many questions there were since it was last told to fail. */
  readonly asked: () => number;
  readonly close: () => Promise<void>;
};

const { google, temporal } = proto;
const EMPTY_MESSAGE = Buffer.alloc(5);
const headers = { ':status': 200, 'content-type': 'application/grpc+proto' } as const;

/** What Temporal says of a namespace that is not there, and of one that it could not read in time. */
export const missingNamespace: Trouble = {
  code: 5,
  message: 'Namespace default is not found.',
  details: google.rpc.Status.encode({
    code: 5,
    details: [
      {
        type_url: 'type.googleapis.com/temporal.api.errordetails.v1.NamespaceNotFoundFailure',
        value: temporal.api.errordetails.v1.NamespaceNotFoundFailure.encode({ namespace: 'default' }).finish(),
      },
    ],
  }).finish(),
};

export async function troubledTemporal(): Promise<TroubledTemporal> {
  let trouble: Trouble | undefined;
  let left = 0;
  let asked = 0;
  const server = createServer();
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => sessions.add(session));
  server.on('stream', (stream, { ':path': path = '' }) => {
    if (path.endsWith('/GetSystemInfo')) return answer(stream);
    asked += 1;
    if (!trouble || left-- <= 0) return answer(stream);
    refuse(stream, trouble);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: `127.0.0.1:${(server.address() as AddressInfo).port}`,
    fail: (it, times = Number.POSITIVE_INFINITY) => {
      trouble = it;
      left = times;
      asked = 0;
    },
    asked: () => asked,
    close: async () => {
      for (const session of sessions) session.destroy();
      server.close();
      await once(server, 'close');
    },
  };
}

function answer(stream: ServerHttp2Stream): void {
  stream.respond(headers, { waitForTrailers: true });
  stream.once('wantTrailers', () => stream.sendTrailers({ 'grpc-status': '0' }));
  stream.end(EMPTY_MESSAGE);
}

function refuse(stream: ServerHttp2Stream, { code, message, details }: Trouble): void {
  const more = details && { 'grpc-status-details-bin': Buffer.from(details).toString('base64') };
  stream.respond({ ...headers, 'grpc-status': String(code), 'grpc-message': message, ...more }, { endStream: true });
}
