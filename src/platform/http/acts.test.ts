import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { multipart, type PageHouse, pageHouse } from '../../../test/page-house.ts';

let house: PageHouse;
beforeAll(async () => {
  house = await pageHouse();
});
afterAll(() => house.close());
let before: string[];
beforeEach(async () => {
  before = await house.notes();
});

/** What was written since the test began. */
const written = async () => (await house.notes()).slice(before.length);

const typed = {
  title: 'x'.repeat(30),
  'about.place': 'Calle 5 & "Sur"',
  colours: ['red', 'green'],
  act: 'write',
};

function expectKept(body: string): void {
  expect(body).toContain(`value="${typed.title}"`);
  expect(body).toContain('value="Calle 5 &amp; &quot;Sur&quot;"');
  for (const [colour, checked] of [
    ['red', true],
    ['blue', false],
    ['green', true],
  ] as const) {
    const box = new RegExp(`<input[^>]*value="${colour}"[^>]*>`).exec(body)?.[0] ?? '';
    expect(/ checked/.test(box), colour).toBe(checked);
  }
}

describe('a refused form', () => {
  it('answers 422, names each field in a summary that leads to it, and keeps everything typed', async () => {
    const asked = await house.press('/notes', typed);
    expect(asked.statusCode).toBe(422);
    expect(asked.body).toContain('Falta corregir algo');
    expect(asked.body).toContain(
      '<a href="#field-title">Title: Es demasiado largo: caben 20 caracteres.</a>',
    );
    expect(asked.body).toContain('id="field-title"');
    expectKept(asked.body);
    expect(await written()).toEqual([]);
  });

  it('does the same with files', async () => {
    const file = { name: 'file', filename: 'a.png', type: 'image/png', bytes: Buffer.alloc(100) };
    const asked = await house.server.inject({ method: 'POST', url: '/notes', ...multipart(typed, [file]) });
    expect(asked.statusCode).toBe(422);
    expectKept(asked.body);
    expect(asked.body).toContain('Vuelve a elegir el archivo');
  });

  it('says of a file that is too large how large it may be, keeps the fields after it, and nothing twice', async () => {
    const file = { name: 'file', filename: 'a.png', type: 'image/png', bytes: Buffer.alloc(5000) };
    const asked = await house.server.inject({ method: 'POST', url: '/notes', ...multipart(typed, [file]) });
    expect(asked.statusCode).toBe(422);
    expect(asked.body).toContain('Faltan 2 cosas por corregir');
    expect(asked.body).toContain('<a href="#field-file">File: El archivo pesa demasiado');
    expectKept(asked.body);
    expect(await written()).toEqual([]);
  });

  it('takes the file whole when it fits, and leaves an empty one out', async () => {
    const fits = { ...typed, title: 'A photo' };
    const file = { name: 'file', filename: 'a.png', type: 'image/png', bytes: Buffer.alloc(2048, 7) };
    const send = (bytes: Buffer) =>
      house.server.inject({ method: 'POST', url: '/notes', ...multipart(fits, [{ ...file, bytes }]) });
    expect((await send(file.bytes)).statusCode).toBe(303);
    expect((await send(Buffer.alloc(0))).statusCode).toBe(303);
    expect(await written()).toEqual(['A photo (2048 bytes)', 'A photo']);
  });

  it('undoes what the act had done before it refused, and still sets its cookies', async () => {
    const asked = await house.press('/notes', { act: 'refuse', title: 'half' });
    expect(asked.statusCode).toBe(422);
    expect(asked.cookies).toMatchObject([{ name: 'tried', value: '1' }]);
    expect(asked.body).toContain('Title: Revisa este dato');
    expect(await written()).toEqual([]);
  });

  it('is not stopped by words that every object has', async () => {
    const names = {
      '__proto__.admin': '1',
      'constructor.prototype.admin': '1',
      'about.__proto__': 'x',
      toString: 'y',
    };
    const asked = await house.press('/notes', { ...names, act: 'write', title: 'Plain', 'about.place': 'p' });
    expect(asked.statusCode).toBe(303);
    expect(({} as { admin?: string }).admin).toBeUndefined();
    expect(await written()).toEqual(['Plain']);
  });
});

describe('a body that is no form', () => {
  const send = (payload: string | Buffer, type: string) =>
    house.server.inject({
      method: 'POST',
      url: '/notes',
      payload,
      headers: { host: 'localhost', origin: 'http://localhost', 'content-type': type },
    });

  it('is answered with a page, not with a trace', async () => {
    const answers = [
      await send('{"act":"write"', 'application/json'),
      await send('{"act":{"toString":1},"title":null}', 'application/json'),
      await send('act=write', 'text/plain'),
      await send('<a/>', 'application/xml'),
      await send('nothing of the kind', 'multipart/form-data; boundary=x'),
      await send('nothing of the kind', 'multipart/form-data'),
      await send(`act=write&title=${'x'.repeat(2_000_000)}`, 'application/x-www-form-urlencoded'),
    ];
    for (const { statusCode, headers, body } of answers) {
      expect(statusCode).toBe(400);
      expect(headers['content-type']).toBe('text/html; charset=utf-8');
      expect(body).not.toMatch(/FST_|Error|node_modules/);
    }
    expect(await written()).toEqual([]);
  });
});

describe('an act that breaks', () => {
  it('leaves nothing behind, and can be pressed again', async () => {
    const form = { act: 'break', _once: 'once-and-broken' };
    for (const asked of [await house.press('/notes', form), await house.press('/notes', form)]) {
      expect(asked.statusCode).toBe(500);
      expect(asked.body).toContain('Algo falló de nuestro lado');
      expect(asked.body).not.toContain('secret inside');
    }
    expect(await written()).toEqual([]);
  });
});

describe('the same button', () => {
  it('pressed twice has one effect and the same answer', async () => {
    const form = { act: 'write', title: 'Once', _once: 'press-in-sequence' };
    const first = await house.press('/notes', form);
    const second = await house.press('/notes', form);
    expect(second.statusCode).toBe(first.statusCode);
    expect(second.headers.location).toBe(first.headers.location);
    expect(second.cookies).toEqual(first.cookies);
    expect(await written()).toEqual(['Once']);
  });

  it('pressed by twenty fingers at once has one effect, and each gets the answer', async () => {
    const form = { act: 'write', title: 'Twenty', _once: 'press-in-parallel' };
    const all = await Promise.all(Array.from({ length: 20 }, () => house.press('/notes', form)));
    expect(new Set(all.map(({ statusCode, headers }) => `${statusCode} ${headers.location}`))).toEqual(
      new Set(['303 /notes']),
    );
    expect(await written()).toEqual(['Twenty']);
  });

  it('takes the place of one that was refused', async () => {
    const form = { act: 'write', title: '', _once: 'first-refused' };
    expect((await house.press('/notes', form)).statusCode).toBe(422);
    expect((await house.press('/notes', { ...form, title: 'Better' })).statusCode).toBe(303);
    expect(await written()).toEqual(['Better']);
  });

  it('pressed again after going back and changing the text is another press: nothing typed is lost', async () => {
    const form = { act: 'write', title: 'Draft', _once: 'went-back' };
    await house.press('/notes', form);
    await house.press('/notes', { ...form, title: 'Corrected' });
    await house.press('/notes', { ...form, title: 'Corrected' });
    expect(await written()).toEqual(['Draft', 'Corrected']);
  });

  it('is another one for another person in the same browser', async () => {
    const form = { act: 'write', title: 'Hers', _once: 'shared-browser' };
    await house.press('/notes', form, { as: 'lucia' });
    await house.press('/notes', form, { as: 'tomas' });
    expect(await written()).toEqual(['Hers', 'Hers']);
  });
});

describe('a form of another site', () => {
  const form = { act: 'write', title: 'Forged' };
  it.each([
    ['another origin', { origin: 'https://evil.example' }],
    ['no origin', { origin: '' }],
    ['an opaque origin', { origin: 'null' }],
    ['another port of this host', { origin: 'http://localhost:8080' }],
    ['a browser that says so', { 'sec-fetch-site': 'cross-site' }],
    ['a sister site', { 'sec-fetch-site': 'same-site' }],
  ])('is refused: %s', async (_name, headers) => {
    const asked = await house.press('/notes', form, { as: 'lucia', headers });
    expect(asked.statusCode).toBe(403);
    expect(await written()).toEqual([]);
  });

  it('is not what our own is', async () => {
    const headers = { origin: '', 'sec-fetch-site': 'same-origin' };
    expect((await house.press('/notes', form, { headers })).statusCode).toBe(303);
  });
});

describe('an act that shows something', () => {
  it('answers at the same address, escaped, and keeps no key', async () => {
    const asked = await house.press('/notes', { act: 'look', title: '<b>mine</b>', _once: 'look-at-this' });
    expect(asked.statusCode).toBe(200);
    expect(asked.body).toContain('&lt;b>mine&lt;/b>');
    const kept = await house.db.inCity(house.cityId, (tx) => tx.selectFrom('once').select('key').execute());
    expect(JSON.stringify(kept)).not.toContain('look-at-this');
  });
});
