import type { RequestHandler } from 'express';
import { Histogram } from 'prom-client';
import { metrics } from '../platform/metrics.ts';

const NS_PER_S = 1e9;

const durations = new Histogram({
  name: 'zhidu_http_request_seconds',
  help: 'How long requests took, by route',
  labelNames: ['method', 'route', 'status'] as const,
  buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.2, 0.4, 1, 2.5, 10],
  registers: [metrics],
});

/** Times each request under the route it matched, never under the address as it was typed. */
export const measure: RequestHandler = (request, response, next) => {
  const started = process.hrtime.bigint();
  response.once('finish', () => {
    const route = (request.route as { path?: string } | undefined)?.path ?? 'none';
    const seconds = Number(process.hrtime.bigint() - started) / NS_PER_S;
    durations.observe({ method: request.method, route, status: response.statusCode }, seconds);
  });
  next();
};
