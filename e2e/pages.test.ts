import { AxeBuilder } from '@axe-core/playwright';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { modules } from '../src/module-list.ts';
import { type LateCity, lateCity, type Reader } from './late-city.ts';
import { openBrowser } from './visitor.ts';

/** Answers of addresses that are files for islands and auditors, not pages. */
const files = /\.(json|pb)$/;
const paths = modules
  .flatMap((module) => module.pages)
  .map((page) => page.path)
  .filter((path) => !files.test(path));

interface Opened {
  readonly path: string;
  readonly reader: Reader;
}

describe('every page of the house', () => {
  let city: LateCity;
  let browser: Browser;
  /** For each page the first of all readers who may open it. */
  const opened: Opened[] = [];

  beforeAll(async () => {
    city = await lateCity();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await city?.close();
  });

  async function ask(path: string, reader: Reader, language: string) {
    const cookie = city.readers.get(reader) ?? '';
    const at = path.includes('?') ? '&' : '?';
    const address = `${path}${at}lang=${language}`;
    return city.house.get(address, { headers: cookie ? { cookie } : {} });
  }

  test('answers each reader with the page, the way in, or a sentence, in both languages', async () => {
    const wrong: string[] = [];
    const found = new Set<string>();
    for (const path of paths) {
      for (const reader of city.readers.keys()) {
        for (const [language, locale] of [
          ['es-MX', 'es-MX'],
          ['en', 'en'],
        ] as const) {
          const address = city.filled(path);
          const shown = await ask(address, reader, language);
          const { status, html } = shown;
          const say = (what: string) => wrong.push(`${reader} ${address} ${language}: ${what}`);
          if (![200, 302, 303, 403, 404].includes(status)) say(`status ${status}`);
          if (status < 400 && status !== 200) continue;
          for (const what of problemsOf(html, locale)) say(what);
          if (status === 200 && !found.has(path)) {
            found.add(path);
            opened.push({ path: address, reader });
          }
        }
      }
    }
    expect.soft(wrong).toEqual([]);
    expect(paths.filter((path) => !found.has(path)).sort()).toEqual(never.toSorted());
  }, 90_000);

  for (const [width, scheme] of [
    [360, 'light'],
    [1366, 'dark'],
  ] as const) {
    test(`is accessible and never scrolls sideways at ${width} px, ${scheme}`, async () => {
      expect(opened.length).toBeGreaterThan(30);
      const wrong: string[] = [];
      const contexts = new Map<Reader, Page>();
      for (const { path, reader } of opened) {
        const page = contexts.get(reader) ?? (await openedBy(reader, width, scheme));
        contexts.set(reader, page);
        await page.goto(city.address + path);
        const over = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        if (over > 0) wrong.push(`${path} scrolls ${over} px sideways`);
        // Dark and wide is the same document again: only its colours can be wrong by themselves.
        const axe = new AxeBuilder({ page }).setLegacyMode();
        const { violations } = await (scheme === 'dark' ? axe.withRules('color-contrast') : axe).analyze();
        for (const { id, nodes } of violations)
          wrong.push(`${path} ${id}: ${nodes[0]?.html.slice(0, 160)} ${nodes[0]?.failureSummary ?? ''}`);
      }
      for (const page of contexts.values()) await page.context().close();
      expect(wrong).toEqual([]);
    }, 240_000);
  }

  async function openedBy(reader: Reader, width: number, scheme: 'light' | 'dark'): Promise<Page> {
    const context = await browser.newContext({
      locale: 'es-MX',
      viewport: { width, height: 900 },
      colorScheme: scheme,
    });
    const cookies = (city.readers.get(reader) ?? '').split('; ').filter((pair) => pair !== '');
    await context.addCookies(
      cookies.map((pair) => {
        const at = pair.indexOf('=');
        return { name: pair.slice(0, at), value: pair.slice(at + 1), url: city.address };
      }),
    );
    return context.newPage();
  }
});

/** Pages that nobody can open in this city: what they show has not been made here, or one is sent on. */
const never = [
  // Leads on to the answer of the read API.
  '/api/try',
  '/demo/mailbox/:id',
  '/desk/counter/:ticket',
  '/desk/privacy/counter/:ticket',
  '/desk/import/:id',
  '/desk/import/runs/:id',
  '/desk/residents/:id',
  '/desk/words/:locale/:format',
  // Of practice spaces only (test/practice.test.ts).
  '/practice/people',
  '/invitation/:token',
  '/sign-in/code',
  '/sign-in/provider',
  '/sign-in/provider/back',
  '/sign-in/second-factor',
];

/** What every page owes to whoever listens to it instead of looking. */
function problemsOf(html: string, locale: string): string[] {
  const problems: string[] = [];
  if (!html.includes(`<html lang="${locale}"`)) problems.push('is not in its language');
  if (!/<title>[^<]{3,} · San Jacinto<\/title>|<title>San Jacinto<\/title>/.test(html))
    problems.push('has no title of its own');
  const levels = [...html.matchAll(/<h([1-6])[ >]/g)].map((match) => Number(match[1]));
  const tops = levels.filter((level) => level === 1).length;
  if (tops !== 1) problems.push(`has ${tops} main headings`);
  const jump = levels.findIndex((level, index) => index > 0 && level > (levels[index - 1] as number) + 1);
  if (jump > 0) problems.push(`jumps from heading ${levels[jump - 1]} to ${levels[jump]}`);
  const body = html.slice(html.indexOf('<body')).replace(/<[^>]*>/g, ' ');
  const leak = /\b(undefined|NaN|\[object|Invalid Date)\b/.exec(body);
  if (leak) problems.push(`says ${leak[0]}`);
  return problems;
}
