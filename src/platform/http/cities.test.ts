import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCity, type PageHouse, pageHouse } from '../../../test/page-house.ts';

let house: PageHouse;
beforeAll(async () => {
  house = await pageHouse();
});
afterAll(() => house.close());

/** Addresses of a page's own links and forms. */
const addresses = (html: string) =>
  [...html.matchAll(/(?:href|action)="([^"#][^"]*)"/g)]
    .map((match) => (match[1] as string).replaceAll('&amp;', '&'))
    .filter((one) => !one.startsWith('/assets/'));

describe('one city', () => {
  it('is served at every host without a base', async () => {
    const asked = await house.get('/notes', { headers: { host: 'whatever.example' } });
    expect(asked.body).toContain('San Jacinto');
    expect(addresses(asked.body)).toContain('/');
    expect(addresses(asked.body)).toContain('/notes?lang=en');
  });
});

describe('several cities', () => {
  let leon: number;
  beforeAll(async () => {
    leon = await aCity(house.db, { slug: 'leon', name: 'León de los Aldama' });
    await aCity(house.db, { slug: 'merida', name: 'Mérida', host: 'participa.merida.example' });
    await house.cities.reload();
  });

  it('are told by the first part of the address', async () => {
    expect((await house.get('/leon/notes')).body).toContain('León de los Aldama');
    expect((await house.get('/san-jacinto/notes')).body).toContain('San Jacinto');
    expect((await house.get('/leon')).statusCode).toBe(404);
    const nowhere = await house.get('/notes');
    expect(nowhere.statusCode).toBe(404);
    expect(nowhere.body).not.toMatch(/San Jacinto|León/);
  });

  it('are told by the host, whatever its case or port, and one host shows no other city', async () => {
    for (const host of ['participa.merida.example', 'PARTICIPA.merida.example:3000']) {
      expect((await house.get('/notes', { headers: { host } })).body).toContain('Mérida');
    }
    const headers = { host: 'participa.merida.example' };
    expect((await house.get('/leon/notes', { headers })).statusCode).toBe(404);
  });

  it('keep every link of a page inside the city, and no address ends in two slashes', async () => {
    for (const path of ['/leon/notes?mark=1', '/leon/nothing', '/leon/desk/notes']) {
      const { body } = await house.get(path, { as: 'lucia' });
      const found = addresses(body);
      expect(found).toContain('/leon/');
      for (const one of found) {
        if (one.startsWith('http')) expect(one).toContain('/leon/');
        else expect(one).toMatch(/^\/leon\//);
        expect(one).not.toMatch(/\/\/$/);
      }
    }
    expect(addresses((await house.get('/leon/notes?mark=1')).body)).toContain('/leon/notes?mark=1&lang=en');
  });

  it('answer acts and redirects below the base, and write to their own rows only', async () => {
    const pressed = await house.press('/leon/notes', { act: 'write', title: 'Nuestra' });
    expect(pressed.headers.location).toBe('/leon/notes');
    expect((await house.get('/leon/moved')).headers.location).toBe('/leon/notes?mark=1');
    expect((await house.get('/leon/signed')).headers.location).toBe('/leon/sign-in?next=%2Fsigned');
    expect((await house.get('/leon/notes')).body).toContain('Nuestra');
    expect((await house.get('/san-jacinto/notes')).body).not.toContain('Nuestra');
    expect(await house.notes()).toEqual([]);
    expect(leon).toBeGreaterThan(house.cityId);
  });

  it('may press the same key each', async () => {
    const form = { act: 'write', title: 'Una', _once: 'the-same-in-two-cities' };
    for (const city of ['leon', 'san-jacinto']) {
      await house.press(`/${city}/notes`, form);
      expect((await house.get(`/${city}/notes`)).body).toContain('<li>Una</li>');
    }
  });
});
