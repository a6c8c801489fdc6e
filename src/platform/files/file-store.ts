import { createHash, randomUUID } from 'node:crypto';
import { mkdir, open, rename, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';

let folder: string | undefined;

/** Called once by each process before the first file: everything lies in `<dataFolder>/files`. */
export function connectFiles(dataFolder: string): void {
  folder = join(dataFolder, 'files');
}

/** The name under which bytes lie: their SHA-256, so that the same bytes lie once and cannot be mistaken. */
export function digestOf(bytes: Uint8Array): Buffer {
  return createHash('sha256').update(bytes).digest();
}

/**
 * Where a file lies. Two letters of the digest make a folder, so that none holds a hundred thousand names.
 *
 * @param variant a smaller copy made from the same original: 'small'
 */
export function pathOf(digest: Uint8Array, variant = ''): string {
  if (!folder) throw new Error('the file store is not connected to a folder');
  const name = Buffer.from(digest).toString('hex');
  return join(folder, name.slice(0, 2), variant ? `${name}.${variant}` : name);
}

/**
 * Puts bytes into the store and returns when they are on the disk, so that a row written afterwards never points to a
 * file that a power cut took. Writing the same bytes again changes nothing.
 */
export async function writeFileDurably(path: string, bytes: Uint8Array): Promise<void> {
  const there = await stat(path).catch(() => undefined);
  if (there?.size === bytes.length) return;
  const home = dirname(path);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const draft = join(home, `.${randomUUID()}`);
  try {
    const file = await open(draft, 'wx', 0o600);
    try {
      await file.writeFile(bytes);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(draft, path);
  } catch (error) {
    await rm(draft, { force: true });
    throw error;
  }
  const listing = await open(home, 'r');
  await listing.sync().finally(() => listing.close());
}
