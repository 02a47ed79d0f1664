import { once } from 'node:events';
import { request as ask, createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { pipeline } from 'node:stream';
import { isLoopbackName } from '../../api/origin.ts';
import { say } from '../say.ts';

const HOST = '127.0.0.1';
const SETTINGS = /\/api\/v1\/settings$/;
const FORBIDDEN = 403;
const BAD_GATEWAY = 502;

/** The way to a Temporal UI, until it is closed. */
export type TemporalUi = { readonly close: () => Promise<void> };

/**
 * Stands before the development server's UI, which has no option for it: tells the UI to send the session of whoever
 * looks at it along when it asks our API to open payloads. Everything else passes through as it is.
 */
export async function serveTemporalUi(port: number, behind: number): Promise<TemporalUi> {
  const server = createServer((request, response) => pass(request, response, behind));
  server.listen(port, HOST);
  await Promise.race([
    once(server, 'listening'),
    once(server, 'error').then(() => Promise.reject(new Error(say('part.portTaken', { port })))),
  ]);
  return {
    close: async () => {
      const closed = once(server, 'close');
      server.close();
      server.closeAllConnections();
      await closed;
    },
  };
}

function pass(request: IncomingMessage, response: ServerResponse, port: number): void {
  if (!isOurName(request.headers.host)) return refuse(response, FORBIDDEN);
  const { pathname } = new URL(request.url ?? '/', `http://${HOST}`);
  const isSettings = SETTINGS.test(pathname);
  const headers = isSettings ? { ...request.headers, 'accept-encoding': 'identity' } : request.headers;
  const onward = ask({ host: HOST, port, method: request.method, path: request.url, headers }, (answer) => {
    if (isSettings) void passSettings(answer, response);
    else {
      response.writeHead(answer.statusCode ?? BAD_GATEWAY, answer.headers);
      pipeline(answer, response, cutShort);
    }
  });
  onward.on('error', () => refuse(response, BAD_GATEWAY));
  response.once('close', () => onward.destroy());
  request.pipe(onward);
}

async function passSettings(answer: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of answer) chunks.push(chunk as Buffer);
    const settings = JSON.parse(Buffer.concat(chunks).toString()) as { readonly Codec?: object };
    const body = JSON.stringify({ ...settings, Codec: { ...settings.Codec, IncludeCredentials: true } });
    response.writeHead(answer.statusCode ?? BAD_GATEWAY, { 'content-type': 'application/json' });
    response.end(body);
  } catch {
    refuse(response, BAD_GATEWAY);
  }
}

/** Whoever looked has gone, or the server has: either way nobody is left to be told. */
const cutShort = () => undefined;

/** Another site's name that leads to this machine is not ours: its pages would act on workflows. */
const isOurName = (host = '') => URL.canParse(`http://${host}`) && isLoopbackName(new URL(`http://${host}`).hostname);

function refuse(response: ServerResponse, status: number): void {
  if (!response.headersSent) response.writeHead(status);
  response.end();
}
