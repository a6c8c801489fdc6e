import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type RunningCity, runningCity } from './running-city.ts';
import { openBrowser, Visitor } from './visitor.ts';

let city: RunningCity;
let browser: Browser;
beforeAll(async () => {
  city = await runningCity();
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await city?.close();
});

test('with JavaScript Lucía points at the map, and proposes as she would without; nothing is refused or fails in the browser', async () => {
  const cookie = await city.story.cookieOf(city.story.people.lucia);
  const lucia = await Visitor.comes(browser, city.address, { javaScript: true, screen: 'desk', cookie });
  const complaints: string[] = [];
  lucia.page.on('pageerror', (error) => complaints.push(error.message));
  lucia.page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  await lucia.goes('/proposals/new');
  const map = lucia.page.locator('.leaflet-container').first();
  await map.waitFor();
  await map.click();
  const latitude = lucia.page.locator('input[name="latitude"]').first();
  await expect.poll(() => latitude.inputValue()).toMatch(/^25\.6/);
  await lucia.goes('/proposals/new');
  await lucia.writes('¿Qué problema hay?', 'La banqueta está rota y nadie puede pasar con carriola.');
  await lucia.writes('¿Qué propones?', 'Rehacer la banqueta de la escuela con rampas en las dos esquinas.');
  await lucia.writes('Título', 'Banqueta segura frente a la escuela');
  await lucia.choosesFirst('Tema');
  await lucia.chooses('¿En qué parte del municipio?', 'Los Nogales');
  await lucia.presses('Continuar');
  await lucia.presses(/Continuar/);
  await lucia.presses('Enviar mi propuesta');
  expect(await lucia.reads()).toMatch(/SJ27-\d+/);
  await lucia.goes('/proposals/map');
  expect(complaints).toEqual([]);
});
