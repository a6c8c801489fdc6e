import { spawn } from 'node:child_process';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { sql } from 'kysely';
import { aCity } from '../src/city/city.fixtures.ts';
import { prepareTables } from '../src/platform/db/connect.ts';
import { createDatabase, type Database, type Tx } from '../src/platform/db/database.ts';
import { openServer } from '../src/platform/db/open-server.ts';
import { connectFiles, digestOf, pathOf, writeFileDurably } from '../src/platform/files/file-store.ts';
import { rootFolder } from '../src/platform/process/root-folder.ts';
import { anElection } from '../src/voting/voting.fixtures.ts';
import type { Contest } from '../src/voting/voting-queries.ts';
import type { Figures } from './figures.ts';
import { addVoters } from './vote-people.ts';

/**
 * A city of 50,000 people with accounts, contacts, two mails, four events and a sealed ballot each, and 500 photos: the real
 * commands write it into a file, restore it into an empty folder, and write it again.
 */
const people = 50_000;
const photos = 500;
const secret = 'a secret of the benches, at least 32 characters';

export async function run(): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'cabildo-bench-'));
  const [first, second] = [join(folder, 'first.tar'), join(folder, 'second.tar')];
  const [here, there] = [join(folder, 'here'), join(folder, 'there')];
  try {
    await makeCity(here);
    const backup = await cabildo(here, 'backup', '--to', first, '--json');
    const restore = await cabildo(there, 'restore', first, '--json');
    await cabildo(there, 'backup', '--to', second, '--json');
    const isSame = (await sha256(first)) === (await sha256(second));
    return {
      title: `Backup and restore of a city with ${people} people`,
      figures: [
        { name: 'rows', value: Number(backup.report.rows), unit: '' },
        { name: 'files', value: Number(backup.report.files), unit: '' },
        { name: 'size of the backup', value: statSync(first).size / 1e6, unit: 'MB' },
        { name: 'backup', value: backup.seconds / 60, unit: 'min' },
        { name: 'restore', value: restore.seconds / 60, unit: 'min' },
        { name: 'most memory of the backup', value: backup.megabytes, unit: 'MB' },
        { name: 'most memory of the restore', value: restore.megabytes, unit: 'MB' },
        {
          name: 'the restored city gives the same file',
          value: isSame ? 1 : 0,
          unit: '',
          goal: { atLeast: 1 },
        },
      ],
      notes: [
        `SHA-256 of the file: ${await sha256(first)}.`,
        'Times are of the whole command, with starting and stopping PostgreSQL.',
      ],
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

async function makeCity(dataFolder: string): Promise<void> {
  const server = await openServer({ dataFolder });
  await prepareTables(server.ownerUrl);
  const db = createDatabase(server.appUrl, { connections: 2 });
  try {
    await fill(db);
    connectFiles(dataFolder);
    for (let made = 0; made < photos; made += 1) {
      const bytes = randomBytes(150_000);
      await writeFileDurably(pathOf(digestOf(bytes)), bytes);
      await writeFileDurably(pathOf(digestOf(bytes), 'small'), bytes.subarray(0, 20_000));
    }
  } finally {
    await db.close();
    await server.stop();
  }
}

async function fill(db: Database): Promise<void> {
  const cityId = await aCity(db, { slug: 'bench', host: 'localhost' });
  const { norte } = await db.inCity(cityId, async (tx) => {
    const { cycle, zones, norte } = await anElection(tx, cityId, { now: new Date() });
    const zoneId = zones['los-nogales'] as number;
    await addVoters(tx, { cityId, cycleId: cycle.id, zoneId, count: people });
    await sql`insert into person_contact (city_id, person_id, name, email, phone)
      select city_id, id, 'Vecina número ' || id, 'vecina' || id || '@example.org', '81' || lpad(id::text, 8, '0')
      from person where city_id = ${cityId} on conflict do nothing`.execute(tx);
    await sql`insert into mail (city_id, cause, recipient, locale, subject, body_text, body_html, sent_at)
      select city_id, 'bench ' || n || ' ' || id, 'vecina' || id || '@example.org', 'es-MX', 'Tu propuesta', repeat('Hola, vecina. ', 40),
        repeat('<p>Hola, vecina.</p>', 40), now()
      from person, generate_series(1, 2) n where city_id = ${cityId}`.execute(tx);
    await sql`insert into event (city_id, name, subject, actor_id, data)
      select city_id, 'bench.done', 'person:' || id, id, jsonb_build_object('n', n, 'digest', md5(id::text))
      from person, generate_series(1, 4) n where city_id = ${cityId}`.execute(tx);
    return { norte };
  });
  for (let batch = 0; batch < batches; batch += 1) {
    await db.inCity(cityId, (tx) => addEnvelopes(tx, cityId, norte, batch));
  }
}

/** Each envelope locks its roll entry; all of them at once are more locks than PostgreSQL keeps. */
const batches = 50;

/** Sealed ballots are noise to whoever has no key; these are noise to everybody. */
async function addEnvelopes(
  tx: Tx,
  cityId: number,
  { id, listVersion }: Contest,
  batch: number,
): Promise<void> {
  await sql`insert into envelope (city_id, cycle_id, contest_id, roll_entry_id, pseudonym, key_id, list_version, sealed, channel,
      cast_at, receipt, form_key)
    select r.city_id, r.cycle_id, ${id}::bigint, r.id, gen_random_uuid(), k.key_id, ${listVersion}::text,
      decode(repeat(md5(random()::text), 10), 'hex'), 'web', now(), translate(upper(substr(md5(r.id::text), 1, 12)), 'ILOU', '1100'),
      'bench-' || lpad(r.id::text, 8, '0')
    from roll_entry r join ballot_key k on k.city_id = r.city_id and k.cycle_id = r.cycle_id
    where r.city_id = ${cityId} and r.id % ${batches} = ${batch}`.execute(tx);
}

interface Ran {
  readonly report: Readonly<Record<string, unknown>>;
  readonly seconds: number;
  /** Largest resident set of the command's own process, without PostgreSQL. */
  readonly megabytes: number;
}

/** The real command in a process of its own. */
async function cabildo(dataFolder: string, ...args: string[]): Promise<Ran> {
  const began = performance.now();
  const tell = `process.on('exit', () => process._rawDebug('most ' + process.resourceUsage().maxRSS))`;
  const child = spawn(
    process.execPath,
    [
      '--import',
      `data:text/javascript,${encodeURIComponent(tell)}`,
      join(rootFolder(), 'bin', 'cabildo.js'),
      ...args,
    ],
    {
      env: { ...process.env, CABILDO_DATA: dataFolder, CABILDO_SECRET: secret, CABILDO_BUILT: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let [out, err] = ['', ''];
  child.stdout.on('data', (text: Buffer) => (out += text));
  child.stderr.on('data', (text: Buffer) => (err += text));
  const code = await new Promise((resolve) => child.once('close', resolve));
  if (code !== 0) throw new Error(`cabildo ${args[0]} ended with ${code}: ${err}`);
  const seconds = (performance.now() - began) / 1000;
  const megabytes = Number(/most (\d+)/.exec(err)?.[1]) / 1024;
  return { report: JSON.parse(out), seconds, megabytes };
}

async function sha256(path: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(path), hash);
  return hash.digest('hex');
}
