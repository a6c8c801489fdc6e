import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type LoadedCities, loadCities } from './city/city-directory.ts';
import { clockOf } from './city/clock.ts';
import { connectTexts, overlays } from './city/shipped-texts.ts';
import { connectBlueprint } from './cycle/blueprint.ts';
import { noticeSubscriptions, type PostOffice } from './messages/send-notices.ts';
import { modules } from './module-list.ts';
import { type Accounts, connectAccounts, openAccounts } from './people/accounts.ts';
import { viewerOf } from './people/viewer.ts';
import type { Database } from './platform/db/database.ts';
import type { Environment } from './platform/env.ts';
import { connectEvents } from './platform/events/events.ts';
import { connectFiles } from './platform/files/file-store.ts';
import { connectApi } from './platform/http/api.ts';
import type { CityFacts } from './platform/http/city.ts';
import type { House } from './platform/http/server.ts';
import { connectSlots } from './platform/http/slot.ts';
import { houseWords } from './platform/i18n/city-words.ts';
import { openQueue, type Queue } from './platform/jobs/queue.ts';
import { connectPersonal } from './platform/personal.ts';
import { rootFolder } from './platform/process/root-folder.ts';
import { connectRedactions } from './platform/redactions.ts';
import { problemPage } from './ui/problem.tsx';
import { renderPage } from './ui/render.tsx';

export interface AssemblyOptions {
  readonly db: Database;
  /** The application's connection string: accounts keep connections of their own. */
  readonly url: string;
  readonly secret: string;
  readonly dataFolder: string;
  readonly demo: boolean;
  /** How people reach the house from outside; where mails lead. */
  readonly publicUrl: string;
  readonly logLevel: string;
  readonly trustProxy: boolean;
  readonly oidcIssuers?: readonly string[];
}

/** The house with every module in its place, as the web server, the worker, the commands and the tests use it. */
export interface Assembly {
  readonly house: House;
  readonly cities: LoadedCities;
  readonly queue: Queue;
  readonly accounts: Accounts;
  readonly close: () => Promise<void>;
}

/** Joins the modules: texts, blueprint, events, slots, files, accounts. Once for each process. */
export async function assemble(options: AssemblyOptions): Promise<Assembly> {
  const { db, url, secret, dataFolder, demo, publicUrl } = options;
  const secure = publicUrl.startsWith('https:');
  const cities = await loadCities(db, { demo, sharedHost: new URL(publicUrl).hostname });
  const words = houseWords(modules, overlays);
  connectTexts(words);
  const accounts = openAccounts({ url, secret, secure, oidcIssuers: options.oidcIssuers ?? [] });
  const queue = await openQueue(db);
  connectAccounts(accounts);
  connectFiles(dataFolder);
  connectBlueprint(Object.assign({}, ...modules.map((module) => module.blueprint ?? {})));
  connectApi(modules.flatMap((module) => module.api ?? []));
  connectSlots(modules.flatMap((module) => module.fills ?? []));
  connectRedactions(modules.flatMap((module) => module.redactions ?? []));
  connectPersonal(modules.flatMap((module) => module.personal ?? []));
  const office: PostOffice = {
    words,
    city: (id) => cities.all().find((city) => city.id === id),
    address: (city) => addressOf(city, cities, publicUrl),
  };
  connectEvents(
    [...modules.flatMap((module) => module.subscriptions ?? []), ...noticeSubscriptions(modules, office)],
    queue.deliver,
  );
  const house: House = {
    db,
    modules,
    cities,
    words,
    clock: clockOf,
    viewer: viewerOf,
    render: renderPage,
    problem: problemPage,
    asset: assetNames(),
    secure,
    logLevel: options.logLevel,
    trustProxy: options.trustProxy,
  };
  const close = async () => {
    cities.stop();
    await queue.stop();
    await accounts.close();
  };
  return { house, cities, queue, accounts, close };
}

/** Where a city's mails point: its own host, or a path of the one address. */
function addressOf(city: CityFacts, cities: LoadedCities, publicUrl: string): string {
  if (city.host) return `${new URL(publicUrl).protocol}//${city.host}`;
  const living = cities.all().filter(({ practice }) => !practice);
  return city.practice || living.length > 1 ? `${publicUrl}/${city.slug}` : publicUrl;
}

/** Built names of assets: 'main.css' → '/assets/main-ABCD1234.css'. */
function assetNames(): (name: string) => string {
  const file = join(rootFolder(), 'dist', 'manifest.json');
  const manifest: Record<string, string> = existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : {};
  const byName = new Map<string, string>();
  for (const [source, built] of Object.entries(manifest)) {
    const name = (source.split('/').at(-1) as string).replace(/\.island\.tsx$/, '.js');
    byName.set(name, `/${built}`);
  }
  return (name) => byName.get(name) ?? `/assets/${name}`;
}

/** The assembly as a process of this environment needs it. */
export function assembleFor(
  environment: Environment,
  db: Database,
  { url, secret }: { readonly url: string; readonly secret: string },
): Promise<Assembly> {
  return assemble({
    db,
    url,
    secret,
    dataFolder: environment.dataFolder,
    demo: environment.isDemo,
    publicUrl: environment.publicUrl ?? `http://localhost:${environment.port}`,
    logLevel: environment.logLevel,
    trustProxy: environment.trustProxy,
    oidcIssuers: environment.oidcIssuers,
  });
}
