import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { aCity } from '../src/city/city.fixtures.ts';
import { moveClock } from '../src/city/clock.ts';
import { publishBallots } from '../src/results/publish-ballots.ts';
import { aPublishedElection } from '../src/results/results.fixtures.ts';
import { afterVoting, done } from '../src/voting/voting.fixtures.ts';
import { type RunningHouse, runningHouse } from './running-city.ts';
import { openBrowser, Visitor } from './visitor.ts';

const rule = {
  rule: 'equal-shares',
  utility: 'cost',
  voters: 'cast',
  completion: 'add1',
  comparison: 'none',
  threshold: 0,
  slots: 0,
  costCap: 0,
  ties: 'cheapest-lot',
};

let running: RunningHouse;
let browser: Browser;
let contest: string;
beforeAll(async () => {
  running = await runningHouse();
  const { house } = running;
  const cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  await house.db.inCity(cityId, async (tx) => {
    // Equal shares give 3, 5 and 2; most votes 3, 1 and 5. One paper stayed blank.
    const election = await aPublishedElection(tx, cityId, {
      votes: [[1, 3], [1, 3], [1, 3], [2, 5], [2, 5], [4], []],
      change: (blueprint) =>
        Object.assign(blueprint.counting, { rules: { community: rule }, fewestBallotsToPublish: 5 }),
    });
    await moveClock(tx, { city: { id: cityId, demo: true }, actorId: null, to: afterVoting });
    const city = { name: 'San Jacinto', locales: ['es-MX'] };
    const { maribel: actorId, norte } = election;
    done(await publishBallots(tx, { cityId, city, contestId: norte.id, actorId, now: afterVoting }));
    contest = `/results/${norte.id}`;
  });
  browser = await openBrowser();
});
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

async function atHerPhone(javaScript: boolean) {
  const visitor = await Visitor.comes(browser, running.address, { javaScript });
  const complaints: string[] = [];
  visitor.page.on('pageerror', (error) => complaints.push(error.message));
  visitor.page.on('console', (line) => {
    if (line.type() === 'error') complaints.push(line.text());
  });
  await visitor.goes(contest);
  await visitor.presses(/Haz la prueba/);
  return { visitor, complaints, page: visitor.page };
}

test('a neighbour counts the published ballots again in her browser, and the same rule gives the same winners', async () => {
  const { page, visitor, complaints } = await atHerPhone(true);
  const answer = page.locator('[data-what-if-answer]');
  const list = (name: string) => answer.locator(`[data-list="${name}"] li`).allInnerTexts();
  const figure = (name: string) => answer.locator(`[data-figure="${name}"]`).innerText();
  const counts = async (option: string, winners: string) => {
    await visitor.chooses('Contar con', option);
    await page.getByRole('button', { name: 'Contar otra vez' }).click();
    await expect.poll(() => answer.getAttribute('data-winners')).toBe(winners);
  };
  expect(await visitor.reads()).toContain('ESTO NO ES EL RESULTADO');
  await counts('La misma regla del resultado', '3 5 2');
  expect(await list('onlyResult')).toEqual(['Ninguno']);
  expect(await list('onlyHere')).toEqual(['Ninguno']);
  expect(await list('both')).toHaveLength(3);

  await counts('Más votos primero', '3 1 5');
  expect(await list('onlyResult')).toEqual(['Luminarias en San Isidro']);
  expect(await list('onlyHere')).toEqual(['Cancha techada de Los Nogales']);
  expect(await figure('result-cost')).toBe('$1,800,000');
  expect(await figure('here-cost')).toBe('$2,650,000');
  // Only the one who marked nothing but 4 has no winner, under both; the blank ballot wished for none.
  expect(await figure('here-withoutWinner')).toBe('1');

  await counts('Phragmén', '5 3 2 4');
  expect(await figure('here-withoutWinner')).toBe('0');
  await page.getByLabel('Dinero').fill('600,000.00');
  await counts('Más votos primero', '3');
  await page.getByLabel('Dinero').fill('mucho');
  await page.getByRole('button', { name: 'Contar otra vez' }).click();
  expect(await page.getByRole('status').last().innerText()).toContain('Escribe el dinero como una cantidad');
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByText('ESTO NO ES EL RESULTADO').isVisible()).toBe(true);
  expect(complaints).toEqual([]);
});

test('without JavaScript the page says what it would do, and gives the file and the command', async () => {
  const { visitor, page } = await atHerPhone(false);
  expect(await page.locator('form[data-what-if]').isVisible()).toBe(false);
  const text = await visitor.reads();
  expect(text).toContain('Para hacer la prueba en esta página hace falta JavaScript');
  expect(text).toMatch(/npx cabildo tally ballots-\d+\.pb --rule equal-shares/);
  const file = await page.request.get(`${running.address}${contest}/ballots.pb`);
  expect(await file.text()).toMatch(/^META\nkey;value\n/);
});
