import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type PageHouse, pageHouse } from '../../../test/page-house.ts';

let house: PageHouse;
beforeAll(async () => {
  house = await pageHouse();
});
afterAll(() => house.close());

describe('who may', () => {
  it('sends a visitor to sign in and back to where she wanted to go', async () => {
    const asked = await house.get('/signed?step=2&x=a%20b');
    expect(asked.statusCode).toBe(303);
    expect(asked.headers.location).toBe('/sign-in?next=%2Fsigned%3Fstep%3D2%26x%3Da%2520b');
    expect((await house.get('/signed', { as: 'lucia' })).statusCode).toBe(200);
  });

  it('shows a citizen at the desk a page that says so, and nothing of the desk', async () => {
    const asked = await house.get('/desk/notes', { as: 'lucia' });
    expect(asked.statusCode).toBe(403);
    expect(asked.body).toContain('Esta página es para otra persona');
    expect(asked.body).not.toContain('desk</main>');
  });

  it('asks staff for the second factor', async () => {
    const asked = await house.get('/desk/notes', { as: 'maribel-by-code' });
    expect(asked.headers.location).toBe('/sign-in/second-factor?next=%2Fdesk%2Fnotes');
    expect((await house.get('/desk/notes', { as: 'maribel' })).statusCode).toBe(200);
  });

  it('asks the same of whoever posts without having seen the page, and of a single act', async () => {
    expect((await house.press('/desk/notes', { act: 'go' })).headers.location).toBe(
      '/sign-in?next=%2Fdesk%2Fnotes',
    );
    expect((await house.press('/desk/notes', { act: 'go' }, { as: 'lucia' })).statusCode).toBe(403);
    expect((await house.press('/notes', { act: 'staff' }, { as: 'lucia' })).statusCode).toBe(403);
    expect((await house.press('/notes', { act: 'staff' })).headers.location).toBe('/sign-in?next=%2Fnotes');
    expect(await house.notes()).toEqual([]);
  });
});

describe('an address without a page', () => {
  it.each([
    '/nothing',
    '/notes/12/nobody',
    '/notes/zwölf/x',
    '/%zz',
    `/notes/1/${'x'.repeat(500)}`,
    '/demo-only',
  ])('answers %s with a friendly 404', async (path) => {
    const asked = await house.get(path);
    expect(asked.statusCode).toBe(404);
    expect(asked.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(asked.body).toContain('Aquí no hay nada');
  });

  it('is one for presses as well: no page, no such act, a word that every object has', async () => {
    expect((await house.press('/nothing', { act: 'go' })).statusCode).toBe(404);
    expect((await house.press('/demo-only', { act: 'go' })).statusCode).toBe(404);
    for (const act of ['dance', 'constructor', 'toString', '__proto__', '']) {
      expect((await house.press('/notes', { act })).statusCode).toBe(404);
    }
  });

  it('is found whatever the host name, and never breaks on a strange one', async () => {
    for (const host of ['a b', '[::1', '"><script>']) {
      const asked = await house.get('/nothing', { headers: { host } });
      expect(asked.statusCode).toBe(404);
      expect(asked.body).not.toContain('<script>');
    }
  });

  it('takes NUL, which the database does not, for what it is: nothing', async () => {
    expect((await house.get('/notes/1/a%00b')).statusCode).toBe(404);
    expect((await house.get('/notes?mark=%00')).statusCode).toBe(200);
  });
});

describe('what breaks', () => {
  it('shows a friendly page without a trace and logs the trace, by route and without who asked', async () => {
    const asked = await house.get('/broken?folio=A-17', { as: 'lucia', headers: { 'user-agent': 'Spy/1' } });
    expect(asked.statusCode).toBe(500);
    expect(asked.body).toContain('Algo falló de nuestro lado');
    expect(asked.body).not.toMatch(/the_secret_column|at .+\.ts|select|node_modules/);
    const line = house.log.find((one) => one.includes('the_secret_column'));
    expect(JSON.parse(line ?? '{}')).toMatchObject({ level: 50, path: '/broken' });
    expect(line).not.toMatch(/A-17|lucia|Spy/);
  });

  it('logs of requests that went well, or were none of ours, the route and not the address', async () => {
    const before = house.log.length;
    await house.get('/notes?mark=secret');
    await house.get('/nothing?code=secret');
    const lines = house.log.slice(before);
    expect(lines.map((line) => JSON.parse(line))).toMatchObject([
      { method: 'GET', route: '/notes', status: 200, city: 'san-jacinto' },
      { method: 'GET', status: 404 },
    ]);
    expect(lines.join('')).not.toMatch(/secret|127\.0\.0\.1|localhost/);
  });
});

describe('too many tries', () => {
  it('are told so in a sentence', async () => {
    const press = () => house.press('/guess', { act: 'guess' });
    expect((await press()).statusCode).toBe(303);
    expect((await press()).statusCode).toBe(303);
    const third = await press();
    expect(third.statusCode).toBe(429);
    expect(third.body).toContain('Demasiados intentos seguidos');
    expect((await house.get('/guess')).statusCode).toBe(200);
  });
});

describe('the language', () => {
  const heading = async (asking: Parameters<PageHouse['get']>[1], path = '/nothing') => {
    const asked = await house.get(path, asking);
    return { lang: /<html lang="([^"]+)"/.exec(asked.body)?.[1], cookies: asked.cookies };
  };

  it("is the browser's where the city speaks it, else the city's first", async () => {
    expect((await heading({ headers: { 'accept-language': 'fr-FR, en-GB;q=0.8' } })).lang).toBe('en');
    expect((await heading({ headers: { 'accept-language': 'fr' } })).lang).toBe('es-MX');
    expect((await heading({})).lang).toBe('es-MX');
  });

  it('stays as chosen, on every kind of page', async () => {
    for (const path of ['/nothing', '/notes']) {
      const chosen = await heading({ headers: { 'accept-language': 'es' } }, `${path}?lang=en`);
      expect(chosen.lang).toBe('en');
      expect(chosen.cookies).toMatchObject([{ name: 'lang', value: 'en' }]);
      const later = { cookies: { lang: 'en' }, headers: { 'accept-language': 'es' } };
      expect((await heading(later, path)).lang).toBe('en');
    }
    expect((await heading({ cookies: { lang: '"><b>' } })).lang).toBe('es-MX');
  });
});

describe('the headers', () => {
  it('let nothing in from elsewhere, and nobody frame us', async () => {
    const { headers } = await house.get('/notes');
    const policy = String(headers['content-security-policy']);
    expect(policy).toContain("default-src 'self'");
    expect(policy).toContain("script-src 'self'");
    expect(policy).toContain("style-src 'self'");
    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).toContain("form-action 'self'");
    expect(policy).not.toMatch(/unsafe|\*/);
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('same-origin');
    expect(headers['strict-transport-security']).toBeUndefined();
  });

  it("keep a person's pages out of every cache", async () => {
    expect((await house.get('/notes')).headers['cache-control']).toBe('no-cache');
    const own = await house.get('/signed', { as: 'lucia' });
    expect(own.headers['cache-control']).toBe('no-store');
    expect(own.headers.vary).toContain('cookie');
  });

  it('are on problem pages too', async () => {
    expect((await house.get('/nothing')).headers['content-security-policy']).toContain("script-src 'self'");
    expect((await house.get('/broken')).headers['x-content-type-options']).toBe('nosniff');
  });

  it('tell browsers to stay on https where the city is there', async () => {
    const secure = await pageHouse({ secure: true });
    const asked = await secure.get('/notes');
    expect(asked.headers['strict-transport-security']).toContain('max-age=');
    const pressed = await secure.press('/notes', { act: 'write', title: 'x' });
    expect(pressed.cookies).toMatchObject([{ name: 'cabildo_notice', secure: true, httpOnly: true }]);
    await secure.close();
  });
});

describe('a page on its way', () => {
  const asked = (encoding: string) => house.get('/notes', { headers: { 'accept-encoding': encoding } });

  it('is compressed for whoever takes it, and is the same page', async () => {
    const plain = await asked('');
    expect(plain.headers['content-encoding']).toBeUndefined();
    const small = await asked('br, gzip, deflate');
    expect(small.headers['content-encoding']).toBe('gzip');
    expect(small.headers.vary).toContain('accept-encoding');
    expect(small.rawPayload.length).toBeLessThan(plain.rawPayload.length / 2);
    const same = (html: string) => html.replaceAll(/value="[\w-]{22}"/g, '');
    expect(same(gunzipSync(small.rawPayload).toString())).toBe(same(plain.body));
    for (const refused of ['br', 'gzip;q=0', 'identity']) {
      expect((await asked(refused)).headers['content-encoding']).toBeUndefined();
    }
  });

  it('is compressed when it is a problem as well', async () => {
    const missing = await house.get('/nothing', { headers: { 'accept-encoding': 'gzip' } });
    expect(missing.headers['content-encoding']).toBe('gzip');
    expect(gunzipSync(missing.rawPayload).toString()).toContain('Aquí no hay nada');
  });
});

describe('the sentence after an act', () => {
  it('is shown once, also over another redirect', async () => {
    const pressed = await house.press('/notes', { act: 'write', title: 'Hola', _once: 'notice-1' });
    const { cabildo_notice: kept } = Object.fromEntries(
      pressed.cookies.map(({ name, value }) => [name, value]),
    );
    const cookies = { cabildo_notice: kept as string };
    expect((await house.get('/moved', { cookies })).cookies).toEqual([]);
    const shown = await house.get('/notes', { cookies });
    expect(shown.body).toContain('El máximo es 3.');
    expect(shown.cookies).toMatchObject([{ name: 'cabildo_notice', value: '' }]);
    expect((await house.get('/notes')).body).not.toContain('El máximo es 3.');
  });

  it('cannot be forged into a text or into HTML', async () => {
    const forged = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const tries = [
      forged(['<script>alert(1)</script>']),
      forged(['constructor']),
      forged(['form.too-big', { maximum: '<img src=x onerror=alert(1)>' }]),
      forged([{ toString: 1 }, { maximum: 1 }]),
      forged(['layout.description', { city: '<script>alert(1)</script>' }]),
      forged('form.missing'),
      'not base64 at all %%%',
    ];
    for (const value of tries) {
      const shown = await house.get('/notes', { cookies: { cabildo_notice: value } });
      expect(shown.statusCode).toBe(200);
      expect(shown.body).not.toMatch(/<script>|<img src=x/);
    }
  });
});
