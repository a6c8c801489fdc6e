import { createHash, timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Metrics } from '../process/metrics.ts';

/**
 * `GET /metrics` for Prometheus. With METRICS_TOKEN to whoever brings it as a bearer; without, to this machine only, and
 * not through a proxy, which would make the whole world local.
 */
export function serveMetrics(server: FastifyInstance, metrics: Metrics, token: string | undefined): void {
  server.get('/metrics', async (request, reply) => {
    reply.header('cache-control', 'no-store');
    if (token === undefined ? !isLocal(request) : !isBearer(request, token)) {
      if (token === undefined) return reply.callNotFound();
      return reply.code(401).header('www-authenticate', 'Bearer').type('text/plain').send('METRICS_TOKEN\n');
    }
    return reply.type(metrics.contentType).send(await metrics.text());
  });
}

const throughProxy = ['forwarded', 'x-forwarded-for', 'x-forwarded-host', 'x-real-ip', 'via'];

function isLocal(request: FastifyRequest): boolean {
  const address = request.raw.socket.remoteAddress ?? '';
  const isLoopback = /^(::1|127\.\d+\.\d+\.\d+|::ffff:127\.\d+\.\d+\.\d+)$/.test(address);
  return isLoopback && throughProxy.every((name) => request.headers[name] === undefined);
}

function isBearer({ headers }: FastifyRequest, token: string): boolean {
  const given = /^Bearer (.+)$/i.exec(headers.authorization ?? '')?.[1] ?? '';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(token));
}
