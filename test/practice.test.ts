import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { aCity } from '../src/city/city.fixtures.ts';
import { aCycle } from '../src/cycle/cycle.fixtures.ts';
import { revokeRole } from '../src/people/grant-role.ts';
import { aResident, aStaffMember, signedInAs } from '../src/people/people.fixtures.ts';
import type { Tx } from '../src/platform/db/database.ts';
import { parseEnvironment } from '../src/platform/env.ts';
import { queueMail } from '../src/platform/mail/queue-mail.ts';
import { tendPracticeSpaces } from '../src/practice/tend-practice-spaces.ts';
import { startWorker } from '../src/worker.ts';
import { type TestHouse, testHouse } from './house.ts';

let house: TestHouse;
let livingId: number;
let maribel: number;
let iker: number;
let cycleId: number;
/** A house of a real installation: nothing here is a demonstration. */
beforeAll(async () => {
  house = await testHouse({ demo: false });
  livingId = await aCity(house.db);
  const now = new Date();
  await living(async (tx) => {
    cycleId = (await aCycle(tx, livingId, { now })).id;
    maribel = await aStaffMember(tx, { cityId: livingId, role: 'coordinator', now });
    iker = await aStaffMember(tx, { cityId: livingId, role: 'evaluator', now });
    await aStaffMember(tx, { cityId: livingId, role: 'administrator', now });
    const zone = await tx.selectFrom('zone').select('id').limit(1).executeTakeFirstOrThrow();
    await aResident(tx, { cityId: livingId, zoneId: zone.id, now });
  });
  await house.assembly.cities.reload();
});
afterAll(() => house.close());

const living = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(livingId, work);
const base = '/san-jacinto-practice';

async function askingAs(personId: number, options: { secondFactor?: boolean } = {}) {
  const cookie = await living((tx) => signedInAs(tx, { cityId: livingId, personId, ...options }));
  return { headers: { cookie } };
}

async function tend(): Promise<void> {
  await tendPracticeSpaces(house.db, house.assembly.cities.all());
  await house.assembly.cities.reload();
}

async function press(form: Record<string, string | string[]>) {
  return house.post('/desk/practice', form, await askingAs(maribel));
}

const wish = () => ({ cycle: String(cycleId), proposals: '12', guests: [String(maribel), String(iker)] });

/** How many rows a city has in each of its tables. */
async function rowsOf(cityId: number): Promise<Record<string, number>> {
  const client = await house.ownerPool.connect();
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select c.relname as name from pg_class c join pg_namespace n on n.oid = c.relnamespace
       where n.nspname = 'public' and c.relkind = 'r' and c.relrowsecurity order by 1`,
    );
    await client.query('begin');
    await client.query(`select set_config('app.city_id', $1, true)`, [String(cityId)]);
    const counts: Record<string, number> = {};
    for (const { name } of tables) {
      const { rows } = await client.query(`select count(*)::int as n from "${name}" where city_id = $1`, [
        cityId,
      ]);
      if (rows[0].n > 0) counts[name] = rows[0].n;
    }
    await client.query('commit');
    return counts;
  } finally {
    client.release();
  }
}

const spaceId = async () =>
  (
    await house.db.outside((tx) =>
      tx.selectFrom('directory.city').select('id').where('practice_of', '=', livingId).executeTakeFirst(),
    )
  )?.id;

describe('a practice space', () => {
  it('is ordered on the desk and made by the worker from the rules, with invented people only', async () => {
    expect((await press({ act: 'open', ...wish(), guests: [] })).status).toBe(422);
    expect((await press({ act: 'open', ...wish() })).location).toBe('/desk/practice');
    expect((await press({ act: 'open', ...wish() })).html).toContain('Ya hay un encargo en curso');
    const before = await rowsOf(livingId);
    await tend();
    const desk = await house.get('/desk/practice', await askingAs(maribel));
    expect(desk.html).toContain('El espacio está listo');
    expect(desk.html).toContain(`href="${base}/desk"`);
    const id = (await spaceId()) as number;
    await house.db.inCity(id, async (tx) => {
      const contacts = await tx
        .selectFrom('person_contact')
        .select('email')
        .where('email', 'is not', null)
        .execute();
      expect(contacts.length).toBe(32);
      expect(contacts.every(({ email }) => email?.endsWith('.invalid'))).toBe(true);
      expect(await tx.selectFrom('proposal').select('id').execute()).toHaveLength(12);
      expect((await tx.selectFrom('published_proposal').select('folio').execute())[0]?.folio).toMatch(
        /^XSJ27-/,
      );
      expect(await tx.selectFrom('zone').select('code').execute()).toHaveLength(6);
    });
    const { event: _before, ...same } = before;
    const { event: _after, ...after } = await rowsOf(livingId);
    expect({ ...after, once: 0, session_assurance: 0 }).toEqual({ ...same, once: 0, session_assurance: 0 });
  });

  it('shows nothing to a stranger, who cannot sign in there either', async () => {
    for (const path of [
      '',
      '/proposals',
      '/sign-in',
      '/demo/sign-in',
      '/demo/mailbox',
      '/practice/people',
      '/desk',
    ]) {
      const page = await house.get(`${base}${path}`);
      expect([path, page.status]).toEqual([path, 403]);
      expect(page.html).toContain('Este es un espacio de práctica');
      expect(page.html).toContain('content="noindex"');
    }
    const code = { act: 'send-code', email: 'administrator@sanjacinto.example' };
    expect((await house.post(`${base}/sign-in`, code)).status).toBe(403);
    const guest = await askingAs(maribel);
    for (const path of [
      '/sign-in',
      '/sign-in/code',
      '/sign-in/folio',
      '/sign-in/second-factor',
      '/desk/people',
      '/desk/practice',
    ])
      expect([path, (await house.get(`${base}${path}`, guest)).status]).toEqual([path, 404]);
    expect((await house.post(`${base}/sign-in`, code, guest)).status).toBe(404);
    expect((await house.get('/demo/clock', guest)).status).toBe(404);
    expect((await house.get('/practice/people', guest)).status).toBe(404);
  });

  it('marks every page, and moves its own clock only', async () => {
    const guest = await askingAs(maribel);
    for (const path of ['/', '/proposals', '/desk', '/demo/clock', '/demo/mailbox', '/practice/people']) {
      const page = await house.get(`${base}${path}`, guest);
      expect([path, page.status]).toEqual([path, 200]);
      expect(page.html).toContain('<title>[Práctica]');
      expect(page.html).toContain('class="demo-bar practice-bar"');
      expect(page.html).not.toMatch(/href="[^"]*-practice\/(demo\/sign-in|desk\/practice|desk\/people)"/);
      expect(page.html).toContain('content="noindex"');
    }
    const moved = await house.post(`${base}/demo/clock`, { act: 'move', to: 'week' }, guest);
    expect(moved.status).toBe(303);
    expect(await living((tx) => tx.selectFrom('demo_clock').select('ahead').execute())).toEqual([]);
  });

  it('lets a guest play an invented neighbour there, while she stays herself in her city', async () => {
    const guest = await askingAs(maribel);
    const people = await house.get(`${base}/practice/people`, guest);
    expect(people.html).toContain('Ahora actúas como Maribel');
    expect(people.html).not.toMatch(/<strong>Maribel/);
    const last = [...people.html.matchAll(/name="person" value="(\d+)"/g)].at(-1)?.[1] as string;
    expect((await house.post(`${base}/practice/people`, { act: 'play', person: last }, guest)).location).toBe(
      `${base}/`,
    );
    expect((await house.get(`${base}/desk/cycle`, guest)).status).toBe(403);
    expect((await house.get(`${base}/proposals/new`, guest)).html).toContain('name="title"');
    expect((await house.get('/desk/cycle', guest)).status).toBe(200);
    const nobody = await house.post(`${base}/practice/people`, { act: 'play', person: '1' }, guest);
    expect(nobody.status).toBe(422);
    await house.post(`${base}/practice/people`, { act: 'stop' }, guest);
    expect((await house.get(`${base}/desk/cycle`, guest)).status).toBe(200);
  });

  it('asks the living city each time: without a role or a second factor there, nobody comes in', async () => {
    const weak = await askingAs(maribel, { secondFactor: false });
    expect((await house.get(`${base}/desk/cycle`, weak)).status).toBe(403);
    const guest = await askingAs(iker);
    expect((await house.get(`${base}/`, guest)).status).toBe(200);
    await living(async (tx) => {
      const { id } = await tx
        .selectFrom('role_grant')
        .select('id')
        .where('person_id', '=', iker)
        .executeTakeFirstOrThrow();
      await revokeRole(tx, { cityId: livingId, grantId: id, actorId: maribel, now: new Date() });
    });
    expect((await house.get(`${base}/`, guest)).status).toBe(403);
  });

  it('lets no mail out, while the mail of its city waits for its server', async () => {
    const id = (await spaceId()) as number;
    const mail = {
      recipient: 'vecino-1@practica.invalid',
      locale: 'es',
      subject: 's',
      text: 't',
      html: 'h',
      now: new Date(),
    };
    await house.db.inCity(id, (tx) => queueMail(tx, { ...mail, cityId: id, cause: 'a test' }));
    await living((tx) => queueMail(tx, { ...mail, cityId: livingId, cause: 'a test' }));
    const environment = parseEnvironment({
      SMTP_URL: 'smtp://127.0.0.1:1',
      CABILDO_DATA: house.dataFolder,
      CABILDO_DEMO: 'off',
      DATABASE_URL: house.ownerUrl,
    });
    const worker = await startWorker(environment, house.assembly);
    const sent = (tx: Tx) =>
      tx
        .selectFrom('mail')
        .select(['sent_at', 'attempts'])
        .where('cause', '=', 'a test')
        .executeTakeFirstOrThrow();
    await vi.waitFor(async () => expect((await house.db.inCity(id, sent)).sent_at).not.toBeNull(), {
      timeout: 10_000,
    });
    await vi.waitFor(async () => expect((await living(sent)).attempts).toBeGreaterThan(0), {
      timeout: 10_000,
    });
    await worker.stop();
    expect((await living(sent)).sent_at).toBeNull();
  });
});

describe('deleting', () => {
  it('is refused by the database for a living city, which cannot be made a practice space either', async () => {
    const before = await rowsOf(livingId);
    const wipe = house.db.outside((tx) => sql`select wipe_practice_space(${livingId})`.execute(tx));
    await expect(wipe).rejects.toThrow('is no practice space');
    const within = living((tx) => sql`select wipe_practice_space(${livingId})`.execute(tx));
    await expect(within).rejects.toThrow('is no practice space');
    const other = await spaceId();
    const disguise = house.db.outside((tx) =>
      tx.updateTable('directory.city').set({ practice_of: other }).where('id', '=', livingId).execute(),
    );
    await expect(disguise).rejects.toThrow('permission denied');
    expect(await rowsOf(livingId)).toEqual(before);
  });

  it('a reset makes everything anew and leaves nothing of the old, nor touches the living city', async () => {
    const old = (await spaceId()) as number;
    expect((await press({ act: 'reset', ...wish() })).html).toContain('Marcar la casilla para confirmar');
    expect((await press({ act: 'reset', ...wish(), guests: [String(maribel)], sure: 'yes' })).status).toBe(
      303,
    );
    const { event: _before, ...before } = await rowsOf(livingId);
    await tend();
    expect(await rowsOf(old)).toEqual({});
    const id = (await spaceId()) as number;
    expect(id).not.toBe(old);
    const { event: _after, ...after } = await rowsOf(livingId);
    expect(after).toEqual(before);
    expect((await house.get(`${base}/`, await askingAs(maribel))).status).toBe(200);
    expect((await press({ act: 'remove', sure: 'yes' })).status).toBe(303);
    await tend();
    expect(await spaceId()).toBeUndefined();
    expect((await house.get(`${base}/`, await askingAs(maribel))).status).toBe(404);
  });
});
