import { mkdtempSync, rmSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startCity, stopCity } from './city-process.ts';
import type { Figure, Figures } from './figures.ts';

/** Bytes of the budget: HTML and style of a citizen's page, as they travel. */
const budget = 50 * 1024;
const optionalScript = 25 * 1024;

/**
 * What a phone loads for each page of a citizen, in the demo city while it votes: bytes as they travel, compressed.
 * Every page works without its script; the map's is counted apart. The letters of headings (woff2, 27 kB) come after
 * the text and are kept for good.
 */
export async function run({ port = 4934 }: { port?: number; seconds?: number } = {}): Promise<Figures> {
  const folder = mkdtempSync(join(tmpdir(), 'cabildo-bench-'));
  const city = await startCity(join(folder, 'city'), port, { CABILDO_DEMO: '1' }, ['demo', 'voting']);
  try {
    const pages = await citizenPages(port);
    const figures: Figure[] = [];
    for (const [name, path] of pages) figures.push(...(await weigh(port, name, path)));
    return {
      title: 'Weight of the pages of citizens, the demo city in its voting phase',
      figures,
      notes: ['HTML and style compressed as this server sends them (gzip, brotli).'],
    };
  } finally {
    await stopCity(city);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function citizenPages(port: number): Promise<[string, string][]> {
  const first = async (path: string, link: RegExp) =>
    link.exec((await load(port, path, 'identity')).body)?.[0];
  const proposal = await first('/proposals', /\/proposals\/[A-Z0-9]+-\d+/);
  const ballot = await first('/vote', /\/vote\/\d+/);
  if (!proposal || !ballot) throw new Error('the demo city shows no proposal or no ballot');
  return [
    ['front page', '/'],
    ['list of proposals', '/proposals'],
    ['map of proposals', '/proposals/map'],
    ['one proposal', proposal],
    ['vote page', ballot],
    ['projects', '/projects'],
  ];
}

async function weigh(port: number, name: string, path: string): Promise<Figure[]> {
  const html = await load(port, path, 'gzip');
  const { body } = await load(port, path, 'identity');
  const linked = (pattern: RegExp) => [...body.matchAll(pattern)].map(([, href = '']) => href);
  const sizes = async (hrefs: readonly string[]) => {
    let sum = 0;
    for (const href of hrefs) sum += (await load(port, href, 'br, gzip')).bytes;
    return sum;
  };
  const style = await sizes(linked(/<link rel="stylesheet" href="([^"]+)"/g));
  const scripts = linked(/<script[^>]* src="([^"]+)"/g);
  const script = await sizes(scripts);
  return [
    {
      name: `${name}: HTML and style`,
      value: kilo(html.bytes + style),
      unit: 'KiB',
      goal: { atMost: kilo(budget) },
    },
    { name: `${name}: optional script`, value: kilo(script), unit: 'KiB', ...scriptGoal(path, scripts) },
  ];
}

/** The vote needs none at all; a map may weigh more than other islands. */
function scriptGoal(path: string, scripts: readonly string[]): Pick<Figure, 'goal'> {
  if (path.startsWith('/vote')) return { goal: { atMost: 0 } };
  return scripts.some((script) => script.includes('-map.')) ? {} : { goal: { atMost: kilo(optionalScript) } };
}

const kilo = (bytes: number) => bytes / 1024;

interface Loaded {
  readonly bytes: number;
  readonly body: string;
}

/** Bytes as they travel; `fetch` would unpack them. */
function load(port: number, path: string, encoding: string): Promise<Loaded> {
  return new Promise((resolve, reject) => {
    const asked = request(
      { host: 'localhost', port, path, headers: { 'accept-encoding': encoding } },
      (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          if (response.statusCode !== 200) reject(new Error(`${path} answers ${response.statusCode}`));
          const all = Buffer.concat(chunks);
          resolve({ bytes: all.length, body: all.toString('utf8') });
        });
      },
    );
    asked.on('error', reject);
    asked.end();
  });
}
