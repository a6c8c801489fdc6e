import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { openBrowser } from '../e2e/visitor.ts';
import { startCity, stopCity } from './city-process.ts';
import type { Figure, Figures } from './figures.ts';

/** A cheap phone: narrow, and a sixth of this machine's speed. */
const screen = { width: 360, height: 740 };
const slowdown = 6;
/** The demo city's phases whose pages differ most for the public. */
const phases = ['proposals', 'voting', 'projects'] as const;

interface Painted {
  readonly path: string;
  /** Largest contentful paint, milliseconds after the navigation began. */
  readonly paint: number;
  /** Cumulative layout shift; 0 where nothing jumps. */
  readonly shift: number;
}

/** When each public page has drawn its largest part on a slow phone, and whether anything jumps. One page of each kind. */
export async function run({ port = 4936 }: { port?: number; seconds?: number } = {}): Promise<Figures> {
  const figures: Figure[] = [];
  const notes: string[] = [];
  for (const phase of phases) {
    const painted = await paintsOf(phase, port);
    const slowest = painted.toSorted((a, b) => b.paint - a.paint);
    const [worst] = slowest;
    const shifted = painted.filter(({ shift }) => shift > 0.001);
    if (!worst) throw new Error('no page was painted');
    figures.push(
      { name: `${phase}: kinds of page`, value: painted.length, unit: '' },
      { name: `${phase}: slowest largest paint`, value: worst.paint, unit: 'ms', goal: { atMost: 1500 } },
      { name: `${phase}: pages that jump`, value: shifted.length, unit: '', goal: { atMost: 0 } },
    );
    notes.push(`${phase}: ${slowest.map(({ path, paint }) => `${path} ${Math.round(paint)}`).join(', ')}`);
    for (const { path, shift } of shifted) notes.push(`${path} shifts by ${shift.toFixed(3)}`);
  }
  const title = `Public pages at ${screen.width} px, processor slowed ${slowdown} times`;
  return { title, figures, notes };
}

async function paintsOf(phase: string, port: number): Promise<Painted[]> {
  const folder = mkdtempSync(join(tmpdir(), 'cabildo-bench-'));
  const city = await startCity(join(folder, 'city'), port, { CABILDO_DEMO: '1' }, ['demo', phase]);
  const browser = await openBrowser();
  try {
    const address = `http://localhost:${port}`;
    const painted: Painted[] = [];
    for (const path of await publicPages(address)) painted.push(await paint(browser, address, path));
    return painted;
  } finally {
    await browser.close();
    await stopCity(city);
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Follows every link from the front page; the first address of each kind stands for its kind. */
async function publicPages(address: string): Promise<string[]> {
  const kinds = new Map<string, string>();
  const waiting = ['/'];
  for (let path = waiting.shift(); path !== undefined; path = waiting.shift()) {
    const kind = kindOf(path);
    if (kinds.has(kind)) continue;
    const answer = await fetch(address + path, { redirect: 'manual' });
    const isPage = answer.status === 200 && answer.headers.get('content-type')?.startsWith('text/html');
    if (!isPage) continue;
    kinds.set(kind, path);
    const html = await answer.text();
    for (const [, href = ''] of html.matchAll(/<a [^>]*href="(\/[^"#]*)/g)) {
      const found = href.replaceAll('&amp;', '&');
      if (!found.includes('lang=')) waiting.push(found);
    }
  }
  return [...kinds.values()];
}

/** '/proposals/SP27-12?page=2' → '/proposals/*?page' */
function kindOf(path: string): string {
  const { pathname, searchParams } = new URL(path, 'http://localhost');
  const parts = pathname.split('/').map((part) => (/\d/.test(part) ? '*' : part));
  return `${parts.join('/')}?${[...new Set(searchParams.keys())].sort().join('&')}`;
}

async function paint(browser: Browser, address: string, path: string): Promise<Painted> {
  const context = await browser.newContext({ viewport: screen, locale: 'es-MX', deviceScaleFactor: 2 });
  const page = await context.newPage();
  const session = await context.newCDPSession(page);
  await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown });
  await page.goto(address + path, { waitUntil: 'load' });
  await page.waitForTimeout(700);
  const measured = await page.evaluate(
    () =>
      new Promise<{ paint: number; shift: number }>((resolve) => {
        const seen = { paint: 0, shift: 0 };
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) seen.paint = entry.startTime;
        }).observe({ type: 'largest-contentful-paint', buffered: true });
        new PerformanceObserver((list) => {
          for (const entry of list.getEntries()) seen.shift += (entry as unknown as { value: number }).value;
        }).observe({ type: 'layout-shift', buffered: true });
        setTimeout(() => resolve(seen), 200);
      }),
  );
  await context.close();
  return { path, ...measured };
}
