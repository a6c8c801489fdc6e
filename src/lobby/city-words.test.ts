import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { multipart } from '../../test/page-house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { overlays, shippedTexts } from '../city/shipped-texts.ts';
import { aStaffMember, signedInAs } from '../people/people.fixtures.ts';
import { formatMoney } from '../platform/money.ts';

let house: TestHouse;
let cookies: Record<string, string>;
beforeAll(async () => {
  house = await testHouse({ demo: false });
  const cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  cookies = await house.db.inCity(cityId, async (tx) => {
    const personId = await aStaffMember(tx, { cityId, role: 'administrator' });
    const line = await signedInAs(tx, { cityId, personId });
    return { [line.split('=')[0] as string]: decodeURIComponent(line.slice(line.indexOf('=') + 1)) };
  });
});
afterAll(() => house.close());

const place = '/desk/words';
const press = async (form: Record<string, string>) => {
  const pressed = await house.post(place, form, { cookies });
  await house.assembly.cities.reload();
  return pressed;
};
const get = (path: string) => house.get(path, { cookies });

async function upload(locale: string, filename: string, content: string) {
  const { payload, headers } = multipart({ act: 'check', locale }, [
    { name: 'file', filename, type: 'text/plain', bytes: Buffer.from(content) },
  ]);
  return house.server.inject({ method: 'POST', url: place, payload, headers, cookies });
}

/** What the preview's form carries, as a browser would send it. */
function confirmed(html: string): Record<string, string> {
  const value = /name="texts" value="([^"]*)"/.exec(html)?.[1] as string;
  return {
    act: 'apply',
    locale: 'pl',
    texts: value.replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&amp;', '&'),
  };
}

const polish = {
  'layout.programme': 'Budżet obywatelski',
  'home.no-cycle': 'Nie ma teraz żadnej edycji',
  'city.zones.title':
    '{count, plural, =0 {Strefy} one {# strefa} few {# strefy} many {# stref} other {# strefy}}',
};

describe('the city’s own words', () => {
  it('are found as they read, changed, seen by everybody as text, and given back', async () => {
    const found = await get(`${place}?q=no+hay+edicion&locale=es-MX`);
    expect(found.html).toContain('home.no-cycle');
    const own = 'Aquí todavía no <b>abrimos</b>';
    const change = { act: 'change', locale: 'es-MX', key: 'home.no-cycle', text: own };
    expect((await press(change)).status).toBe(303);
    expect((await house.get('/')).html).toContain('Aquí todavía no &lt;b>abrimos&lt;/b>');
    expect((await get(`${place}?which=own&locale=es-MX`)).html).toContain('home.no-cycle');
    expect((await press({ act: 'back', locale: 'es-MX', key: 'home.no-cycle' })).status).toBe(303);
    expect((await house.get('/')).html).toContain(shippedTexts('es-MX')['home.no-cycle']);
  });

  it('are refused where a page would lose what fills itself', async () => {
    const change = {
      act: 'change',
      locale: 'es-MX',
      key: 'home.title',
      text: 'Nuestro presupuesto {ciudad}',
    };
    const refused = await press(change);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('nadie llena ciudad');
    expect((await press({ ...change, locale: 'fr', text: 'x' })).html).toContain('no tiene ese idioma');
  });
});

describe('a third language', () => {
  it('comes in as a file, checked by key, nothing half applied, and shows Spanish where it has holes', async () => {
    expect((await press({ act: 'add-language', locale: 'klingon!' })).html).toContain(
      'no es de ningún idioma',
    );
    expect((await press({ act: 'add-language', locale: 'pl' })).status).toBe(303);
    expect((await press({ act: 'add-language', locale: 'pl' })).html).toContain('ya está en la lista');
    expect((await house.get('/?lang=pl')).html).toContain('<html lang="pl">');

    const wrong = {
      ...polish,
      'no.such.key': 'x',
      'city.zones.title': '{count, plural, one {# strefa} other {#}}',
    };
    const refused = await upload('pl', 'pl.json', JSON.stringify({ ...wrong, 'home.title': '{city' }));
    expect(refused.statusCode).toBe(422);
    expect(refused.body).toContain('la clave no.such.key');
    expect(refused.body).toMatch(/city\.zones\.title: al plural le faltan las formas [^<]*few/);
    expect(refused.body).toContain('home.title: las llaves');
    const forced = await press({ act: 'apply', locale: 'pl', texts: JSON.stringify(wrong) });
    expect(forced.status).toBe(422);
    expect((await house.get('/?lang=pl')).html).not.toContain('Budżet');

    const preview = await upload('pl', 'pl.json', JSON.stringify(polish));
    expect(preview.statusCode).toBe(200);
    expect(preview.body).toContain('3 textos cambian');
    expect((await house.get('/?lang=pl')).html).not.toContain('Budżet');
    expect((await press(confirmed(preview.body))).status).toBe(303);
    const front = await house.get('/?lang=pl');
    expect(front.html).toContain('Budżet obywatelski');
    expect(front.html).toContain('Nie ma teraz żadnej edycji');
    expect(front.html).toContain(shippedTexts('es-MX')['layout.sign-in']);
    expect((await get('/desk/city?lang=pl')).html).toContain('6 stref');
  });

  it('goes out as a file that comes in again', async () => {
    const csv = (await get('/desk/words/pl/csv')).html;
    expect(csv).toContain('"layout.programme","Presupuesto participativo","Budżet obywatelski"');
    const json = JSON.parse((await get('/desk/words/pl/json')).html);
    expect(Object.keys(json)).toHaveLength(Object.keys(shippedTexts('pl')).length);
    const again = await upload('pl', 'pl.csv', csv);
    expect(again.statusCode).toBe(200);
    expect(again.body).toContain('0 textos cambian');
    expect((await upload('pl', 'x.csv', 'hola\nvecino\n')).body).toContain('No es un archivo de textos');
    expect((await get('/desk/words/fr/csv')).status).toBe(404);
  });

  it('writes money as its readers do, and as Mexico does where the machine does not know the language', () => {
    expect(formatMoney({ minor: 123_456_700, currency: 'MXN' }, 'pl')).toMatch(/^1\s234\s567/);
    expect(formatMoney({ minor: 123_456_700, currency: 'MXN' }, 'nah')).toBe('$1,234,567');
  });

  it('may go first, and go', async () => {
    await press({ act: 'raise-language', locale: 'pl' });
    await press({ act: 'raise-language', locale: 'pl' });
    expect((await house.get('/')).html).toContain('<html lang="pl">');
    for (const locale of ['pl', 'en']) await press({ act: 'remove-language', locale });
    expect((await house.get('/')).html).toContain('<html lang="es-MX">');
    expect((await press({ act: 'remove-language', locale: 'es-MX' })).html).toContain('al menos un idioma');
  });
});

it('the words of Spain differ from those of Mexico, fit, and are read by who asks for them', async () => {
  const spain = overlays['es-ES'] ?? {};
  const mexico = shippedTexts('es-MX');
  expect(Object.keys(spain).filter((key) => mexico[key] === undefined || mexico[key] === spain[key])).toEqual(
    [],
  );
  expect(shippedTexts('es-ES')['proposals.zone']).toBe('Barrio');
  await press({ act: 'add-language', locale: 'es-ES' });
  expect((await house.get('/?lang=es-ES')).html).toContain('obras de tu barrio');
  expect((await house.get('/?lang=es-MX')).html).toContain('obras de tu colonia');
});
