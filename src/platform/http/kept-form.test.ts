import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type PageHouse, pageHouse } from '../../../test/page-house.ts';
import { keptFormCookie } from './kept-form.ts';

let house: PageHouse;
beforeAll(async () => {
  house = await pageHouse();
});
afterAll(() => house.close());

const typed = { act: 'staff', title: 'Una tarde entera', 'about.place': 'Calle "Sur"', colours: ['green'] };

/** Sends the form without a session. @returns the browser's key */
async function sendLate(path = '/notes', form: Parameters<PageHouse['press']>[1] = typed): Promise<string> {
  const answer = await house.press(path, form);
  expect(answer.statusCode).toBe(303);
  expect(answer.headers.location).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
  const cookie = answer.cookies.find(({ name }) => name === keptFormCookie);
  expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Lax' });
  return cookie?.value ?? '';
}

const look = (path: string, key: string) =>
  house.get(path, { as: 'maribel', cookies: { [keptFormCookie]: key } });
const rows = () =>
  house.db.inCity(house.cityId, (tx) => tx.selectFrom('kept_form').select('sealed').execute());
/** What only the owner may do, to this city's rows. */
const asOwner = (statement: string) =>
  house.ownerPool.query(`begin; set local app.city_id = ${house.cityId}; ${statement}; commit`);

describe('a form sent after the session ended', () => {
  test('stands there as it was typed, once its sender is back', async () => {
    const key = await sendLate('/notes?mark=1');
    const back = await look('/notes?mark=1', key);
    expect(back.statusCode).toBe(200);
    expect(back.body).toContain('Aquí está lo que habías escrito');
    expect(back.body).toContain('value="Una tarde entera"');
    expect(back.body).toContain('value="Calle &quot;Sur&quot;"');
    expect(/<input[^>]*value="green"[^>]*>/.exec(back.body)?.[0]).toContain(' checked');
  });

  test('is given to nobody without the key, at no other address, and after it was sent no more', async () => {
    const key = await sendLate();
    expect((await look('/notes?mark=2', key)).body).not.toContain('Una tarde entera');
    expect((await look('/notes', `${key.slice(0, -2)}AA`)).body).not.toContain('Una tarde entera');
    const [id] = key.split('.');
    expect((await look('/notes', `${id}.${'A'.repeat(43)}`)).body).not.toContain('Una tarde entera');
    expect((await house.get('/notes', { as: 'maribel' })).body).not.toContain('Una tarde entera');
    const sent = await house.press('/notes', typed, { as: 'maribel', cookies: { [keptFormCookie]: key } });
    expect(sent.headers.location).toBe('/notes');
    expect((await look('/notes', key)).body).not.toContain('Una tarde entera');
  });

  test('cannot be read in the database, and is gone after an hour', async () => {
    const key = await sendLate();
    expect(await rows()).not.toHaveLength(0);
    for (const { sealed } of await rows()) expect(String(sealed)).not.toContain('tarde');
    await asOwner(`update kept_form set at = now() - interval '61 minutes'`);
    expect((await look('/notes', key)).body).not.toContain('Una tarde entera');
    await sendLate();
    expect(await rows()).toHaveLength(1);
  });

  test('comes back after the second factor as well', async () => {
    const answer = await house.press('/notes', typed, { as: 'maribel-by-code' });
    expect(answer.headers.location).toBe(`/sign-in/second-factor?next=${encodeURIComponent('/notes')}`);
    expect(answer.cookies.map(({ name }) => name)).toContain(keptFormCookie);
  });

  test('is kept nowhere when it is secret, and says so', async () => {
    const before = (await rows()).length;
    const answer = await house.press('/secret', { act: 'go', choice: '7' });
    expect(answer.cookies.map(({ name }) => name)).not.toContain(keptFormCookie);
    expect(await rows()).toHaveLength(before);
    const notice = answer.cookies.find(({ name }) => name === 'cabildo_notice')?.value ?? '';
    const there = await house.get('/notes', { cookies: { cabildo_notice: notice } });
    expect(there.body).toContain('no se guardó en ninguna parte');
  });

  test('does not fill the disk: strangers find a full shelf, and nobody an error', async () => {
    await asOwner(
      `insert into kept_form (city_id, sealed) select ${house.cityId}, '\\x00' from generate_series(1, 1000)`,
    );
    const answer = await house.press('/notes', typed);
    expect(answer.statusCode).toBe(303);
    expect(answer.cookies.map(({ name }) => name)).not.toContain(keptFormCookie);
  });
});
