import type { ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import autocannon from 'autocannon';
import { connectBlueprint } from '../src/cycle/blueprint.ts';
import { cycleSection } from '../src/cycle/cycle-section.ts';
import { createDatabase, type Database } from '../src/platform/db/database.ts';
import { openServer } from '../src/platform/db/open-server.ts';
import { rootFolder } from '../src/platform/process/root-folder.ts';
import { proposalsBlueprint } from '../src/proposals/blueprint.ts';
import { importCommand } from '../src/proposals/import-command.ts';
import { valladolid, valladolidFile } from '../test/valladolid.ts';
import { startCity, stopCity } from './city-process.ts';
import type { Figure, Figures } from './figures.ts';

/**
 * The public list of a real city's proposals, read by 50 connections from a real `cabildo start`, in two ways: as when a
 * link goes round, all asking for the same address, which is drawn from PostgreSQL once a second; and each request with
 * an address of its own, so that every answer is drawn anew.
 */
const connections = 50;
const pages = {
  'first page': '/proposals',
  'first page, drawn for each': '/proposals?n=[<id>]',
  'page 26, drawn for each': '/proposals?page=26&n=[<id>]',
  'search, filter, sorted, drawn for each': '/proposals?q=arboles&district=zona-4&sort=supported&n=[<id>]',
};

export async function run({ seconds = 20, port = 4932 } = {}): Promise<Figures> {
  const file = valladolidFile(process.env.CABILDO_REAL_DATA ?? join(rootFolder(), '..', 'shared', 'data'));
  if (!existsSync(file)) throw new Error(`CABILDO_REAL_DATA: there is no ${file}`);
  const dataFolder = mkdtempSync(join(tmpdir(), 'cabildo-bench-'));
  const city = await startCity(dataFolder, port, { CABILDO_DEMO: '0' });
  try {
    const server = await openServer({ dataFolder });
    const db = createDatabase(server.appUrl, { connections: 2 });
    try {
      await fill(db, file);
      return await measure(db, city, port, seconds);
    } finally {
      await db.close();
      await server.stop();
    }
  } finally {
    await stopCity(city);
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function fill(db: Database, file: string): Promise<void> {
  connectBlueprint({ cycle: cycleSection, proposals: proposalsBlueprint });
  await valladolid(db, file, new Date());
  const city = ['--city', 'valladolid', '--cycle', '2026', '--map', 'zone=zone_id'];
  await importCommand([file, ...city, '--default-category', 'otros', '--release'], { db, print: () => {} });
  // The tables as they are some minutes after an import, when PostgreSQL has counted them.
  await db.pool.query('select 1');
}

async function measure(db: Database, city: ChildProcess, port: number, seconds: number): Promise<Figures> {
  const address = `http://localhost:${port}`;
  await served(`${address}/proposals`);
  const rows = await db.pool
    .query(`begin; set local app.city_id = 1; select count(*) as count from published_proposal; commit`)
    .then((answers) => (answers as unknown as { rows: { count: number }[] }[])[2]?.rows[0]?.count ?? 0);
  const figures: Figure[] = [{ name: 'proposals', value: rows, unit: '' }];
  await autocannon({ url: `${address}/proposals`, connections, duration: 4 });
  for (const [name, path] of Object.entries(pages)) {
    const before = webTime(city);
    const result = await autocannon({
      url: `${address}${path}`,
      connections,
      duration: seconds,
      idReplacement: path.includes('[<id>]'),
    });
    const requests = result.requests.total;
    const goals = name.startsWith('first page');
    figures.push(
      { name, value: requests / result.duration, unit: '/s', ...(goals && { goal: { atLeast: 2000 } }) },
      { name: `${name}: p50`, value: result.latency.p50, unit: 'ms' },
      { name: `${name}: p99`, value: result.latency.p99, unit: 'ms', ...(goals && { goal: { atMost: 60 } }) },
      { name: `${name}: not 200`, value: result.non2xx + result.errors, unit: '', goal: { atMost: 0 } },
      {
        name: `${name}: processor time of the web process`,
        value: (webTime(city) - before) / requests,
        unit: 'ms/request',
      },
    );
  }
  return {
    title: `The public list of ${rows} real proposals: ${connections} connections, ${seconds} s each`,
    figures,
    notes: ['The generator runs on the same processors as the city.'],
  };
}

/** The process reads the list of cities every few seconds. */
async function served(address: string): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const answer = await fetch(address).catch(() => undefined);
    if (answer?.status === 200 && (await answer.text()).includes('VA26-')) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('the city is not served');
}

/** User and system time of the city's web process in milliseconds; 0 where there is no /proc. */
function webTime({ pid }: ChildProcess): number {
  const stat = `/proc/${pid}/stat`;
  if (!existsSync(stat)) return 0;
  const fields = readFileSync(stat, 'utf8').split(') ')[1]?.split(' ') ?? [];
  return (Number(fields[11]) + Number(fields[12])) * 10;
}
