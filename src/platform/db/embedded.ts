import { type ChildProcess, spawn } from 'node:child_process';
import { open, readFile, stat, truncate } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { OperatorError } from '../process/operator-error.ts';
import { findBinaries } from './embedded-binaries.ts';
import {
  ensureCluster,
  findPlace,
  isAlive,
  lockHolder,
  type Place,
  removeForeignLock,
  superuser,
} from './embedded-cluster.ts';
import { findLaunch, type Launch } from './embedded-launch.ts';

export type EmbeddedDatabase = {
  /** True when the server was already running: it belongs to another process and stays when we stop. */
  attached: boolean;
  /** The server's process number. */
  pid: number;
  /** Connection string for one of the server's roles and databases. */
  url: (role: string, database: string) => string;
  stop: () => Promise<void>;
};

export type EmbeddedOptions = {
  /** False only for tests, whose data may be lost: no fsync. */
  durable?: boolean;
  /** Told once when the server is gone and could not be started again. */
  onLost?: (error: Error) => void;
};

const startupSeconds = 60;
const largestLog = 5_000_000;

/**
 * Starts real PostgreSQL from the npm package on `folder`, or attaches to the server that already runs there. It
 * listens on a Unix socket only and ends with this process, even when this process is killed. A server that dies on
 * its own is started again.
 *
 * @throws OperatorError when this machine or folder cannot run it; the message says what to do.
 */
export async function startEmbedded(
  folder: string,
  options: EmbeddedOptions = {},
): Promise<EmbeddedDatabase> {
  const binaries = await findBinaries();
  const launch = findLaunch(binaries.postgres);
  const place = await findPlace(folder, launch);
  await ensureCluster(place, binaries.initdb, launch);
  const url = (role: string, database: string) =>
    `postgres://${role}@localhost/${database}?host=${encodeURIComponent(place.socket)}&sslmode=disable`;
  const start = () => startOrAttach(place, launch, binaries.postgres, url(superuser, 'postgres'), options);
  const server = await start();
  if (server.child === undefined) return { attached: true, pid: server.pid, url, stop: async () => {} };
  return keepRunning(server.child, start, url, options.onLost);
}

type Server = { pid: number; child?: ChildProcess };

/** Every stop of the server that we did not ask for is answered by a new start. */
function keepRunning(
  first: ChildProcess,
  start: () => Promise<Server>,
  url: EmbeddedDatabase['url'],
  onLost: EmbeddedOptions['onLost'],
): EmbeddedDatabase {
  let child = first;
  let stopping = false;
  const watch = () =>
    child.once('exit', async () => {
      if (stopping) return;
      console.error('The database stopped by itself; starting it again.');
      try {
        const next = await start();
        if (next.child === undefined)
          throw new OperatorError('Another process took over the database folder.');
        child = next.child;
        if (stopping) await end(child);
        else watch();
      } catch (error) {
        onLost?.(error as Error);
      }
    });
  watch();
  return {
    attached: false,
    get pid() {
      return child.pid ?? 0;
    },
    url,
    stop: async () => {
      stopping = true;
      await end(child);
    },
  };
}

/** SIGINT is PostgreSQL's fast shutdown: sessions are ended, everything is written. */
async function end(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGINT');
  const late = AbortSignal.timeout(20_000);
  // SIGQUIT ends at once; the write-ahead log repairs the cluster at the next start.
  late.onabort = () => child.kill('SIGQUIT');
  await gone;
  late.onabort = null;
}

async function startOrAttach(
  place: Place,
  launch: Launch,
  postgres: string,
  adminUrl: string,
  options: EmbeddedOptions,
): Promise<Server> {
  const deadline = Date.now() + startupSeconds * 1000;
  while (Date.now() < deadline) {
    if (await answers(adminUrl)) return { pid: (await lockHolder(place)) ?? 0 };
    const child = await spawnServer(place, launch, postgres, options);
    if (await becomesReady(child, place, adminUrl, deadline)) return { pid: child.pid ?? 0, child };
    if (await removeForeignLock(place)) continue;
    const said = await lastComplaint(place, child.pid ?? 0);
    // A server that is just starting, stopping or leaving its shared memory behind: try again.
    if (!/lock file|shared memory block|already in use/.test(said)) {
      throw new OperatorError(`The database in ${place.cluster} does not start: ${said} (see ${place.log})`);
    }
    await sleep(100);
  }
  const holder = await lockHolder(place);
  if (holder !== undefined && isAlive(holder)) {
    throw new OperatorError(
      `Process ${holder} holds the database in ${place.cluster} but does not answer: stop it ("kill ${holder}") and start again, or choose another folder with CABILDO_DATA.`,
    );
  }
  throw new OperatorError(
    `The database in ${place.cluster} was not ready in ${startupSeconds} s: see ${place.log}`,
  );
}

async function spawnServer(
  place: Place,
  launch: Launch,
  postgres: string,
  options: EmbeddedOptions,
): Promise<ChildProcess> {
  const size = await stat(place.log).then(
    (seen) => seen.size,
    () => 0,
  );
  if (size > largestLog) await truncate(place.log);
  const log = await open(place.log, 'a', 0o600);
  const settings = {
    listen_addresses: '',
    unix_socket_directories: `"${place.socket.replaceAll('"', '""')}"`,
    unix_socket_permissions: '0700',
    max_connections: '100',
    timezone: 'UTC',
    log_timezone: 'UTC',
    max_wal_size: '512MB',
    jit: 'off',
    ...(options.durable === false && { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]);
  const [command = '', ...words] = [...launch.prefix, postgres, '-D', place.cluster, ...flags];
  const child = spawn(command, words, {
    ...launch.account,
    cwd: '/',
    env: { PATH: process.env.PATH, LC_ALL: 'C', TZ: 'UTC' },
    // A session of its own: Ctrl-C in the terminal reaches us first, and the web server ends its requests in peace.
    detached: true,
    stdio: ['ignore', 'ignore', log.fd, launch.lifeLine ? 'pipe' : 'ignore'],
  });
  child.on('error', () => {});
  // The life line's shell outlives the server until the line is cut.
  child.once('exit', () => child.stdio[3]?.destroy());
  await log.close();
  return child;
}

/** Another server of the same folder may answer while ours is still failing, so the lock must name our process. */
async function becomesReady(
  child: ChildProcess,
  place: Place,
  url: string,
  deadline: number,
): Promise<boolean> {
  while (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
    if ((await lockHolder(place)) === child.pid && (await answers(url))) return true;
    if (Date.now() > deadline) {
      await end(child);
      return false;
    }
    await sleep(20);
  }
  return false;
}

async function answers(url: string): Promise<boolean> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  client.on('error', () => {});
  try {
    await client.connect();
    await client.query('select 1');
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => {});
  }
}

/** What the server that we started last wrote; several servers may write to the same log. */
async function lastComplaint(place: Place, pid: number): Promise<string> {
  const lines = (await readFile(place.log, 'utf8').catch(() => '')).trim().split('\n');
  const own = lines.filter((line) => line.includes(`[${pid}]`));
  const complaint = own.findLast((line) => /FATAL|PANIC|ERROR/.test(line)) ?? lines.at(-1) ?? '';
  return complaint.replace(/^.*?(FATAL|PANIC|ERROR):\s*/, '');
}
