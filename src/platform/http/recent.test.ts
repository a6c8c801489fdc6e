import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PageHouse, pageHouse } from '../../../test/page-house.ts';

let house: PageHouse;
beforeAll(async () => {
  house = await pageHouse();
});
afterAll(() => house.close());

/** Writes as another process would: past the connections of this one. */
const elsewhere = (text: string) =>
  house.ownerPool.query(
    `begin; set local app.city_id = ${house.cityId};
     insert into note (city_id, text) values (${house.cityId}, '${text}'); commit`,
  );
const here = (title: string) => house.press('/notes', { act: 'write', title });
const stranger = async (path = '/board') => (await house.get(path)).body;

test('a stranger sees what was drawn a moment ago, and what was written here at once', async () => {
  await here('One');
  expect(await stranger()).toContain('One');
  await elsewhere('Two');
  expect(await stranger()).not.toContain('Two');
  await here('Three');
  const after = await stranger();
  expect(after).toContain('Two');
  expect(after).toContain('Three');
});

test('what another process wrote is seen within a second, and at once by whoever has a cookie', async () => {
  await stranger();
  await elsewhere('Four');
  expect((await house.get('/board', { as: 'lucia' })).body).toContain('Four');
  await sleep(1_050);
  expect(await stranger()).toContain('Four');
});

test('many strangers at once are one drawing; each language and each address has its own', async () => {
  await elsewhere('Five');
  const pages = await Promise.all(Array.from({ length: 30 }, () => stranger('/board?mark=many')));
  expect(new Set(pages).size).toBe(1);
  expect(pages[0]).toContain('Five');
  const english = await house.get('/board?mark=many', { headers: { 'accept-language': 'en' } });
  expect(english.body).toContain('lang="en"');
  expect(pages[0]).toContain('lang="es');
});

test('a form’s one-time key is never given to two', async () => {
  const keyOf = (html: string) => /name="_once" value="([^"]+)"/.exec(html)?.[1];
  const pages = await Promise.all(Array.from({ length: 10 }, () => stranger('/notes')));
  const keys = pages.map(keyOf);
  expect(keys).not.toContain(undefined);
  expect(new Set(keys).size).toBe(10);
});

test('what could not be drawn is tried again', async () => {
  expect((await house.get('/broken')).statusCode).toBe(500);
  expect((await house.get('/board')).statusCode).toBe(200);
});
