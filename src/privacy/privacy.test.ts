import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { type Story, tellStory } from '../../test/story.ts';
import { aCity } from '../city/city.fixtures.ts';
import { claimIdentity } from '../people/claim-identity.ts';
import { enterCity } from '../people/enter-city.ts';
import { follow } from '../people/follow.ts';
import { openSessionFor } from '../people/open-session.ts';
import { aResident } from '../people/people.fixtures.ts';
import { viewerOf } from '../people/viewer.ts';
import { queueMail } from '../platform/mail/queue-mail.ts';
import { answerRequest } from './answer-request.ts';
import { keepTerms, retentionRuns, setTerm } from './keep-terms.ts';
import { mustSeeNotice, privacyRequests } from './privacy-queries.ts';
import { publishNotice } from './publish-notice.ts';
import { requestPrivacy } from './request-privacy.ts';

let house: TestHouse;
let story: Story;
let now: Date;
beforeAll(async () => {
  house = await testHouse();
  story = await tellStory(house);
  now = story.days(3);
}, 60_000);
afterAll(() => house.close());

const inCity = <Value>(work: Parameters<TestHouse['db']['inCity']>[1]) =>
  house.db.inCity(story.cityId, work) as Promise<Value>;
const zone = 'America/Monterrey';

/** Somebody with everything that can be kept about a person, under words that occur nowhere else. */
async function aPerson(mark: string): Promise<{ personId: number; userId: string; cookie: string }> {
  const email = `${mark}@Correo.example`;
  return inCity(async (tx) => {
    const { id: zoneId } = await tx
      .selectFrom('zone')
      .select('id')
      .where('city_id', '=', story.cityId)
      .executeTakeFirstOrThrow();
    const { cityId } = story;
    const personId = await aResident(tx, { cityId, zoneId, now, name: `Nombre ${mark}`, email });
    const session = await openSessionFor(tx, { cityId, personId, means: 'none' });
    await tx
      .updateTable('person_contact')
      .set({ phone: `81-${mark}` })
      .where('city_id', '=', cityId)
      .where('person_id', '=', personId)
      .execute();
    await follow(tx, { cityId, personId, subject: 'proposal:1', now });
    await tx
      .insertInto('passkey')
      .values({
        city_id: cityId,
        person_id: personId,
        rp_id: 'localhost',
        credential_id: `c-${mark}`,
        public_key: Buffer.from('k'),
        counter: 0,
        transports: [],
        name: `Teléfono ${mark}`,
      })
      .execute();
    const mail = { cityId, cause: `event:1 x person:${personId} /`, locale: 'es-MX', now };
    await queueMail(tx, { ...mail, recipient: email, subject: `Hola ${mark}`, text: mark, html: mark });
    const cookie = session.cookies.map((line) => line.split(';')[0]).join('; ');
    return { personId, userId: session.userId, cookie };
  });
}

/** Every text of every table of the database, as one string: what an intruder with a dump would search. */
async function everything(): Promise<string> {
  const client = await house.ownerPool.connect();
  const texts: string[] = [];
  try {
    const { rows: tables } = await client.query<{ name: string }>(
      `select format('%I.%I', schemaname, tablename) as name from pg_tables
       where schemaname not in ('pg_catalog', 'information_schema')`,
    );
    const { rows: cities } = await client.query<{ id: number }>('select id from directory.city');
    for (const { id } of cities) {
      await client.query(`begin; set local app.city_id = ${id}`);
      for (const { name } of tables) {
        const { rows } = await client.query(`select string_agg(t::text, ' ') as text from ${name} t`);
        texts.push(rows[0]?.text ?? '');
      }
      await client.query('commit');
    }
  } finally {
    client.release();
  }
  return texts.join('\n').toLowerCase();
}

async function asked(personId: number, kind: 'erasure' | 'correction' = 'erasure'): Promise<number> {
  const { cityId } = story;
  const words = 'unasunas palabras';
  const request = { cityId, personId, madeBy: personId, kind, words, timeZone: zone, now };
  const done = await inCity<Awaited<ReturnType<typeof requestPrivacy>>>((tx) => requestPrivacy(tx, request));
  if (!done.ok) throw new Error(done.reason);
  return done.value;
}

const answer = (requestId: number, more: { outcome?: 'granted' | 'refused'; actorId?: number } = {}) =>
  inCity<Awaited<ReturnType<typeof answerRequest>>>((tx) =>
    answerRequest(tx, {
      cityId: story.cityId,
      requestId,
      actorId: story.people.administrator,
      outcome: 'granted',
      reason: 'Conforme al artículo 47.',
      now,
      ...more,
    }),
  );

describe('being forgotten', () => {
  test('takes who she is out of every table, and leaves what she did', async () => {
    const { personId, cookie } = await aPerson('zyxwvut');
    expect(await everything()).toContain('zyxwvut');
    await inCity((tx) =>
      claimIdentity(tx, {
        cityId: story.cityId,
        personId,
        identity: { kind: 'curp', number: 'HELU870514MNLRRN05', bornOn: '1987-05-14' },
        actorId: personId,
        now,
      }),
    );
    const request = await asked(personId);
    expect(await answer(request)).toMatchObject({ ok: true });
    const after = await everything();
    for (const word of ['zyxwvut', 'unasunas']) expect(after, word).not.toContain(word);
    const city = house.assembly.cities.all().find(({ id }) => id === story.cityId);
    const viewer = await inCity((tx) => viewerOf(tx, city as never, cookie));
    expect(viewer).toMatchObject({ personId: null });
    const still = await inCity<{ id: number } | undefined>((tx) =>
      tx.selectFrom('person').select('id').where('id', '=', personId).executeTakeFirst(),
    );
    expect(still?.id).toBe(personId);
    const digests = () =>
      inCity<unknown[]>((tx) =>
        tx.selectFrom('identity_digest').selectAll().where('person_id', '=', personId).execute(),
      );
    expect(await digests()).toHaveLength(1);
    const later = new Date(now.getTime() + 366 * 86_400_000);
    await inCity((tx) => keepTerms(tx, { id: story.cityId, timeZone: zone }, later));
    expect(await digests()).toHaveLength(0);
  });

  test('leaves the same account alone in another city', async () => {
    const { personId, userId } = await aPerson('qponmlk');
    const other = await aCity(house.db, { slug: 'otra' });
    const there = await house.db.inCity(other, (tx) =>
      enterCity(tx, { cityId: other, userId, email: 'qponmlk@correo.example', locale: 'es-MX', now }),
    );
    expect(await answer(await asked(personId))).toMatchObject({ ok: true });
    const kept = await house.db.inCity(other, (tx) =>
      tx.selectFrom('person_contact').select('email').where('person_id', '=', there).executeTakeFirst(),
    );
    expect(kept?.email).toBe('qponmlk@correo.example');
    const { rows } = await house.ownerPool.query('select id from auth."user" where id = $1', [userId]);
    expect(rows).toHaveLength(1);
  });

  test('waits until a role is given back, and is not decided by oneself', async () => {
    const request = await asked(story.people.evaluator);
    expect(await answer(request)).toMatchObject({ reason: 'holds-role' });
    expect(await answer(request, { actorId: story.people.evaluator })).toMatchObject({
      reason: 'own-request',
    });
    const [open] = await inCity<Awaited<ReturnType<typeof privacyRequests>>>((tx) =>
      privacyRequests(tx, story.cityId, { personId: story.people.evaluator }),
    );
    expect(open?.answer).toBeNull();
  });
});

describe('a request', () => {
  test('is due in twenty working days of the city, and the same kind waits for its answer', async () => {
    const { personId } = await aPerson('tsrqpon');
    const request = await asked(personId, 'correction');
    const [made] = await inCity<Awaited<ReturnType<typeof privacyRequests>>>((tx) =>
      privacyRequests(tx, story.cityId, { personId }),
    );
    const days = (Date.parse(`${made?.dueOn}T00:00:00Z`) - now.getTime()) / 86_400_000;
    expect(days).toBeGreaterThan(26);
    expect(days).toBeLessThan(34);
    await expect(asked(personId, 'correction')).rejects.toThrow('waiting');
    expect(await answer(request, { outcome: 'refused' })).toMatchObject({ ok: true });
    expect(await asked(personId, 'correction')).toBeGreaterThan(request);
  });

  test('answered by two at once has one answer', async () => {
    const { personId } = await aPerson('hgfedcb');
    const request = await asked(personId, 'correction');
    const answers = await Promise.all(
      ['granted', 'refused', 'granted', 'refused'].map((outcome) =>
        answer(request, { outcome: outcome as 'granted' }),
      ),
    );
    expect(answers.filter(({ ok }) => ok)).toHaveLength(1);
  });
});

describe('the notice', () => {
  const publish = (text: string, after: number, material = true) =>
    inCity<Awaited<ReturnType<typeof publishNotice>>>((tx) =>
      publishNotice(tx, {
        cityId: story.cityId,
        actorId: story.people.administrator,
        texts: { 'es-MX': text },
        material,
        after,
        now,
      }),
    );

  test('is not published with blanks in it, keeps its versions, and is shown to everybody again when it matters', async () => {
    expect(await publish('## Datos\n\nEscribe a [correo].', 0)).toMatchObject({
      reason: 'blanks',
      details: { blanks: '[correo]' },
    });
    expect(await publish('## Datos\n\nPrimera versión.', 0)).toMatchObject({ value: 1 });
    expect(await publish('Otra al mismo tiempo.', 0)).toMatchObject({ reason: 'overtaken' });
    expect(await publish('## Datos\n\nSegunda versión.', 1, false)).toMatchObject({ value: 2 });
    expect((await house.get('/privacy')).html).toContain('<h2>Datos</h2><p>Segunda versión.</p>');
    expect((await house.get('/privacy?version=1')).html).toContain('Primera versión.');
    expect((await house.get('/privacy?version=9')).status).toBe(404);
    const { personId } = await aPerson('lkjihgf');
    expect(await inCity((tx) => mustSeeNotice(tx, story.cityId, personId))).toBe(true);
    const cookie = await story.cookieOf(personId);
    const seen = await house.post('/privacy', { act: 'seen' }, { headers: { cookie } });
    expect(seen.location).toBe('/me');
    expect(await inCity((tx) => mustSeeNotice(tx, story.cityId, personId))).toBe(false);
  });
});

describe('terms', () => {
  test('let go of what is older, once a day, and keep a row that says how much', async () => {
    const { cityId } = story;
    const city = { id: cityId, timeZone: zone };
    const bounds = await inCity((tx) =>
      setTerm(tx, { cityId, actorId: story.people.administrator, kind: 'mails', days: 3, now }),
    );
    expect(bounds).toMatchObject({ reason: 'out-of-bounds', details: { least: 30 } });
    await inCity(async (tx) => {
      const mail = {
        cityId,
        cause: 'old',
        locale: 'es-MX',
        recipient: 'old@example.org',
        subject: 's',
        text: 't',
        html: 'h',
      };
      await queueMail(tx, { ...mail, now });
      await tx.updateTable('mail').set({ sent_at: now }).where('cause', '=', 'old').execute();
    });
    const later = new Date(now.getTime() + 400 * 86_400_000);
    await inCity((tx) => keepTerms(tx, city, later));
    await inCity((tx) => keepTerms(tx, city, later));
    const mail = await inCity((tx) =>
      tx.selectFrom('mail').select('recipient').where('cause', '=', 'old').executeTakeFirst(),
    );
    expect(mail).toEqual({ recipient: '' });
    const runs = await inCity<Awaited<ReturnType<typeof retentionRuns>>>((tx) => retentionRuns(tx, cityId));
    const [last] = runs.filter(({ kind }) => kind === 'mails');
    expect(last?.removed).toBeGreaterThanOrEqual(1);
  });
});

describe('a person’s own page', () => {
  test('shows and hands out everything, and takes a request', async () => {
    const { personId } = await aPerson('wvutsrq');
    const cookie = await story.cookieOf(personId);
    const shown = await house.get('/me/data', { headers: { cookie } });
    expect(shown.status).toBe(200);
    for (const word of [
      'Nombre wvutsrq',
      'wvutsrq@correo.example',
      '81-wvutsrq',
      'proposal:1',
      'Hola wvutsrq',
    ])
      expect(shown.html.toLowerCase(), word).toContain(word.toLowerCase());
    const file = await house.get('/me/data.json', { headers: { cookie } });
    const { data } = JSON.parse(file.html);
    expect(data.identity.rows[0].name).toBe('Nombre wvutsrq');
    expect(Object.keys(data)).toEqual(
      expect.arrayContaining(['residence', 'proposals', 'supports', 'votes', 'mails']),
    );
    const sent = await house.post(
      '/me/data',
      { act: 'ask', _form: 'ask', kind: 'erasure', words: '' },
      { headers: { cookie } },
    );
    expect(sent.location).toBe('/me/data');
    const nadia = await story.cookieOf(story.people.administrator);
    const desk = await house.get('/desk/privacy', { headers: { cookie: nadia } });
    expect(desk.html).toContain('Borrar mis datos');
    expect(desk.html).not.toContain('wvutsrq');
  });
});
