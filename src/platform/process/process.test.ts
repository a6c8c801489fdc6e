import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chmodSync, chownSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isAlive } from '../db/embedded-cluster.ts';
import { rootFolder } from './root-folder.ts';

const launcher = join(rootFolder(), 'bin', 'cabildo.js');
const patience = { timeout: 100_000, interval: 100 };
let folder: string;
const children: ChildProcess[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cabildo-life-'));
  // Under root the database may run as nobody, who must get in.
  chmodSync(folder, 0o755);
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await vi.waitFor(() => expect(processesOf(folder)).toEqual([]), patience);
  rmSync(folder, { recursive: true });
});

type Run = { child: ChildProcess; out: () => string; ended: Promise<number | null> };
type RunOptions = { args?: string[]; node?: string[]; env?: Record<string, string>; uid?: number };

function run({ args = ['start'], node = [process.execPath], env = {}, uid }: RunOptions = {}): Run {
  const [program = '', ...words] = node;
  const child = spawn(program, [...words, launcher, ...args], {
    // No demo: its making is tested elsewhere, and these folders are many. Without one, a start without SMTP_URL warns.
    env: {
      PATH: process.env.PATH,
      PORT: '0',
      CABILDO_DATA: folder,
      CABILDO_DEMO: 'off',
      SMTP_URL: 'smtp://127.0.0.1:9',
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    // A group of its own, as a shell gives it: Ctrl-C reaches the whole group.
    detached: true,
    ...(uid !== undefined && { uid, gid: uid }),
  });
  children.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream?.on('data', (data) => (text += data));
  return { child, out: () => text, ended: once(child, 'close').then(([code]) => code as number | null) };
}

/** Waits for the ready line; the city's address. */
async function ready(started: Run): Promise<string> {
  return vi.waitFor(() => {
    const address = /^Cabildo is ready at (http:\/\/localhost:\d+)/m.exec(started.out())?.[1];
    if (!address) throw new Error(`not ready: ${started.out()}`);
    return address;
  }, patience);
}

async function health(address: string) {
  const answer = await fetch(`${address}/healthz`);
  return { status: answer.status, body: await answer.json() };
}

const allUp = { status: 200, body: { web: 'up', worker: 'up', database: 'up' } };

/** Every process that was given this data folder: launcher, web, worker, database. */
function processesOf(data: string): string[] {
  return readdirSync('/proc').filter((pid) => {
    if (!/^\d+$/.test(pid) || Number(pid) === process.pid) return false;
    try {
      const said =
        readFileSync(`/proc/${pid}/cmdline`, 'utf8') + readFileSync(`/proc/${pid}/environ`, 'utf8');
      return said.includes(data);
    } catch {
      return false;
    }
  });
}

describe('cabildo start', () => {
  it('brings everything up, and SIGTERM takes everything down', async () => {
    const city = run();
    const address = await ready(city);
    expect(await health(address)).toEqual(allUp);
    expect(processesOf(folder).length).toBeGreaterThanOrEqual(3);
    city.child.kill('SIGTERM');
    expect(await city.ended).toBe(0);
    // A server that nobody seeded says where its first city is opened.
    expect(city.out().split('\n')[0]).toBe(`Cabildo is ready at ${address}`);
    expect(city.out()).toContain(`${address}/setup?token=`);
    expect(processesOf(folder)).toEqual([]);
  });

  it('refuses a second start on the same folder, whatever its port, and lets commands attach', async () => {
    const city = run();
    const address = await ready(city);
    const { port } = new URL(address);
    for (const env of [{ PORT: '0' }, { PORT: port }]) {
      const second = run({ env });
      expect(await second.ended).toBe(1);
      expect(second.out()).toBe(
        `Cabildo already runs on ${folder} (process ${city.child.pid}): use that one, stop it first, or choose another folder with CABILDO_DATA.\n`,
      );
    }
    const command = run({ args: ['migrate'] });
    expect(await command.ended).toBe(0);
    expect(command.out()).toBe('The database is up to date.\n');
    expect(await health(address)).toEqual(allUp);
  });

  it('lets one of two first starts win', async () => {
    const both = [run(), run()];
    const loser = await Promise.race(both.map(async (city) => [await city.ended, city] as const));
    expect(loser[0]).toBe(1);
    expect(loser[1].out()).toMatch(/^(Cabildo already runs on|Another cabildo command is using) .+\n$/);
    const winner = both.find((city) => city !== loser[1])!;
    expect(await health(await ready(winner))).toEqual(allUp);
  });

  it('says in one line that the port is busy, and leaves nothing', async () => {
    const server = createServer().listen(0, '::');
    await once(server, 'listening');
    const { port } = server.address() as { port: number };
    const city = run({ env: { PORT: String(port) } });
    expect(await city.ended).toBe(1);
    expect(city.out()).toMatch(new RegExp(`^Port ${port} is busy: .+ PORT=${port + 1}\\.\\n$`));
    expect(processesOf(folder)).toEqual([]);
    server.close();
  });

  it('leaves no process when it is killed, and starts again on what it left', async () => {
    const city = run();
    await ready(city);
    city.child.kill('SIGKILL');
    await vi.waitFor(() => expect(processesOf(folder)).toEqual([]), patience);
    const again = run();
    expect(await health(await ready(again))).toEqual(allUp);
  });

  it('starts a killed worker and a killed database again', async () => {
    const city = run();
    const address = await ready(city);
    const database = Number(readFileSync(join(folder, 'postgres', 'postmaster.pid'), 'utf8').split('\n')[0]);
    const worker = processesOf(folder)
      .map(Number)
      .find((pid) => pid !== city.child.pid && pid !== database && isWorker(pid))!;
    process.kill(database, 'SIGKILL');
    process.kill(worker, 'SIGKILL');
    await vi.waitFor(() => expect(isAlive(worker)).toBe(false), patience);
    await vi.waitFor(async () => {
      expect(city.out()).toMatch(/The worker ended \(SIGKILL\)/);
      expect(
        processesOf(folder)
          .map(Number)
          .some((pid) => pid !== worker && isWorker(pid)),
      ).toBe(true);
      expect(await health(address)).toEqual(allUp);
    }, patience);
  });

  it('names a wrong setting and starts nothing', async () => {
    const city = run({ env: { PORT: 'three thousand', NODE_ENV: 'production', CABILDO_DEMO: '1' } });
    expect(await city.ended).toBe(1);
    expect(city.out()).toBe('PORT is a number from 0 to 65535.\n');
    expect(readdirSync(folder)).toEqual([]);
  });
});

function isWorker(pid: number): boolean {
  return readFileSync(`/proc/${pid}/cmdline`, 'utf8').split('\0').includes('worker');
}

describe('the launcher', () => {
  /** A Node that claims to be 20, and a real older one where the machine has it. */
  const older = [
    [
      process.execPath,
      '--import',
      "data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.0.0'}})",
    ],
  ];
  const real = olderNode();
  if (real) older.push([real]);

  it.each(older.map((node) => ({ node })))(
    'runs Node 24 when it was started by $node.0',
    async ({ node }) => {
      const city = run({ node });
      expect(await health(await ready(city))).toEqual(allUp);
      city.child.kill('SIGINT');
      expect(await city.ended).toBe(0);
      expect(processesOf(folder)).toEqual([]);
      const wrong = run({ node, args: ['dance'] });
      expect(await wrong.ended).toBe(2);
      expect(wrong.out()).toBe('cabildo has no command "dance": "cabildo --help" lists them.\n');
    },
  );

  it('leaves no process when it is killed', async () => {
    const city = run({ node: older[0]! });
    await ready(city);
    city.child.kill('SIGKILL');
    await vi.waitFor(() => expect(processesOf(folder)).toEqual([]), patience);
  });

  // The suite runs as root or as an ordinary user; where it is root, the other one is tried here.
  if (process.getuid?.() === 0) {
    it('serves an ordinary user', async () => {
      chownSync(folder, 65534, 65534);
      const city = run({ uid: 65534 });
      expect(await health(await ready(city))).toEqual(allUp);
      city.child.kill('SIGTERM');
      expect(await city.ended).toBe(0);
    });
  }

  it('lists the commands', async () => {
    const help = run({ args: ['--help'] });
    expect(await help.ended).toBe(0);
    for (const name of ['start', 'worker', 'migrate', 'schema'])
      expect(help.out()).toMatch(new RegExp(`^  ${name} `, 'm'));
    const start = run({ args: ['start', '--help'] });
    expect(await start.ended).toBe(0);
    expect(start.out()).toContain('--watch');
  });
});

function olderNode(): string | undefined {
  const found = (process.env.PATH ?? '').split(delimiter).map((bin) => join(bin, 'node'));
  return found.find((path) => {
    const version = spawnSync(path, ['--version'], { encoding: 'utf8' }).stdout ?? '';
    const major = Number(/^v(\d+)/.exec(version)?.[1] ?? Number.NaN);
    return major >= 18 && major < 24;
  });
}
