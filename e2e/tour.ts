import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import sharp from 'sharp';
import { startCity, stopCity } from '../bench/city-process.ts';
import { rootFolder } from '../src/platform/process/root-folder.ts';
import { openBrowser } from './visitor.ts';

/** `npm run tour`: takes the pictures of docs/tour.md anew, from demo cities in four phases. */
interface Stop {
  /** The picture's file name without its ending. */
  readonly name: string;
  readonly screen: 'phone' | 'desk';
  readonly dark?: true;
  /** Words of the one-click sign-in, for whoever may see the page. */
  readonly as?: RegExp;
  readonly go: (page: Page, address: string) => Promise<void>;
}

const screens = { phone: { width: 390, height: 844 }, desk: { width: 1280, height: 860 } };

const at = (path: string) => async (page: Page, address: string) => {
  await page.goto(address + path);
};
/** The first link of the main part whose address looks like this. */
const first = (path: string, link: string) => async (page: Page, address: string) => {
  await page.goto(address + path);
  const href = await page.locator(`main a[href*="${link}"]`).first().getAttribute('href');
  if (!href) throw new Error(`${path} has no link to ${link}`);
  await page.goto(address + href);
};

const tour: Readonly<Record<string, readonly Stop[]>> = {
  proposals: [
    { name: '01-front-page', screen: 'desk', go: at('/') },
    { name: '02-proposals', screen: 'phone', go: at('/proposals') },
    { name: '03-map', screen: 'desk', go: at('/proposals/map') },
    { name: '04-proposal', screen: 'phone', go: first('/proposals', '/proposals/SPE') },
    { name: '05-cycle', screen: 'desk', dark: true, go: at('/cycle') },
  ],
  evaluation: [
    { name: '06-cases', screen: 'desk', as: /coordinador|coordinaci/i, go: at('/desk/cases') },
    { name: '07-case', screen: 'desk', as: /evaluador|evaluaci/i, go: first('/desk/cases', '/desk/cases/') },
  ],
  voting: [
    { name: '08-vote', screen: 'phone', go: first('/vote', '/vote/') },
    { name: '09-voting-desk', screen: 'desk', as: /coordinador|coordinaci/i, go: at('/desk/voting') },
  ],
  projects: [
    { name: '10-result', screen: 'desk', go: first('/results', '/results/') },
    { name: '11-projects', screen: 'phone', dark: true, go: at('/projects') },
    { name: '12-city', screen: 'desk', as: /administra/i, go: at('/desk/city/look') },
  ],
};

const pictures = join(rootFolder(), 'docs', 'tour');
mkdirSync(pictures, { recursive: true });
const browser = await openBrowser();
try {
  for (const [phase, stops] of Object.entries(tour)) await visit(browser, phase, stops);
} finally {
  await browser.close();
}

async function visit(browser: Browser, phase: string, stops: readonly Stop[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'cabildo-tour-'));
  const port = 4938;
  const city = await startCity(join(folder, 'city'), port, { CABILDO_DEMO: '1' }, ['demo', phase]);
  try {
    for (const stop of stops) await take(browser, `http://localhost:${port}`, stop);
  } finally {
    await stopCity(city);
    rmSync(folder, { recursive: true, force: true });
  }
}

async function take(browser: Browser, address: string, stop: Stop): Promise<void> {
  const context = await browser.newContext({
    locale: 'es-MX',
    viewport: screens[stop.screen],
    colorScheme: stop.dark ? 'dark' : 'light',
  });
  const page = await context.newPage();
  // Once for the letters, which a first page may do without.
  await page.goto(address);
  if (stop.as) await enter(page, address, stop.as);
  await stop.go(page, address);
  await page.waitForLoadState('networkidle');
  const picture = await page.screenshot();
  await sharp(picture)
    .webp({ quality: 82 })
    .toFile(join(pictures, `${stop.name}.webp`));
  await context.close();
  console.log(stop.name);
}

async function enter(page: Page, address: string, who: RegExp): Promise<void> {
  await page.goto(`${address}/demo/sign-in`);
  const row = page.locator('main li').filter({ hasText: who }).first();
  await Promise.all([page.waitForEvent('domcontentloaded'), row.getByRole('button').click()]);
}
