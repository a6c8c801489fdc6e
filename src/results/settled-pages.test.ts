import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { aPublishedElection } from './results.fixtures.ts';

let house: TestHouse;
let contests: { norte: number; sur: number };
beforeAll(async () => {
  house = await testHouse({ demo: false });
  const cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  contests = await house.db.inCity(cityId, async (tx) => {
    const { norte, sur } = await aPublishedElection(tx, cityId, {
      votes: [[1, 3], [1, 3], [1, 3], [2, 4], [4, 5], [5]],
      change: (blueprint) => {
        const community = {
          turnoutFloorPercent: 1,
          lostMoney: 'second-places',
          leftMoney: 'returned',
          order: 'votes',
          mostPerContest: 1,
        };
        Object.assign(blueprint.counting, { after: { community } });
      },
    });
    return { norte: norte.id, sur: sur.id };
  });
});
afterAll(() => house.close());

async function words(path: string, language = 'es') {
  const { html } = await house.get(path, { headers: { 'accept-language': language } });
  return html.replace(/<[^>]+>/g, ' ').replace(/\s+/g, ' ');
}

it('the results say which ballot lost its money, and who won with it', async () => {
  const results = await words('/results');
  expect(results).toMatch(/Votaron 0 de \d+ personas, menos que el mínimo/);
  expect(results).toContain('Segundo lugar que gana: “Banquetas seguras”, con 2 votos.');
  expect(results).toContain('Luminarias en San Isidro');
  const norte = await words(`/results/${contests.norte}`);
  expect(norte).toContain('Ganaron 4 proyectos');
  expect(norte).toContain('Ganó con dinero que otros no usaron');
  expect(norte).toContain('pero esta boleta ya tenía todos los segundos lugares que puede tener');
  expect(await words(`/results/${contests.sur}`, 'en')).toContain('no project wins here');
});

it('second places become projects that the city owes, like every winner', async () => {
  expect(await words('/projects')).toContain('Banquetas seguras');
});

it('the cycle’s page had said so before', async () => {
  const rules = await words('/cycle');
  for (const sentence of [
    'Si en un sector vota menos del 1 % de las personas del padrón, ahí no gana ningún proyecto.',
    'El dinero de ese sector pasa a los segundos lugares de otros sectores.',
    'El dinero que sobra en un sector regresa al municipio.',
    'Cada sector puede recibir como máximo un segundo lugar.',
  ]) {
    expect(rules).toContain(sentence);
  }
});
