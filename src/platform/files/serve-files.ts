import { readFile } from 'node:fs/promises';
import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Database, Tx } from '../db/database.ts';
import type { CityFacts } from '../http/city.ts';
import { isStranger } from '../http/practice-wall.ts';
import { cityOf } from '../http/reader.ts';
import { type Viewer, visitor } from '../http/viewer.ts';
import type { FileSize } from './file-address.ts';
import { accessTo, type FileRule } from './file-rule.ts';
import { pathOf } from './file-store.ts';

const sizes: Readonly<Record<FileSize, string>> = { large: '', small: 'small' };
const params = z.object({
  id: z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER),
  size: z.enum(['large', 'small']),
});

/** What serving files needs of the house. */
export interface FileHouse {
  readonly db: Database;
  readonly modules: readonly { readonly files?: readonly FileRule[] }[];
  readonly clock: (tx: Tx, city: CityFacts) => Promise<Date>;
  readonly viewer: (tx: Tx, city: CityFacts, cookies: string, now: Date) => Promise<Viewer>;
}

/** `GET /files/:id/:size`: a file for those whom a module's rule lets see it, and the same 404 for all others. */
export function serveFiles(server: FastifyInstance, house: FileHouse): void {
  const rules = house.modules.flatMap((module) => module.files ?? []);
  server.get('/files/:id/:size', async (request, reply) => {
    const city = cityOf.get(request.raw);
    const asked = params.safeParse(request.params);
    if (!city || !asked.success) return reply.callNotFound();
    const { id, size } = asked.data;
    const found = await house.db.inCity(
      city.id,
      async (tx) => {
        const now = await house.clock(tx, city);
        const viewer = await whoAsks(tx, house, city, request.headers.cookie ?? '', now);
        if (isStranger(city, viewer)) return undefined;
        const access = await accessTo(tx, rules, { cityId: city.id, fileId: id, viewer, now });
        return access === 'nobody' ? undefined : { access, file: await storedFile(tx, city.id, id) };
      },
      { readOnly: true },
    );
    if (!found?.file) return reply.callNotFound();
    const digest = found.file.sha256;
    const tag = `"${digest.toString('hex').slice(0, 32)}-${size}"`;
    reply.header('etag', tag).header('cache-control', caching[found.access]).header('vary', 'cookie');
    if (request.headers['if-none-match'] === tag) return reply.code(304).send();
    return reply.type(found.file.media_type).send(await readFile(pathOf(digest, sizes[size])));
  });
}

/** Staff may take a photo out of sight, so that a copy must not live for long anywhere. */
const caching = { everyone: 'public, max-age=600', viewer: 'private, no-store' } as const;

async function whoAsks(
  tx: Tx,
  house: FileHouse,
  city: CityFacts,
  cookies: string,
  now: Date,
): Promise<Viewer> {
  return cookies ? house.viewer(tx, city, cookies, now) : visitor;
}

async function storedFile(tx: Tx, cityId: number, fileId: number) {
  return tx
    .selectFrom('file')
    .select(['sha256', 'media_type'])
    .where('city_id', '=', cityId)
    .where('id', '=', fileId)
    .executeTakeFirst();
}
