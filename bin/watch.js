// Development: builds again and restarts when a source changes. A source that does not build leaves the old one running.
import { spawn } from 'node:child_process';
import { watch as watchFolder } from 'node:fs';
import { dirname, join } from 'node:path';
import { BuildError, buildIfStale } from './build.js';

const restMilliseconds = 150;

/** Runs `cabildo start` (the program at `launcher`) until it ends by itself or we are told to stop. */
export async function watch(launcher) {
  const root = dirname(dirname(launcher));
  let child;
  let stopping = false;
  let turn = Promise.resolve();

  const run = () => {
    child = spawn(process.execPath, [launcher, 'start'], { stdio: ['inherit', 'inherit', 'inherit', 'ipc'] });
    child.on('exit', (code) => {
      if (!child.restarting) process.exit(code ?? 1);
    });
  };
  const restart = async () => {
    try {
      await buildIfStale();
    } catch (error) {
      if (!(error instanceof BuildError)) throw error;
      console.error(error.message);
      return;
    }
    if (stopping) return;
    if (child) {
      child.restarting = true;
      const gone = new Promise((resolve) => child.once('exit', resolve));
      child.kill('SIGTERM');
      await gone;
    }
    run();
  };

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      stopping = true;
      if (child) child.kill('SIGTERM');
      else process.exit(0);
    });
  }
  process.on('disconnect', () => process.exit(0));
  let timer;
  const changed = () => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      turn = turn.then(restart);
    }, restMilliseconds);
  };
  for (const folder of ['src', 'db/migrations'])
    watchFolder(join(root, folder), { recursive: true }, changed);
  turn = restart();
  await turn;
}
