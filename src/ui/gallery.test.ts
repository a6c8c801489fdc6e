import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { AxeBuilder } from '@axe-core/playwright';
import { build } from 'esbuild';
import { type Browser, chromium, type Page } from 'playwright-core';
import type { VNode } from 'preact';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageContextValue } from '../platform/http/page.ts';
import { refusedAct } from './gallery/forms.tsx';
import { galleryPage } from './gallery.tsx';
import { sampleCity, samplePage } from './page-context.fixtures.ts';
import { renderPage } from './render.tsx';

const fields = ['title', 'code', 'text', 'cost', 'zone', 'theme', 'day', 'photo', 'consent'];

/** Everything at once: a demo city, an answer to the last act, and one refused form. */
function gallery(over: Partial<PageContextValue> = {}): string {
  const view = galleryPage.view({}) as VNode;
  return renderPage(
    view,
    samplePage({
      city: { ...sampleCity, demo: true },
      notice: 'Tu propuesta quedó guardada.',
      form: {
        act: refusedAct,
        values: { _form: refusedAct, title: 'Sombra' },
        errors: fields.map((field) => ({ field, key: 'form.missing' as const })),
      },
      ...over,
    }),
  );
}

let css = '';
let browser: Browser;

beforeAll(async () => {
  const built = await build({
    entryPoints: [new URL('./styles/main.css', import.meta.url).pathname],
    bundle: true,
    minify: true,
    write: false,
    outdir: 'unwritten',
    target: ['chrome109', 'firefox115', 'safari16'],
    loader: { '.woff2': 'file' },
    logLevel: 'silent',
  });
  expect(built.warnings).toEqual([]);
  css = built.outputFiles.find((file) => file.path.endsWith('.css'))?.text ?? '';
  browser = await chromium.launch({
    executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium-headless-shell',
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
});

afterAll(async () => {
  await browser.close();
});

async function show(width: number, colorScheme: 'light' | 'dark', html: string): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme,
    javaScriptEnabled: true,
  });
  const page = await context.newPage();
  await page.setContent(
    html.replace('<link rel="stylesheet" href="/assets/main.css"/>', `<style>${css}</style>`),
  );
  return page;
}

describe.each([360, 768, 1440])('the gallery at %i px', (width) => {
  it.each(['light', 'dark'] as const)('has nothing that axe objects to, %s', async (scheme) => {
    const page = await show(width, scheme, gallery());
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const found = violations.map((one) => `${one.id}: ${one.nodes.map((node) => node.html).join(' | ')}`);
    expect(found).toEqual([]);
    await page.context().close();
  });

  it('never scrolls sideways', async () => {
    const page = await show(width, 'light', gallery());
    const excess = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth);
    expect(excess).toBeLessThanOrEqual(0);
    await page.context().close();
  });
});

describe('the gallery by hand', () => {
  it('offers targets of 44 px to a thumb', async () => {
    const page = await show(360, 'light', gallery());
    const small = await page.evaluate(() =>
      [
        ...document.querySelectorAll(
          '.button:not(.button-small), .input, select, summary, .pagination a, .site-header a',
        ),
      ]
        .filter(
          (element) => element.getClientRects().length > 0 && element.getBoundingClientRect().height < 44,
        )
        .map((element) => element.outerHTML.slice(0, 80)),
    );
    expect(small).toEqual([]);
    await page.context().close();
  });

  it('starts the keyboard at what is wrong', async () => {
    const page = await show(768, 'light', gallery());
    await page.waitForFunction(() => document.activeElement?.classList.contains('error-summary'));
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    const focused = await page.evaluate(() => [location.hash, document.activeElement?.id]);
    expect(focused).toEqual(['#field-gallery-error-title', 'field-gallery-error-title']);
    await page.context().close();
  });

  it('jumps over the header with the first Tab', async () => {
    const page = await show(768, 'light', gallery({ form: samplePage().form }));
    await page.keyboard.press('Tab');
    const box = await page.locator(':focus').boundingBox();
    expect(await page.locator(':focus').getAttribute('href')).toBe('#content');
    expect(box && box.y >= 0).toBe(true);
    await page.context().close();
  });

  it('opens the menu of a phone without script', async () => {
    const page = await show(360, 'light', gallery());
    const menu = page.locator('.site-menu');
    expect(await menu.getByRole('link').first().isVisible()).toBe(false);
    await menu.locator('summary').click();
    expect(await menu.getByRole('link').first().isVisible()).toBe(true);
    await page.context().close();
  });
});

describe('what travels', () => {
  it('is at most 12 kB of styles and 40 kB of letters', () => {
    const font = readFileSync(
      new URL(import.meta.resolve('@fontsource-variable/faustina/files/faustina-latin-wght-normal.woff2')),
    );
    expect(gzipSync(css).length).toBeLessThanOrEqual(12 * 1024);
    expect(font.length).toBeLessThanOrEqual(40 * 1024);
  });

  it('has no inline style, script or handler, so that the strictest policy lets it pass', () => {
    const html = gallery();
    expect(html).not.toMatch(/\sstyle=|<style|<script|\son[a-z]+=/i);
  });
});
