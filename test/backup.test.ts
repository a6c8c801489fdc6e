import { createHash, randomBytes } from 'node:crypto';
import { existsSync, readdirSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, inject, it } from 'vitest';
import { seedDemo } from '../src/demo/seed-demo.ts';
import { backUp } from '../src/platform/backup/back-up.ts';
import { settleSecret } from '../src/platform/backup/backup-command.ts';
import { checkArchive } from '../src/platform/backup/check-archive.ts';
import { restoreBackup } from '../src/platform/backup/restore-backup.ts';
import { schemaText } from '../src/platform/db/schema-text.ts';
import { pathOf, writeFileDurably } from '../src/platform/files/file-store.ts';
import { type TestHouse, testHouse } from './house.ts';

const secret = 'a secret for tests, at least 32 characters long';
let house: TestHouse;
let folder: string;
let first: string;
const databases: string[] = [];

const admin = (text: string) => withClient(as('postgres', 'postgres'), (client) => client.query(text));

function as(role: string, database: string): string {
  const url = new URL(inject('templateDatabaseUrl'));
  url.username = role;
  url.pathname = `/${database}`;
  return url.href;
}

async function withClient<Value>(url: string, work: (client: pg.Client) => Promise<Value>): Promise<Value> {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => {});
  await client.connect();
  return work(client).finally(() => client.end());
}

/** A database without a single table, and a folder without a file, as a restore finds them. */
async function emptyPlace(): Promise<{ ownerUrl: string; dataFolder: string }> {
  const name = `restore_${randomBytes(6).toString('hex')}`;
  await admin(`create database ${name} owner cabildo_owner`);
  databases.push(name);
  return { ownerUrl: as('cabildo_owner', name), dataFolder: await mkdtemp(join(folder, 'data-')) };
}

const digest = async (path: string) =>
  createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
const takeFrom = (place: { ownerUrl: string; dataFolder: string }, to: string, withSecret = false) =>
  backUp({ ...place, secret, withSecret, to });

beforeAll(async () => {
  house = await testHouse();
  folder = await mkdtemp(join(tmpdir(), 'cabildo-backup-'));
  await seedDemo(house.db, { now: new Date(), phase: 'results' });
  const bytes = randomBytes(3_000);
  await writeFileDurably(pathOf(createHash('sha256').update(bytes).digest()), bytes);
  await writeFileDurably(pathOf(createHash('sha256').update(bytes).digest(), 'small'), randomBytes(300));
  // Text that a careless copy would break.
  const cityId = 1;
  await house.db.inCity(cityId, (tx) =>
    tx
      .insertInto('mail')
      .values({
        city_id: cityId,
        cause: 'backup test',
        recipient: 'a@example.org',
        locale: 'es-MX',
        subject: 'Tab\there, \\N, ñ, 😀',
        body_text: 'first\nsecond\r\n\\. end',
        body_html: '',
        made_at: new Date(),
      })
      .execute(),
  );
  await house.db.inCity(cityId, (tx) => house.assembly.queue.deliver(tx, 'a listener', cityId, 1));
  first = join(folder, 'first.tar');
  await takeFrom(house, first);
}, 300_000);
afterAll(async () => {
  await house.close();
  for (const name of databases) await admin(`drop database ${name} with (force)`);
  await rm(folder, { recursive: true });
});

describe('a backup', () => {
  it('restored elsewhere gives the same backup again, byte for byte', async () => {
    const place = await emptyPlace();
    const checked = await checkArchive(first);
    expect(checked.header.cities).toBe(1);
    const done = await restoreBackup({ ...place, from: first }, checked);
    expect(done.migrated).toEqual([]);
    expect(done.rows).toBeGreaterThan(10_000);
    expect(done.files).toBe(2);
    const second = join(folder, 'second.tar');
    await takeFrom(place, second);
    expect(await digest(second)).toBe(await digest(first));
  });

  it('of tables in many pieces is the same again too, however the rows arrive', async () => {
    const [one, other] = [join(folder, 'pieces.tar'), join(folder, 'pieces-again.tar')];
    await backUp({ ...house, secret, withSecret: false, to: one, pieceBytes: 9_999 });
    const place = await emptyPlace();
    await restoreBackup({ ...place, from: one }, await checkArchive(one));
    await backUp({ ...place, secret, withSecret: false, to: other, pieceBytes: 9_999 });
    expect(await digest(other)).toBe(await digest(one));
    expect(await digest(one)).not.toBe(await digest(first));
  });

  it('has the worker deliver what was waiting, and brings back schema, walls and numbering', async () => {
    const place = await emptyPlace();
    const checked = await checkArchive(first);
    const waiting = checked.contents.tables.find(({ name }) => name === 'queue.delivery');
    expect(waiting?.rows).toBeGreaterThan(0);
    await restoreBackup({ ...place, from: first }, checked);
    const pool = new pg.Pool({ connectionString: place.ownerUrl });
    const text = await schemaText(pool);
    expect(text).toBe(await schemaText(house.ownerPool));
    const jobs = await pool.query(`select count(*)::int as count from queue.job where state = 'created'`);
    expect(jobs.rows).toEqual([{ count: waiting?.rows }]);
    // Row level security is back in force, for the owner as well.
    expect((await pool.query('select from person')).rowCount).toBe(0);
    const { rows } = await pool.query(
      `select nextval('proposal_id_seq') > (select count(*) from directory.city) as on`,
    );
    expect(rows).toEqual([{ on: true }]);
    const triggers = await pool.query(`select from pg_trigger where not tgisinternal and tgenabled <> 'O'`);
    expect(triggers.rowCount).toBe(0);
    await pool.end();
  });

  it('is not restored over a living city, which stays as it is', async () => {
    const checked = await checkArchive(first);
    const dataFolder = await mkdtemp(join(folder, 'data-'));
    await expect(
      restoreBackup({ ownerUrl: house.ownerUrl, dataFolder, from: first }, checked),
    ).rejects.toThrow(/is a city here already.*never restored over it.*CABILDO_DATA/);
    const again = join(folder, 'again.tar');
    await takeFrom(house, again);
    expect(await digest(again)).toBe(await digest(first));
  });

  it('is not restored into a folder with files, nor while Cabildo runs there', async () => {
    const checked = await checkArchive(first);
    const place = await emptyPlace();
    await expect(
      restoreBackup({ ...place, dataFolder: house.dataFolder, from: first }, checked),
    ).rejects.toThrow(/holds files already/);
    const { beforeCommit } = { beforeCommit: () => Promise.reject(new Error('killed')) };
    await expect(restoreBackup({ ...place, from: first, beforeCommit }, checked)).rejects.toThrow('killed');
    await withClient(place.ownerUrl, (client) =>
      client.query(`insert into directory.process (kind, pid) values ('web', 4711)`),
    );
    await expect(restoreBackup({ ...place, from: first }, checked)).rejects.toThrow(/process 4711.*stop it/);
  });

  it('whose restore was killed has left nothing, and can be restored again', async () => {
    const checked = await checkArchive(first);
    const place = await emptyPlace();
    const cut = async () => {
      await withClient(as('postgres', 'postgres'), (client) =>
        client.query(`select pg_terminate_backend(pid) from pg_stat_activity where datname = $1`, [
          new URL(place.ownerUrl).pathname.slice(1),
        ]),
      );
    };
    await expect(restoreBackup({ ...place, from: first, beforeCommit: cut }, checked)).rejects.toThrow();
    const cities = await withClient(place.ownerUrl, (client) => client.query('select from directory.city'));
    expect(cities.rowCount).toBe(0);
    await restoreBackup({ ...place, from: first }, checked).catch(async (error: unknown) => {
      // The transaction was cut after the files took their place: it says so, and what to do.
      expect(String(error)).toMatch(/holds files already/);
      await rm(join(place.dataFolder, 'files'), { recursive: true });
      await restoreBackup({ ...place, from: first }, checked);
    });
    const second = join(folder, 'after-kill.tar');
    await takeFrom(place, second);
    expect(await digest(second)).toBe(await digest(first));
  });
});

describe('a file that is no whole backup', () => {
  const damaged = async (change: (bytes: Buffer) => Buffer | Promise<Buffer>) => {
    const path = join(folder, `${randomBytes(6).toString('hex')}.tar`);
    await writeFile(path, await change(await readFile(first)));
    return checkArchive(path);
  };

  it.each([
    ['cut in the middle', (bytes: Buffer) => bytes.subarray(0, bytes.length / 2)],
    ['without its end', (bytes: Buffer) => bytes.subarray(0, bytes.length - 4096)],
    ['empty', () => Buffer.alloc(0)],
    ['something else', () => randomBytes(5_000)],
    ['a picture', () => Buffer.from('\x89PNG\r\n')],
  ])('is refused: %s', async (_what, change) => {
    await expect(damaged(change)).rejects.toThrow(/is not a whole Cabildo backup.*Nothing was written/);
  });

  it('is refused with one bit changed, in any of its tables', async () => {
    for (const piece of [1, 5, 20, 40]) {
      const change = (bytes: Buffer) => {
        const changed = Buffer.from(bytes);
        let place = 0;
        // Behind the head of a zipped piece: a bit there is a bit of some row.
        for (let nth = 0; nth < piece; nth += 1) place = bytes.indexOf('\x1f\x8b\x08', place + 1, 'latin1');
        place += 14;
        changed[place] = (changed[place] as number) ^ 1;
        return changed;
      };
      await expect(damaged(change), `in piece ${piece}`).rejects.toThrow(/is not a whole Cabildo backup/);
    }
  });

  it('is refused when a newer release wrote it, by name', async () => {
    const newer = async (bytes: Buffer) =>
      // A name of the same length, so that only the list of migrations changes.
      Buffer.from(
        bytes.toString('latin1').replace('20261123_00_ground.sql', '20991123_00_ground.sql'),
        'latin1',
      );
    await expect(damaged(newer)).rejects.toThrow(/whose schema this release .* does not know.*20991123/);
  });

  it('leaves no half file behind when it cannot be written, and never replaces one', async () => {
    await expect(takeFrom(house, first)).rejects.toThrow(/is there already/);
    const nowhere = { ownerUrl: (await emptyPlace()).ownerUrl, dataFolder: house.dataFolder };
    await expect(takeFrom(nowhere, join(folder, 'none.tar'))).rejects.toThrow(/nothing to back up/);
    expect(readdirSync(folder).filter((name) => name.includes('none') || name.endsWith('.part'))).toEqual([]);
  });
});

describe('the secret', () => {
  it('is in the file only when asked for, and is kept where there is none', async () => {
    const path = join(folder, 'with-secret.tar');
    await takeFrom(house, path, true);
    expect((await readFile(first)).includes(secret)).toBe(false);
    const checked = await checkArchive(path);
    const dataFolder = await mkdtemp(join(folder, 'data-'));
    expect(await settleSecret({ secret: undefined, dataFolder }, checked)).toBeUndefined();
    expect(await readFile(join(dataFolder, 'secret'), 'utf8')).toBe(`${secret}\n`);
  });

  it('is warned about when it is another one, or missing', async () => {
    const checked = await checkArchive(first);
    const dataFolder = await mkdtemp(join(folder, 'data-'));
    expect(await settleSecret({ secret, dataFolder }, checked)).toBeUndefined();
    expect(await settleSecret({ secret: `another ${secret}`, dataFolder }, checked)).toMatch(
      /CABILDO_SECRET is not/,
    );
    expect(await settleSecret({ secret: undefined, dataFolder }, checked)).toMatch(/there is none here/);
    expect(existsSync(join(dataFolder, 'secret'))).toBe(false);
  });
});
