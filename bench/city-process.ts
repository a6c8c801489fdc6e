import { type ChildProcess, spawn } from 'node:child_process';
import { join } from 'node:path';
import { rootFolder } from '../src/platform/process/root-folder.ts';

/** A real `cabildo start`, or another command that serves; resolves when it says that it is ready. */
export async function startCity(
  dataFolder: string,
  port: number,
  more: Record<string, string> = {},
  command: readonly string[] = ['start'],
): Promise<ChildProcess> {
  const env = { ...process.env, PORT: String(port), CABILDO_DATA: dataFolder, ...more };
  const child = spawn(process.execPath, [join(rootFolder(), 'bin', 'cabildo.js'), ...command], {
    env,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  await new Promise<void>((resolve, reject) => {
    child.once('exit', (code) => reject(new Error(`cabildo start ended with ${code}`)));
    child.stdout?.on('data', (text: Buffer) => {
      if (String(text).includes('ready')) resolve();
    });
  });
  return child;
}

export async function stopCity(child: ChildProcess): Promise<void> {
  child.removeAllListeners('exit');
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}
