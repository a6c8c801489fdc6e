// Runs the journeys over real data, or says that it did not. Plain JavaScript: it runs before anything is built.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const beside = resolve(root, '..', 'shared', 'data');
const named = process.env.CABILDO_REAL_DATA;
const folder = named ? resolve(named) : beside;

if (!existsSync(folder)) {
  if (named) {
    console.error(`CABILDO_REAL_DATA names ${folder}, which does not exist.`);
    process.exit(1);
  }
  console.log(`NOT RUN: the journeys over real data need a folder in CABILDO_REAL_DATA, or ${beside}.`);
  process.exit(0);
}
const vitest = join(root, 'node_modules', 'vitest', 'vitest.mjs');
const { status, signal } = spawnSync(process.execPath, [vitest, 'run', '--config', 'vitest.real.config.ts'], {
  cwd: root,
  env: { ...process.env, CABILDO_REAL_DATA: folder },
  stdio: 'inherit',
});
if (signal) console.error(`The journeys over real data did not end: somebody stopped them with ${signal}.`);
process.exit(status ?? 1);
