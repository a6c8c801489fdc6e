import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { filled, house, inCity, people, photo, upload } from '../pages-story.fixtures.ts';

describe('proposing', () => {
  test('asks a visitor to sign in and brings her back', async () => {
    const answer = await house.get('/proposals/new');
    expect([answer.status, answer.location]).toEqual([303, '/sign-in?next=%2Fproposals%2Fnew']);
  });

  test('from the form over a photo and the check page to a folio, without script, once', async () => {
    const { asking, id } = people.lucia;
    const written = await house.post(
      '/proposals/new',
      { ...filled(), latitude: '25.645', longitude: '-100.413' },
      asking,
    );
    expect([written.status, written.location]).toEqual([303, '/proposals/new/photos']);
    const added = await upload(
      '/proposals/new/photos',
      'add',
      'photo',
      await photo('#208040'),
      'IMG_1.txt',
      asking,
    );
    expect([added.status, added.location]).toEqual([303, '/proposals/new/photos']);
    const check = await house.get('/proposals/new/check', asking);
    expect(check.html).toContain('Sombra en la plaza');
    expect(check.html).toContain('Plantar encinos');
    const image = /src="(\/files\/\d+\/small)"/.exec(check.html)?.[1] as string;
    expect((await house.get(image, asking)).status).toBe(200);
    expect((await house.get(image)).status).toBe(404);
    expect((await house.get(image, people.tomas.asking)).status).toBe(404);
    const none = await inCity((tx) =>
      tx.selectFrom('proposal').select('id').where('author_id', '=', id).execute(),
    );
    expect(none).toEqual([]);

    const press = () =>
      house.post('/proposals/new/check', { act: 'submit', _once: 'one-press-of-lucia' }, asking);
    const presses = await Promise.all([press(), press(), press()]);
    expect(new Set(presses.map(({ location }) => location)).size).toBe(1);
    const mine = await inCity((tx) =>
      tx.selectFrom('proposal').select(['folio', 'latitude']).where('author_id', '=', id).execute(),
    );
    expect(mine).toEqual([{ folio: 'SJ27-0001', latitude: 25.645 }]);
    const receipt = await house.get(presses[0]?.location as string, asking);
    expect(receipt.html).toContain('SJ27-0001');
    expect((await house.get('/me/proposals/SJ27-0001', people.tomas.asking)).status).toBe(404);
    // The photo of an unreleased proposal is its author's and staff's.
    expect((await house.get(image, people.maribel.asking)).status).toBe(200);
    expect((await house.get(image, people.tomas.asking)).status).toBe(404);
  });

  test('a form with holes answers 422, names them, and keeps what was typed', async () => {
    const answer = await house.post(
      '/proposals/new',
      { ...filled(), title: ' ', category: '' },
      people.tomas.asking,
    );
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('Ponle un título a tu propuesta.');
    expect(answer.html).toContain('Elige un tema.');
    expect(answer.html).toContain('href="#field-title"');
    expect(answer.html).toContain('Plantar encinos');
  });

  test.each([
    ['a point outside the city', { latitude: '19.4', longitude: '-99.1' }, 'está fuera del municipio'],
    [
      'a point in another place than the one chosen',
      { latitude: '25.658', longitude: '-100.413' },
      'Elegiste Centro, pero el punto',
    ],
    ['a place that is not on the list', { where: 'z:999999' }, 'Elige un lugar de la lista'],
    ['a place that is no place', { where: "'; drop table zone" }, 'Elige un lugar de la lista'],
    ['a text longer than the blueprint allows', { idea: 'a'.repeat(3001) }, 'caben 3,000 caracteres'],
  ])('%s is refused with a sentence', async (_name, over, sentence) => {
    const answer = await house.post('/proposals/new', { ...filled(), ...over }, people.tomas.asking);
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(sentence);
  });

  test.each([
    ['a text', Buffer.from('hello'), 'no es una foto'],
    ['half a photo', null, 'está dañada'],
    ['more than 8 MB', Buffer.alloc(8 * 1024 * 1024 + 1), '8'],
  ])('%s sent as a photo is refused, and the draft stays', async (_name, bytes, sentence) => {
    await house.post('/proposals/new', filled(), people.tomas.asking);
    const whole = await sharp({ create: { width: 900, height: 900, channels: 3, background: '#123456' } })
      .png({ compressionLevel: 0 })
      .toBuffer();
    const answer = await upload(
      '/proposals/new/photos',
      'add',
      'photo',
      bytes ?? whole.subarray(0, whole.length / 2),
      'x.jpg',
      people.tomas.asking,
    );
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(sentence);
    expect((await house.get('/proposals/new/check', people.tomas.asking)).html).toContain(
      'Sombra en la plaza',
    );
  });

  test('markup and control characters are text', async () => {
    await house.post(
      '/proposals/new',
      { ...filled(), title: '<script>alert(1)</script>\u0000', idea: 'a\u0000b' },
      people.tomas.asking,
    );
    const check = await house.get('/proposals/new/check', people.tomas.asking);
    expect(check.html).toContain('&lt;script>alert(1)&lt;/script>');
    expect(check.html).not.toContain('<script>alert');
  });

  test('the check page warns of personal data before it is sent', async () => {
    await house.post(
      '/proposals/new',
      { ...filled(), idea: 'Llámenme al 81 8123 4567' },
      people.tomas.asking,
    );
    const check = await house.get('/proposals/new/check', people.tomas.asking);
    expect(check.html).toContain('Parece que hay datos personales');
  });
});
