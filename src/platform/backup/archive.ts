import { createReadStream, createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { pipeline } from 'node:stream/promises';
import * as tar from 'tar-stream';
import { OperatorError } from '../process/operator-error.ts';

export interface ArchiveWriter {
  readonly add: (name: string, bytes: Buffer) => Promise<void>;
  /** Gives the file its name, once it is on the disk. @returns its size in bytes */
  readonly finish: () => Promise<number>;
  readonly abandon: () => Promise<void>;
}

/** Dates and owners would make two archives of the same rows differ. */
const nobody = { mtime: new Date(0), mode: 0o600, uid: 0, gid: 0 } as const;

/** A tar file that grows at `path`.part, readable by its owner only, and gets its name when it is whole. */
export async function writeArchive(path: string): Promise<ArchiveWriter> {
  await refuseExisting(path);
  const growing = `${path}.part`;
  await rm(growing, { force: true });
  const pack = tar.pack();
  const failed = pipeline(pack, createWriteStream(growing, { flags: 'wx', mode: 0o600, flush: true })).then(
    () => undefined,
    (error: NodeJS.ErrnoException) => {
      throw new OperatorError(`${growing} cannot be written: ${error.message}`);
    },
  );
  failed.catch(() => {});
  const add = (name: string, bytes: Buffer) =>
    Promise.race([
      failed,
      new Promise<void>((resolve, reject) => {
        pack.entry({ ...nobody, name }, bytes, (error) => (error ? reject(error) : resolve()));
      }),
    ]);
  return {
    add,
    finish: async () => {
      pack.finalize();
      await failed;
      await refuseExisting(path);
      await rename(growing, path);
      const folder = await open(dirname(path), 'r');
      await folder.sync().finally(() => folder.close());
      return (await stat(path)).size;
    },
    abandon: async () => {
      pack.destroy();
      await failed.catch(() => {});
      await rm(growing, { force: true });
    },
  };
}

async function refuseExisting(path: string): Promise<void> {
  if (await stat(path).catch(() => undefined)) {
    throw new OperatorError(`${path} is there already: name another file with --to, or move it away.`);
  }
}

/** No piece of ours is larger; a photo is a few megabytes. */
const largestEntry = 64 * 1024 * 1024;

/**
 * The entries of an archive, one after the other, whole; only one is in memory.
 *
 * @throws OperatorError for a file that is not an archive, or is cut off
 */
export async function* readArchive(path: string): AsyncGenerator<{ name: string; bytes: Buffer }> {
  const extract = tar.extract();
  const reading = pipeline(createReadStream(path), extract);
  reading.catch(() => {});
  try {
    for await (const entry of extract) {
      const { name, size = 0 } = entry.header;
      if (size > largestEntry) throw broken(path, `${name} is larger than anything Cabildo writes`);
      const parts: Buffer[] = [];
      for await (const part of entry) parts.push(part as Buffer);
      yield { name, bytes: Buffer.concat(parts) };
    }
    await reading;
  } catch (error) {
    if (error instanceof OperatorError) throw error;
    const { code, message } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EACCES' || code === 'EISDIR') {
      throw new OperatorError(`${path} cannot be read: ${message}`);
    }
    // What a caller does with an entry fails in the caller; here it is the archive.
    throw broken(path, message);
  }
}

export function broken(path: string, why: string): OperatorError {
  return new OperatorError(
    `${path} is not a whole Cabildo backup: ${why}. Nothing was written; take another copy of it, or an older backup.`,
  );
}
