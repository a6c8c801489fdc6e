import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type RunningCity, runningCity } from './running-city.ts';
import { openBrowser, Visitor } from './visitor.ts';

describe('by keyboard alone', () => {
  let city: RunningCity;
  let browser: Browser;
  beforeAll(async () => {
    city = await runningCity();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await city?.close();
  });

  test('Lucía is taken to what is wrong, to its field, and writes there', async () => {
    const cookie = await city.story.cookieOf(city.story.people.lucia);
    const lucia = await Visitor.comes(browser, city.address, { javaScript: true, screen: 'desk', cookie });
    const { page } = lucia;
    await page.goto(`${city.address}/proposals/new`);
    await tabTo(page, 'Continuar');
    await Promise.all([page.waitForEvent('domcontentloaded'), page.keyboard.press('Enter')]);
    await page.waitForLoadState();
    expect(await page.evaluate(() => document.activeElement?.className)).toContain('error-summary');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    await page.keyboard.type('No hay sombra en la plaza.');
    const field = page.locator(':focus');
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    expect(await field.inputValue()).toBe('No hay sombra en la plaza.');
    await lucia.leaves();
  }, 90_000);
});

/** Walks on until what has the focus is called so, and every step of the way can be seen. */
async function tabTo(page: Page, name: string): Promise<void> {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press('Tab');
    const here = await page.evaluate(() => {
      const element = document.activeElement as HTMLElement;
      const { outlineStyle, boxShadow } = getComputedStyle(element);
      return { text: element.innerText ?? '', seen: outlineStyle !== 'none' || boxShadow !== 'none' };
    });
    expect(here.seen, `the focus on "${here.text}" is visible`).toBe(true);
    if (here.text.trim() === name) return;
  }
  throw new Error(`"${name}" is not reached with the keyboard`);
}
