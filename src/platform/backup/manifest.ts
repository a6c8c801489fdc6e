import { z } from 'zod';

/** First in the archive: whether this program can read it at all. */
export const headerName = 'cabildo-backup.json';
/** Last in the archive: what must have come before it. A file without it was cut off. */
export const contentsName = 'contents.json';
export const secretName = 'secret';
export const format = 1;

const digest = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.number().int().nonnegative();

export const headerSchema = z.object({
  format: z.number().int(),
  /** Release of the program that wrote it. */
  release: z.string(),
  /** The schema it was taken from: migrations in the order of their names, with the SHA-256 of their text. */
  migrations: z.array(z.object({ name: z.string(), checksum: digest })),
  cities: count,
  /** Tells whether a secret is the same one, without telling the secret. */
  secretMark: digest,
});

export const tableSchema = z.object({
  /** 'public.proposal'; 'queue.delivery' for what the worker has still to do. */
  name: z.string(),
  columns: z.array(z.string()),
  rows: count,
  /** Bytes of PostgreSQL's COPY text, before compression. */
  bytes: count,
  sha256: digest,
});

export const contentsSchema = z.object({
  tables: z.array(tableSchema),
  sequences: z.array(z.object({ name: z.string(), last: z.string(), called: z.boolean() })),
  files: z.array(z.object({ path: z.string(), bytes: count, sha256: digest })),
  secret: z.boolean(),
});

export type Header = z.infer<typeof headerSchema>;
export type Contents = z.infer<typeof contentsSchema>;
export type TableContents = z.infer<typeof tableSchema>;

/** A stored file's place below the files folder, and nothing that leads out of it. */
export const filePath = /^[0-9a-f]{2}\/[0-9a-f]{64}(\.[a-z]{1,20})?$/;

/** 'tables/public.proposal/000001.gz': pieces of one table follow each other. */
export function pieceName(table: string, piece: number): string {
  return `tables/${table}/${String(piece).padStart(6, '0')}.gz`;
}

export const pieceOf = /^tables\/([a-z_]+\.[a-z_0-9]+)\/(\d{6,})\.gz$/;
export const fileOf = /^files\/(.+)$/;
