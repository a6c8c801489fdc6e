import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import type { FastifyInstance } from 'fastify';
import type { Assembly } from './assembly.ts';
import type { Environment } from './platform/env.ts';
import { serveMetrics } from './platform/http/serve-metrics.ts';
import { createServer } from './platform/http/server.ts';
import { readHealth } from './platform/process/heartbeat.ts';
import { createMetrics } from './platform/process/metrics.ts';
import { OperatorError } from './platform/process/operator-error.ts';
import { rootFolder } from './platform/process/root-folder.ts';

export type WebServer = {
  /** http://localhost:3000, or PUBLIC_URL. */
  address: string;
  stop: () => Promise<void>;
};

/**
 * Serves the cities on `environment.port`.
 *
 * @throws OperatorError when the port cannot be had
 */
export async function startWeb(environment: Environment, { house, cities }: Assembly): Promise<WebServer> {
  const metrics = createMetrics(house.db, cities.all);
  const app = await createServer({ ...house, observe: metrics.observe });
  addHealth(app, house.db);
  serveMetrics(app, metrics, environment.metricsToken);
  // Names change with contents: what a browser has once, it has for good.
  await app.register(fastifyStatic, {
    root: join(rootFolder(), 'dist', 'assets'),
    prefix: '/assets/',
    immutable: true,
    maxAge: '365d',
    preCompressed: true,
  });
  const { port } = environment;
  try {
    await app.listen({ port, host: '::' }).catch((error: NodeJS.ErrnoException) => {
      // A system without IPv6.
      if (error.code !== 'EAFNOSUPPORT' && error.code !== 'EADDRNOTAVAIL') throw error;
      return app.listen({ port, host: '0.0.0.0' });
    });
  } catch (error) {
    await app.close();
    throw portError(error as NodeJS.ErrnoException, port);
  }
  const address = app.server.address();
  const listening = typeof address === 'object' && address !== null ? address.port : port;
  return {
    address: environment.publicUrl ?? `http://localhost:${listening}`,
    stop: () => app.close(),
  };
}

function addHealth(app: FastifyInstance, db: Assembly['house']['db']): void {
  app.get('/healthz', async (_request, reply) => {
    const health = await readHealth(db);
    const isUp = Object.values(health).every((state) => state === 'up');
    return reply
      .code(isUp ? 200 : 503)
      .header('cache-control', 'no-store')
      .send(health);
  });
}

function portError(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new OperatorError(
      `Port ${port} is busy: stop the program that uses it, or choose another one, for example PORT=${port + 1}.`,
    );
  }
  if (error.code === 'EACCES') {
    return new OperatorError(
      `Port ${port} is not allowed to this account: choose one above 1023, for example PORT=3000.`,
    );
  }
  return error;
}
