import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { gzipSync } from 'node:zlib';
import { aCity } from '../src/city/city.fixtures.ts';
import { sessionCookieName, signSessionToken } from '../src/people/accounts/session-cookie.ts';
import { deriveKeys } from '../src/people/keys.ts';
import { createDatabase, type Database } from '../src/platform/db/database.ts';
import { openServer } from '../src/platform/db/open-server.ts';
import { plaintextBytes } from '../src/voting/ballot.ts';
import { generateKeyPair } from '../src/voting/hpke.ts';
import { sealBallot } from '../src/voting/seal.ts';
import { anElection, type Election } from '../src/voting/voting.fixtures.ts';
import { startCity, stopCity } from './city-process.ts';
import type { Figures } from './figures.ts';
import { addVoters } from './vote-people.ts';

/**
 * Votes through the real form of a real `cabildo start`: each is a POST with a person's own session, looked up under row
 * level security, judged, sealed and durably committed; 50 connections; 20,000 people, who change their votes when all
 * have voted. Not counted as a vote: anything that is not answered with the address of a receipt.
 */
const people = 20_000;
const connections = 50;
const secret = 'a secret of the benches, at least 32 characters';

export async function run({ seconds = 60, port = 4931 } = {}): Promise<Figures> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'cabildo-bench-'));
  const city = await startCity(dataFolder, port, { CABILDO_SECRET: secret, CABILDO_DEMO: '0' });
  try {
    const server = await openServer({ dataFolder });
    const db = createDatabase(server.appUrl, { connections: 2 });
    try {
      return await measure(db, { port, seconds });
    } finally {
      await db.close();
      await server.stop();
    }
  } finally {
    await stopCity(city);
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

interface Setting {
  readonly port: number;
  readonly seconds: number;
}

async function measure(db: Database, { port, seconds }: Setting): Promise<Figures> {
  const cityId = await aCity(db, { slug: 'bench', host: 'localhost' });
  const election = await db.inCity(cityId, async (tx) => {
    const made = await anElection(tx, cityId, { now: new Date() });
    const zoneId = made.zones['los-nogales'] as number;
    await addVoters(tx, { cityId, cycleId: made.cycle.id, zoneId, count: people });
    return made;
  });
  await cityIsServed(port);
  const weight = await pageWeight(port, election);
  await burst({ port, seconds: 3, election });
  const before = await processorTimes(db);
  const load = await burst({ port, seconds, election });
  const after = await processorTimes(db);
  const perVote = (part: keyof Times) => (after[part] - before[part]) / load.votes;
  const sorted = load.milliseconds.sort((one, other) => one - other);
  const quantile = (share: number) => sorted[Math.floor(sorted.length * share)] ?? 0;
  return {
    title: `Votes through the real form: ${people} people, ${connections} connections, ${seconds} s`,
    figures: [
      { name: 'votes', value: load.votes / load.seconds, unit: '/s', goal: { atLeast: 500 } },
      { name: 'p50', value: quantile(0.5), unit: 'ms' },
      { name: 'p99', value: quantile(0.99), unit: 'ms', goal: { atMost: 300 } },
      { name: 'errors', value: load.errors, unit: '', goal: { atMost: 0 } },
      { name: 'processor time of the web process', value: perVote('web'), unit: 'ms/vote' },
      { name: 'of that: sealing', value: sealingTime(), unit: 'ms/vote' },
      { name: 'processor time of PostgreSQL', value: perVote('database'), unit: 'ms/vote' },
      { name: 'processor time of this client', value: perVote('client'), unit: 'ms/vote' },
      {
        name: 'vote page: HTML and CSS, compressed',
        value: weight.compressed / 1024,
        unit: 'KiB',
        goal: { atMost: 50 },
      },
      { name: 'vote page: script', value: weight.scripts, unit: 'elements', goal: { atMost: 0 } },
    ],
    notes: [
      `${load.votes} votes answered with a receipt; live envelopes afterwards: ${await liveEnvelopes(db, cityId)}.`,
      'The client runs on the same processors. The page is that of a visitor; a voter sees a form of the same length.',
      ...load.failures,
    ],
  };
}

/** The process reads the list of cities every few seconds. */
async function cityIsServed(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const { status } = await send(new Agent(), { port, path: '/vote' });
    if (status === 200) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the city is not served');
}

interface Answer {
  readonly status: number;
  readonly location: string;
  readonly body: string;
}

interface Sent {
  readonly port: number;
  readonly path: string;
  readonly cookie?: string;
  readonly form?: string;
}

function send(agent: Agent, { port, path, cookie, form }: Sent): Promise<Answer> {
  const host = `localhost:${port}`;
  const headers: Record<string, string> = { host };
  if (cookie) headers.cookie = cookie;
  if (form !== undefined) {
    headers.origin = `http://${host}`;
    headers['content-type'] = 'application/x-www-form-urlencoded';
    headers['content-length'] = String(Buffer.byteLength(form));
  }
  return new Promise((resolve, reject) => {
    const asked = request(
      { agent, host: '127.0.0.1', port, path, method: form === undefined ? 'GET' : 'POST', headers },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          const body = Buffer.concat(chunks).toString('utf8');
          resolve({ status: response.statusCode ?? 0, location: response.headers.location ?? '', body });
        });
      },
    );
    asked.on('error', reject);
    asked.end(form);
  });
}

interface Load {
  readonly votes: number;
  readonly errors: number;
  readonly seconds: number;
  readonly milliseconds: number[];
  /** The first few answers that were no receipt. */
  readonly failures: string[];
}

let forms = 0;

async function burst({ port, seconds, election }: Setting & { election: Election }): Promise<Load> {
  const agent = new Agent({ keepAlive: true, maxSockets: connections });
  const cookieName = sessionCookieName(false);
  const key = deriveKeys(secret).sessions;
  const milliseconds: number[] = [];
  const failures: string[] = [];
  let errors = 0;
  const start = performance.now();
  const end = start + seconds * 1000;
  const vote = async () => {
    forms += 1;
    const token = `bench-token-${(forms % people) + 1}`;
    const form = new URLSearchParams({
      act: 'cast',
      list: election.norte.listVersion,
      key: `bench-form-${forms}`,
    });
    for (const number of [(forms % 3) + 3, ...(forms % 2 ? [2] : [])]) form.append('choice', String(number));
    const cookie = `${cookieName}=${signSessionToken(token, key)}`;
    const from = performance.now();
    const answer = await send(agent, {
      port,
      path: `/vote/${election.norte.id}`,
      cookie,
      form: form.toString(),
    });
    milliseconds.push(performance.now() - from);
    if (answer.status === 303 && answer.location.includes('/vote/receipt/')) return;
    errors += 1;
    if (failures.length < 3) failures.push(`${answer.status} ${answer.location} ${errorIn(answer.body)}`);
  };
  const connection = async () => {
    while (performance.now() < end) await vote();
  };
  await Promise.all(Array.from({ length: connections }, connection));
  const took = (performance.now() - start) / 1000;
  agent.destroy();
  return { votes: milliseconds.length - errors, errors, seconds: took, milliseconds, failures };
}

function errorIn(body: string): string {
  return /class="error-summary".*?<li>(.*?)<\/li>/s.exec(body)?.[1] ?? body.slice(0, 200);
}

interface Times {
  readonly web: number;
  readonly database: number;
  readonly client: number;
}

/** Milliseconds of processor time used so far. */
async function processorTimes(db: Database): Promise<Times> {
  const { rows: web } = await db.pool.query(
    `select pid from directory.process where kind = 'web' order by id desc limit 1`,
  );
  const { rows: backends } = await db.pool.query('select pid from pg_stat_activity');
  const { user, system } = process.cpuUsage();
  return {
    web: timeOf(web[0].pid),
    database: backends.reduce((sum, { pid }) => sum + timeOf(pid), 0),
    client: (user + system) / 1000,
  };
}

/** From /proc, in clock ticks of 10 ms; 0 where the system has no such thing. */
function timeOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
    return (Number(fields[11]) + Number(fields[12])) * 10;
  } catch {
    return 0;
  }
}

function sealingTime(): number {
  const { publicKey } = generateKeyPair();
  const bytes = plaintextBytes(5);
  const place = {
    cityId: 1,
    cycleId: 1,
    contestId: 1,
    listVersion: 'a'.repeat(64),
    pseudonym: 'b'.repeat(36),
  };
  const rounds = 2000;
  const from = process.cpuUsage();
  for (let round = 0; round < rounds; round += 1) sealBallot(publicKey, place, [1, 3], bytes);
  const { user, system } = process.cpuUsage(from);
  return (user + system) / 1000 / rounds;
}

async function pageWeight(
  port: number,
  election: Election,
): Promise<{ compressed: number; scripts: number }> {
  const agent = new Agent();
  const page = await send(agent, { port, path: `/vote/${election.norte.id}` });
  if (page.status !== 200) throw new Error(`the vote page answers ${page.status}`);
  let compressed = gzipSync(page.body).length;
  for (const [, href = ''] of page.body.matchAll(/<link rel="stylesheet" href="([^"]+)"/g)) {
    const style = await send(agent, { port, path: href });
    if (style.status !== 200) throw new Error(`${href} answers ${style.status}`);
    compressed += gzipSync(style.body).length;
  }
  return { compressed, scripts: [...page.body.matchAll(/<script/g)].length };
}

async function liveEnvelopes(db: Database, cityId: number): Promise<number> {
  return db.inCity(cityId, async (tx) => {
    const row = await tx
      .selectFrom('envelope')
      .select(({ fn }) => fn.countAll<number>().as('live'))
      .where('ended', 'is', null)
      .executeTakeFirstOrThrow();
    return row.live;
  });
}
