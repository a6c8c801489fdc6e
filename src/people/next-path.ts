import { z } from 'zod';

/** Where to go after signing in: a path of our own below the city's base, or undefined. Never another site. */
export function ownPath(next: string | undefined): string | undefined {
  if (next === undefined || next.length > 500) return undefined;
  // '//elsewhere' and '/\elsewhere' are other sites to a browser; control characters may hide one.
  return /^\/(?![/\\])[\x21-\x7e]*$/.test(next) && !next.includes('\\') ? next : undefined;
}

/** The query of every sign-in page; a `next` that is not ours is dropped, not refused. */
export const nextQuery = z.object({ next: z.string().optional().transform(ownPath) });
export type NextQuery = z.infer<typeof nextQuery>;

/** '/sign-in' and where to go after it, as an address below the city's base. */
export function withNext(path: string, next: string | undefined): string {
  return next === undefined ? path : `${path}?next=${encodeURIComponent(next)}`;
}
