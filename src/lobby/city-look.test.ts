import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { multipart } from '../../test/page-house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { aStaffMember, signedInAs } from '../people/people.fixtures.ts';
import { readCrest } from '../platform/files/crest.ts';
import { contrast } from '../ui/contrast.ts';

let house: TestHouse;
let cookies: Record<string, string>;
beforeAll(async () => {
  house = await testHouse();
  const cityId = await aCity(house.db);
  await aCity(house.db, { slug: 'leon', name: 'León', host: 'leon.example' });
  await house.assembly.cities.reload();
  cookies = await house.db.inCity(cityId, async (tx) => {
    const personId = await aStaffMember(tx, { cityId, role: 'administrator' });
    const line = await signedInAs(tx, { cityId, personId });
    return { [line.split('=')[0] as string]: decodeURIComponent(line.slice(line.indexOf('=') + 1)) };
  });
});
afterAll(() => house.close());

const place = '/san-jacinto/desk/city/look';
const front = async () => {
  await house.assembly.cities.reload();
  return (await house.get('/san-jacinto/')).html;
};
const press = (form: Record<string, string>) => house.post(place, form, { cookies });

describe('the colours of a city', () => {
  it('are a stylesheet after the house’s own, once they can be read', async () => {
    const pressed = await press({ act: 'colours', primary: '#7a1f3d', accent: '#e0b000' });
    expect(pressed.status).toBe(303);
    const address = /href="(\/san-jacinto\/theme\/[^"]+)"/.exec(await front())?.[1] as string;
    const sheet = await house.get(address);
    expect(sheet.status).toBe(200);
    expect(sheet.html).toContain('--primary:#7a1f3d');
    expect(sheet.html).toContain('prefers-color-scheme:dark');
    expect((await house.get('/san-jacinto/theme/zzz.css')).status).toBe(404);
  });

  it('are refused when too light, with the nearest that can be read', async () => {
    const refused = await press({ act: 'colours', primary: '#f2c14e', accent: '#e0b000' });
    expect(refused.status).toBe(422);
    const nearest = /funciona es (#[0-9a-f]{6})/.exec(refused.html)?.[1] as string;
    expect(contrast(nearest, '#eeebe3')).toBeGreaterThanOrEqual(4.5);
    expect((await press({ act: 'preview', primary: nearest, accent: '#e0b000' })).status).toBe(303);
    expect(await front()).toContain('7a1f3d');
  });

  it('can be looked at before they are saved', async () => {
    const tried = await press({ act: 'preview', primary: '#123456', accent: '#e0b000' });
    const shown = await house.get(tried.location?.split('#')[0] as string, { cookies });
    expect(shown.html).toContain('/san-jacinto/theme/123456-e0b000.css');
    expect(shown.html).toContain('todavía no están guardados');
    expect(await front()).not.toContain('123456');
  });
});

describe('the coat of arms', () => {
  const svg = (inside: string) =>
    Buffer.from(
      `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 40 50" width="40" height="50">${inside}</svg>`,
    );
  const shield = svg('<path fill="#7a1f3d" d="M0 0h40v30l-20 20L0 30z"/>');

  async function upload(bytes: Buffer) {
    const { payload, headers } = multipart({ act: 'crest' }, [
      { name: 'file', filename: 'escudo.svg', type: 'image/svg+xml', bytes },
    ]);
    return house.server.inject({ method: 'POST', url: place, payload, headers, cookies });
  }

  it('is drawn anew and stands on every page and as the browser’s icon', async () => {
    expect((await upload(shield)).statusCode).toBe(303);
    const html = await front();
    const address = /class="crest" src="([^"]+)"/.exec(html)?.[1] as string;
    expect(html).toContain(`rel="icon" href="${address}"`);
    const served = await house.server.inject({ url: address });
    expect(served.headers['content-type']).toBe('image/png');
    const { format, width, height } = await sharp(served.rawPayload).metadata();
    expect([format, height]).toEqual(['png', 128]);
    expect(width).toBeLessThan(128);
    expect((await house.get(address.replace('/san-jacinto', '/leon'))).status).toBe(404);
  });

  it.each([
    ['a script', '<script>alert(1)</script>'],
    ['a page inside', '<foreignObject><body/></foreignObject>'],
    ['a handler', '<rect onload="x()" width="1" height="1"/>'],
    ['another site', '<image href="https://elsewhere.example/x.png"/>'],
    ['a file of the server', '<image xlink:href="file:///etc/passwd"/>'],
    ['a style from elsewhere', '<style>@import "x.css";</style>'],
  ])('is refused with %s inside, and what to do', async (_what, inside) => {
    const answered = await upload(svg(inside));
    expect(answered.statusCode).toBe(422);
    expect(answered.body).toContain('SVG plano');
    expect(await readCrest(Buffer.from(`\ufeff${svg(inside)}`, 'utf16le'))).toMatchObject({ ok: false });
  });

  it('is refused when it is no picture, or too small for a header', async () => {
    expect((await upload(Buffer.from('hola'))).body).toContain('PNG, JPG o SVG');
    const dot = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
      .png()
      .toBuffer();
    expect((await upload(dot)).body).toContain('muy pequeña');
  });

  it('keeps gradients and links inside the drawing', async () => {
    const good = svg(
      '<defs><linearGradient id="a"/></defs><use href="#a"/><rect fill="url(#a)" width="9" height="9"/>',
    );
    expect(await readCrest(good)).toMatchObject({ ok: true, value: { large: { height: 512 } } });
  });
});

describe('the address of a city', () => {
  it('is checked, refused when taken, and then told by the host', async () => {
    expect((await press({ act: 'host', host: 'https://x.example/' })).html).toContain('sin https://');
    expect((await press({ act: 'host', host: 'LEON.example' })).html).toContain('ya usa leon.example');
    expect((await press({ act: 'host', host: 'Participa.San-Jacinto.example' })).status).toBe(303);
    await house.assembly.cities.reload();
    const own = await house.get('/', { headers: { host: 'participa.san-jacinto.example' } });
    expect(own.html).toContain('San Jacinto');
    expect((await press({ act: 'host', host: '' })).status).toBe(303);
  });
});

it('contact lines stand at the foot of every page, as text', async () => {
  expect((await press({ act: 'contact', contact: 'Oficina: Juárez 1\n<b>81</b> 8000' })).status).toBe(303);
  expect(await front()).toContain('Oficina: Juárez 1\n&lt;b>81&lt;/b> 8000');
});
