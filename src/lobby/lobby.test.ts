import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { cityCommand } from './city-command.ts';
import { makeSetupToken } from './setup-token.ts';

let house: TestHouse;
beforeAll(async () => {
  house = await testHouse({ demo: false });
});
afterAll(() => house.close());

const filled = {
  act: 'open',
  name: 'San Jacinto',
  slug: 'san-jacinto',
  host: '',
  timeZone: 'America/Monterrey',
  currency: 'MXN',
  locales: ['es-MX', 'en'],
  holidays: 'mexico',
  email: 'Nadia@San-Jacinto.example',
};
const day = 86_400_000;
const slugs = () => house.assembly.cities.all().map(({ slug }) => slug);
const at = (token: string) => `/setup?token=${token}`;
const first = (now = new Date()) => makeSetupToken(house.db, 'first', now);

async function command(...args: string[]): Promise<string> {
  const lines: string[] = [];
  await cityCommand(args, {
    db: house.db,
    cities: house.assembly.cities,
    address: 'http://localhost',
    write: (line) => lines.push(line),
    now: () => new Date(),
  });
  await house.assembly.cities.reload();
  return lines.join('\n');
}

describe('a server without a city', () => {
  it('says so calmly at every address, in the reader’s language', async () => {
    for (const path of ['/', '/proposals', '/desk/city', '/nowhere/at/all']) {
      const shown = await house.get(path);
      expect(shown.status).toBe(path === '/' ? 200 : 404);
      expect(shown.html).toContain('<html lang="es-MX">');
      expect(shown.html).toContain('Este servidor todavía no tiene municipio');
    }
    expect((await house.get('/?lang=en')).html).toContain('This server has no city yet');
  });

  it('opens the set-up page with the newest key only, and says where the key is', async () => {
    const old = await first();
    const late = await makeSetupToken(house.db, 'further', new Date(Date.now() - 2 * day));
    const token = await first();
    expect((await house.get(at(token))).html).toContain('name="slug"');
    for (const [path, sentence] of [
      ['/setup', 'se abre con una llave'],
      [at('guessed'), 'no es de este servidor'],
      [at(old), 'no es de este servidor'],
      [at(late), 'ya venció'],
    ] as const) {
      const { html } = await house.get(path);
      expect(html).toContain(sentence);
      expect(html).toContain('npx cabildo city invite');
      expect(html).not.toContain('name="slug"');
      expect((await house.post(path, filled)).status).toBe(422);
    }
    expect(slugs()).toEqual([]);
  });

  it('keeps what was typed and names what is missing', async () => {
    const token = await first();
    const wrong = { ...filled, slug: 'San Jacinto', host: 'https://x', email: 'nadia', locales: [] };
    const { status, html } = await house.post(at(token), wrong);
    expect(status).toBe(422);
    expect(html).toContain('minúsculas sin acento');
    expect(html).toContain('sin https://');
    expect(html).toContain('al menos un idioma');
    expect(html).toContain('value="San Jacinto"');
    expect((await house.post(at(token), { ...filled, slug: 'desk' })).html).toContain('ya está ocupado');
    expect(slugs()).toEqual([]);
  });

  it('opens one city when two people press at once, and its administrator enters by the code', async () => {
    const token = await first();
    const pressed = await Promise.all([
      house.post(at(token), filled),
      house.post(at(token), { ...filled, slug: 'otra', name: 'Otra' }),
    ]);
    expect(pressed.map(({ status }) => status).sort()).toEqual([303, 422]);
    expect(pressed.find(({ status }) => status === 422)?.html).toContain('ya abrió un municipio');
    expect(slugs()).toHaveLength(1);
    const [slug] = slugs();
    const opened = pressed.find(({ status }) => status === 303);
    expect(opened?.location).toBe(`/${slug}/sign-in/code?next=%2Fdesk%2Ffirst-steps`);
    const cookies = opened?.cookies ?? {};
    const code = await command('code', slug as string, 'nadia@san-jacinto.example');
    const entered = await house.post(opened?.location as string, { act: 'enter', code }, { cookies });
    expect(entered.status).toBe(303);
    expect(entered.location).toBe(`/${slug}/desk/first-steps`);
    // Staff need a second factor on every way in, the first administrator too.
    const steps = await house.get('/desk/first-steps', { cookies: entered.cookies });
    expect(steps.location).toContain('/sign-in/second-factor');
    await expect(command('code', slug as string, 'nobody@else.example')).rejects.toThrow(
      'Nobody of the staff',
    );
  });

  it('has no use for the key of the first city once there is one', async () => {
    expect((await house.get(at(await first()))).html).toContain('ya abrió un municipio');
  });
});

describe('a server with several cities', () => {
  it('takes a further one by command or by invitation, and refuses what is taken', async () => {
    const added = await command(
      'add',
      'leon',
      '--name',
      'León',
      '--admin',
      'a@leon.example',
      '--host',
      'leon.example',
    );
    expect(added).toContain('León is open at http://leon.example');
    await expect(command('add', 'leon', '--name', 'León', '--admin', 'a@leon.example')).rejects.toThrow(
      'already',
    );
    await expect(command('add', 'desk', '--name', 'D', '--admin', 'a@b.example')).rejects.toThrow(
      'page already',
    );
    await expect(command('add', 'x', '--name', 'X', '--admin', 'nobody')).rejects.toThrow('--admin');
    const told = await command('invite');
    const token = /token=(\S+)/.exec(told)?.[1] as string;
    const merida = { ...filled, slug: 'merida', name: 'Mérida' };
    const taken = await house.post(at(token), { ...merida, host: 'leon.example' });
    expect(taken.html).toContain('ya usa leon.example');
    expect((await house.post(at(token), merida)).status).toBe(303);
    expect((await house.post(at(token), { ...merida, slug: 'otra-mas' })).status).toBe(422);
    expect(JSON.parse(await command('list', '--json'))).toHaveLength(3);
  });

  it('lists them at its front door, and a stranger’s address leads back to the list', async () => {
    const { html, status } = await house.get('/');
    expect(status).toBe(200);
    expect(html).toContain('href="/merida/"');
    expect(html).toContain('href="http://leon.example/"');
    const lost = await house.get('/moroleon/proposals');
    expect(lost.status).toBe(404);
    expect(lost.html).toContain('Aquí no vive ningún municipio');
    expect(lost.html).toContain('href="/"');
    expect(lost.html).not.toMatch(/Mérida|León/);
    expect((await house.get('/-/setup')).status).toBe(404);
    expect((await house.get('/', { headers: { host: 'leon.example' } })).html).toContain('León');
  });

  it('shows each city’s own desk its own steps', async () => {
    await aCity(house.db, { slug: 'valle' });
    await house.assembly.cities.reload();
    expect((await house.get('/valle/desk/first-steps')).location).toBe(
      '/valle/sign-in?next=%2Fdesk%2Ffirst-steps',
    );
  });
});
