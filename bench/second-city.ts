import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { aCity } from '../src/city/city.fixtures.ts';
import { takeCityPart } from '../src/city/take-city-part.ts';
import { aCycle } from '../src/cycle/cycle.fixtures.ts';
import { connectAccounts, openAccounts } from '../src/people/accounts.ts';
import { aStaffMember, signedInAs } from '../src/people/people.fixtures.ts';
import { createDatabase, type Database } from '../src/platform/db/database.ts';
import { openServer } from '../src/platform/db/open-server.ts';
import { startCity, stopCity } from './city-process.ts';
import type { Figures } from './figures.ts';
import { type FormValues, filledForm } from './form-values.ts';

/**
 * A second city from the first one's export, through the pages of a real `cabildo start` as its administrator presses
 * them: other words, six other zones, another week and holiday, dates from its own start, money of its own. A field is
 * touched when what is sent differs from what the page had filled in; ticks and files count one each.
 */
const secret = 'a secret of the benches, at least 32 characters';
const port = 4937;

const zones = `code,name,population
la-paz,La Paz,9000
el-sol,El Sol,8000
la-luna,La Luna,7000
el-rio,El Río,6000
el-monte,El Monte,5000
el-valle,El Valle,4000
`;

export async function run(): Promise<Figures> {
  const dataFolder = mkdtempSync(join(tmpdir(), 'cabildo-bench-'));
  const city = await startCity(dataFolder, port, { CABILDO_SECRET: secret, CABILDO_DEMO: '0' });
  try {
    const server = await openServer({ dataFolder });
    const db = createDatabase(server.appUrl, { connections: 2 });
    const accounts = openAccounts({ url: server.appUrl, secret, secure: false });
    connectAccounts(accounts);
    try {
      return await measure(db);
    } finally {
      await accounts.close();
      await db.close();
      await server.stop();
    }
  } finally {
    await stopCity(city);
    rmSync(dataFolder, { recursive: true, force: true });
  }
}

async function measure(db: Database): Promise<Figures> {
  const first = new Desk('san-jacinto', await firstCity(db));
  const second = new Desk('villa-nueva', await emptyCity(db));
  await second.isServed();
  const begin = performance.now();
  const exported = await first.read('/desk/cycle/2027/blueprint.json');
  await second.press('/desk/city', 'change', { name: 'Villa Nueva del Río', restDays: ['7'] });
  await second.press('/desk/city', 'add-holiday', { day: '2028-03-21', name: 'Fiesta de la villa' });
  await second.press('/desk/city', 'import-zones', { file: new File([zones], 'zonas.csv') });
  const kept = await second.press('/desk/cycle/start', 'upload', {
    file: new File([exported], 'origen.json'),
  });
  // The day on which the cycle starts is a field of its own form, before the others.
  second.fields += 1;
  await second.press(`${kept.split('?')[0]}?${kept.split('?')[1]}&start=2028-02-05`, 'start', {
    name: 'Presupuesto participativo 2028',
    slug: '2028',
    prefix: 'VN28',
    'districts.0.name': 'Sector Ribera',
    'districts.0.zones': ['la-paz', 'el-sol', 'el-rio'],
    'districts.1.name': 'Sector Montaña',
    'districts.1.zones': ['la-luna', 'el-monte', 'el-valle'],
    'money.0.0': '2,500,000',
    'money.1.0': '1,500,000',
    total: '4,000,000',
  });
  await second.press('/desk/cycle/2028', 'publish', {});
  const minutes = (performance.now() - begin) / 60_000;
  // A city's own words reach a running server within seconds.
  await setTimeout(6_000);
  const shown = await second.read('/cycle');
  for (const one of [
    'Convocatoria vecinal',
    'Sector Ribera',
    'Sector Montaña',
    '$4,000,000',
    '5 de febrero',
  ]) {
    if (!shown.includes(one)) throw new Error(`the second city's page does not say "${one}"`);
  }
  return {
    title: 'A second city from an export, through the pages',
    figures: [
      { name: 'fields touched', value: second.fields, unit: '' },
      { name: 'pages sent', value: second.pages, unit: '' },
      { name: 'files edited', value: 0, unit: '', goal: { atMost: 0 } },
      { name: 'time of the machine', value: minutes, unit: 'min', goal: { atMost: 60 } },
    ],
    notes: [
      'The time is that of a script; a person reads, decides and types besides. The city itself (its line in the list of cities) was made before the clock began.',
    ],
  };
}

/** San Jacinto with a running cycle, words and departments of its own. @returns its administrator's cookies */
async function firstCity(db: Database): Promise<string> {
  const cityId = await aCity(db);
  return db.inCity(cityId, async (tx) => {
    await aCycle(tx, cityId, { now: new Date() });
    const part = {
      words: { es: { 'cycle.page.kicker': 'Convocatoria vecinal' } },
      departments: [{ code: 'agua', name: 'Agua y Drenaje' }],
      roles: [],
      look: {},
    };
    await takeCityPart(tx, { cityId, actorId: null, now: new Date(), part });
    const personId = await aStaffMember(tx, { cityId, role: 'administrator' });
    return signedInAs(tx, { cityId, personId });
  });
}

async function emptyCity(db: Database): Promise<string> {
  const over = { slug: 'villa-nueva', name: 'Villa Nueva', zones: [], departments: [] };
  const { bounds: _, ...city } = { ...over, bounds: undefined };
  const cityId = await aCity(db, city);
  return db.inCity(cityId, async (tx) => {
    const personId = await aStaffMember(tx, { cityId, role: 'administrator' });
    return signedInAs(tx, { cityId, personId });
  });
}

/** One city's desk with an administrator before it, who fills in forms as a browser shows them. */
class Desk {
  fields = 0;
  pages = 0;
  readonly #base: string;
  readonly #cookie: string;

  constructor(slug: string, cookie: string) {
    this.#base = `http://localhost:${port}/${slug}`;
    this.#cookie = cookie;
  }

  async isServed(): Promise<void> {
    for (let attempt = 0; attempt < 100; attempt += 1) {
      const { status } = await fetch(`${this.#base}/cycle`);
      if (status === 200) return;
      await setTimeout(100);
    }
    throw new Error('the second city is not served');
  }

  async read(path: string): Promise<string> {
    const answer = await fetch(`${this.#base}${path}`, { headers: this.#headers() });
    if (answer.status !== 200) throw new Error(`GET ${path}: ${answer.status}`);
    return answer.text();
  }

  /** Fills in the form of an act and presses its button. @returns the place it leads to, below the city */
  async press(path: string, act: string, typed: FormValues): Promise<string> {
    const form = filledForm(await this.read(path), act, typed);
    this.fields += form.touched;
    this.pages += 1;
    const answer = await fetch(`${this.#base}${path}`, {
      method: 'POST',
      body: form.body,
      headers: { ...this.#headers(), origin: `http://localhost:${port}` },
      redirect: 'manual',
    });
    if (answer.status !== 303)
      throw new Error(`POST ${path} ${act}: ${answer.status} ${await answer.text()}`);
    const { pathname, search } = new URL(answer.headers.get('location') ?? '', this.#base);
    return `${pathname}${search}`.replace(new URL(this.#base).pathname, '');
  }

  #headers(): Record<string, string> {
    return { cookie: this.#cookie, 'accept-language': 'es' };
  }
}
