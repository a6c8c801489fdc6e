import { spawnSync } from 'node:child_process';
import { afterEach, expect, it } from 'vitest';
import { ensureChromium, findChromium } from './chromium.ts';

const { PATH, CHROMIUM_PATH } = process.env;
afterEach(() => {
  process.env.PATH = PATH;
  if (CHROMIUM_PATH === undefined) delete process.env.CHROMIUM_PATH;
  else process.env.CHROMIUM_PATH = CHROMIUM_PATH;
});

it('finds a browser that runs', () => {
  const seen = spawnSync(findChromium() ?? '', ['--version', '--no-sandbox'], { encoding: 'utf8' });
  expect(seen.stdout).toMatch(/chrom/i);
});

it('prefers the one that is named', () => {
  process.env.CHROMIUM_PATH = '/opt/a/browser';
  expect(findChromium()).toBe('/opt/a/browser');
});

it('says in one line what is missing where it may not install', () => {
  process.env.PATH = '/nowhere';
  delete process.env.CHROMIUM_PATH;
  // A Mac keeps its browser outside PATH.
  if (process.platform === 'darwin') return expect(ensureChromium()).toContain('/Applications/');
  expect(() => ensureChromium()).toThrow(/^No Chromium found: .+$/);
});
