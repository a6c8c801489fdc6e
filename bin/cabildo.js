#!/usr/bin/env node
// Plain JavaScript that any Node from 16 on can read: finds Node 24, builds what is missing or old, runs the program.
import { spawn } from 'node:child_process';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

const neededMajor = 24;
const here = fileURLToPath(import.meta.url);
const args = process.argv.slice(2);

if (Number.parseInt(process.versions.node, 10) < neededMajor) runUnderNewerNode();
else if (args[0] === 'start' && args.includes('--watch')) await (await import('./watch.js')).watch(here);
else await runProgram();

async function runProgram() {
  process.setSourceMapsEnabled(true);
  const { buildIfStale, BuildError } = await import('./build.js');
  try {
    if (process.env.CABILDO_BUILT !== '1') await buildIfStale();
  } catch (error) {
    if (!(error instanceof BuildError)) throw error;
    console.error(error.message);
    process.exit(1);
  }
  await import('../dist/cabildo.js');
}

function runUnderNewerNode() {
  const name = `node-${process.platform}-${process.arch}`;
  let program;
  try {
    program = join(dirname(createRequire(here).resolve(`${name}/package.json`)), 'bin', 'node');
  } catch {
    console.error(
      `Cabildo needs Node ${neededMajor} and this is ${process.versions.node}: run "npm ci" with optional packages (they bring it), or install Node ${neededMajor}.`,
    );
    process.exit(1);
  }
  // The channel is a leash: when we are killed it closes, and the program ends.
  const child = spawn(program, [here, ...args], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
  child.on('error', (error) => {
    console.error(`${program} does not run here: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => process.exit(code ?? (signal === 'SIGKILL' ? 137 : 1)));
}
