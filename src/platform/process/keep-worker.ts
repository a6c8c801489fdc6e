import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { rootFolder } from './root-folder.ts';

const stopSeconds = 15;
const restartSeconds = 1;

/**
 * Runs `cabildo worker` as a child process and starts it again when it dies.
 *
 * @returns `ready` resolves when the first worker works; `stop` ends it, and waits for the job in hand
 */
export function keepWorker(): { ready: Promise<void>; stop: () => Promise<void> } {
  let child: ChildProcess;
  let stopping = false;
  let pause: NodeJS.Timeout | undefined;
  let isReady = () => {};
  const ready = new Promise<void>((resolve) => {
    isReady = resolve;
  });
  const run = () => {
    // The bundle was checked when we started: a worker that is started again must be the same program.
    child = spawn(process.execPath, [join(rootFolder(), 'bin', 'cabildo.js'), 'worker'], {
      env: { ...process.env, CABILDO_BUILT: '1' },
      // The channel is the leash: when we are killed it closes and the worker ends.
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    });
    child.once('message', isReady);
    child.once('exit', (code, signal) => {
      if (stopping) return;
      console.error(`The worker ended (${signal ?? code}); starting it again.`);
      pause = setTimeout(run, restartSeconds * 1000);
    });
  };
  run();
  return {
    ready,
    stop: async () => {
      stopping = true;
      clearTimeout(pause);
      await end(child);
    },
  };
}

async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  const late = setTimeout(() => child.kill('SIGKILL'), stopSeconds * 1000);
  await gone;
  clearTimeout(late);
}
