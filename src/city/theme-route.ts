import type { FastifyInstance } from 'fastify';
import { type CityColours, themeCss } from '../ui/theme.ts';

/** Where the stylesheet with a city's colours is, below its base. The address says the colours, so that it never changes. */
export function themeAddress({ primary, accent }: CityColours): string {
  return `/theme/${primary.slice(1)}-${accent.slice(1)}.css`.toLowerCase();
}

/** `GET /theme/:colours.css`: everybody's, and of no city: the same colours give the same sheet. */
export function themeRoute(server: FastifyInstance): void {
  server.get('/theme/:file', (request, reply) => {
    const { file } = request.params as { file: string };
    const [, primary, accent] = /^([0-9a-f]{6})-([0-9a-f]{6})\.css$/.exec(file) ?? [];
    const css = themeCss({ primary: `#${primary}`, accent: `#${accent}` });
    if (!css.ok) return reply.callNotFound();
    return reply
      .type('text/css; charset=utf-8')
      .header('cache-control', 'public, max-age=31536000, immutable')
      .send(css.value);
  });
}
