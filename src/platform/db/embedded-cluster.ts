import { execFile } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { lchown, lstat, mkdir, readdir, readFile, realpath, rename, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { OperatorError } from '../process/operator-error.ts';
import type { Launch } from './embedded-launch.ts';

/** Where one city's embedded database lives. `socket` is the folder of its Unix socket, open to its owner only. */
export type Place = { data: string; cluster: string; socket: string; log: string };

export const superuser = 'postgres';
/** A socket's whole path may take 107 bytes; PostgreSQL adds `/.s.PGSQL.5432.lock`. */
const longestSocketFolder = 85;

/** Makes the folders that are missing and says where everything is. */
export async function findPlace(folder: string, launch: Launch): Promise<Place> {
  await mkdir(folder, { recursive: true });
  const data = await realpath(folder);
  const inside = join(data, 'run');
  const digest = createHash('sha256').update(data).digest('hex').slice(0, 12);
  const outside = join(tmpdir(), `cabildo-${runner(launch).uid}-${digest}`);
  const socket = Buffer.byteLength(inside) <= longestSocketFolder ? inside : outside;
  await makePrivateFolder(socket, launch, socket === inside);
  return { data, cluster: join(data, 'postgres'), socket, log: join(data, 'postgres.log') };
}

/** In the shared temporary folder somebody else may have taken the name first: then stop instead of trusting it. */
async function makePrivateFolder(path: string, launch: Launch, isInData: boolean): Promise<void> {
  const isNew = await mkdir(path, { mode: 0o700 }).then(
    () => true,
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
      return false;
    },
  );
  if (isNew || isInData) await giveTo(path, launch);
  const seen = await lstat(path);
  if (!seen.isDirectory() || seen.uid !== runner(launch).uid || (seen.mode & 0o077) !== 0) {
    throw new OperatorError(
      `${path} must be a folder of your own with mode 0700: remove it and start again.`,
    );
  }
}

/** The account that PostgreSQL's files belong to. */
function runner(launch: Launch): { uid: number; gid: number } {
  return launch.account ?? { uid: process.getuid?.() ?? 0, gid: process.getgid?.() ?? 0 };
}

/**
 * Creates the cluster if there is none. It grows in a folder at its side and gets its name at the end, so that a
 * creation that was killed leaves no half cluster.
 */
export async function ensureCluster(place: Place, initdb: string, launch: Launch): Promise<void> {
  await removeAbandoned(place);
  if (await isCluster(place.cluster)) return giveTo(place.cluster, launch);
  const growing = join(place.data, `postgres.new-${process.pid}-${randomBytes(4).toString('hex')}`);
  await mkdir(growing, { mode: 0o700 });
  await giveTo(growing, launch);
  const [command = '', ...words] = [
    ...launch.prefix,
    initdb,
    `--pgdata=${growing}`,
    `--username=${superuser}`,
    // Whoever reaches the socket folder (0700) may read the files of the cluster as well: a password adds nothing.
    '--auth=trust',
    '--encoding=UTF8',
    '--locale-provider=builtin',
    '--builtin-locale=C.UTF-8',
    '--locale=C',
    '--no-instructions',
  ];
  const env = { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' };
  try {
    await promisify(execFile)(command, words, { ...launch.account, env, cwd: '/' });
  } catch (error) {
    await rm(growing, { recursive: true, force: true });
    const said = String((error as { stderr?: string }).stderr ?? error)
      .trim()
      .replaceAll('\n', ' ');
    throw new OperatorError(`The database could not be created in ${place.data}: ${said}`);
  }
  await rename(growing, place.cluster).catch(async (error: unknown) => {
    await rm(growing, { recursive: true, force: true });
    // Another start was faster.
    if (!(await isCluster(place.cluster))) throw error;
  });
}

async function isCluster(path: string): Promise<boolean> {
  return stat(join(path, 'PG_VERSION')).then(
    () => true,
    () => false,
  );
}

/** Folders of creations whose process is gone. */
async function removeAbandoned(place: Place): Promise<void> {
  for (const name of await readdir(place.data)) {
    const pid = /^postgres\.new-(\d+)-/.exec(name)?.[1];
    if (pid !== undefined && !isAlive(Number(pid))) {
      await rm(join(place.data, name), { recursive: true, force: true });
    }
  }
}

/** Root's files belong to whoever runs PostgreSQL; that may have changed since the last start. */
async function giveTo(folder: string, launch: Launch): Promise<void> {
  if (process.getuid?.() !== 0) return;
  const { uid, gid } = runner(launch);
  if ((await stat(folder)).uid === uid) return;
  await lchown(folder, uid, gid);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    await lchown(join(entry.parentPath, entry.name), uid, gid);
  }
}

/** The process number in PostgreSQL's own lock file, or undefined when there is none. */
export async function lockHolder(place: Place): Promise<number | undefined> {
  const text = await readFile(join(place.cluster, 'postmaster.pid'), 'utf8').catch(() => '');
  const pid = Number.parseInt(text, 10);
  return Number.isNaN(pid) ? undefined : pid;
}

/**
 * PostgreSQL removes a lock whose process is gone, but keeps one whose number now belongs to any other process, which
 * is common after a container was killed. Removes such a lock; true when it did.
 */
export async function removeForeignLock(place: Place): Promise<boolean> {
  const pid = await lockHolder(place);
  if (pid === undefined || process.platform !== 'linux') return false;
  const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => undefined);
  if (name === undefined || name.trim() === 'postgres') return false;
  await rm(join(place.cluster, 'postmaster.pid'), { force: true });
  await rm(join(place.socket, '.s.PGSQL.5432.lock'), { force: true });
  return true;
}

export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
