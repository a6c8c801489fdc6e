import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The checkout's folder, found the same way from the sources and from the bundle in `dist/`. */
export function rootFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'package.json'))) {
    const above = dirname(folder);
    if (above === folder) throw new Error('no package.json above the program');
    folder = above;
  }
  return folder;
}

/** The release, as package.json names it. */
export function readRelease(): string {
  return (JSON.parse(readFileSync(join(rootFolder(), 'package.json'), 'utf8')) as { version: string })
    .version;
}
