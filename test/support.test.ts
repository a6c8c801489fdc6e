import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { aCity, setClock } from '../src/city/city.fixtures.ts';
import { modules } from '../src/module-list.ts';
import { aResident, aStaffMember, signedInAs } from '../src/people/people.fixtures.ts';
import type { Page } from '../src/platform/http/page.ts';
import { requestPrivacy } from '../src/privacy/request-privacy.ts';
import { postUpdate } from '../src/projects/post-update.ts';
import { aPublishedElection } from '../src/results/results.fixtures.ts';
import { afterVoting, done } from '../src/voting/voting.fixtures.ts';
import { type TestHouse, testHouse } from './house.ts';

/** What would give a person away: each stands somewhere in the database, and nowhere on a page of support. */
const marks = ['Zarzamora', 'zarzamora@', '8188001234', 'Texto-no-publicado', 'Motivo-privado'];

let house: TestHouse;
/** Cookie headers. */
const cookies: Record<'support' | 'administrator' | 'visitor', string> = {
  support: '',
  administrator: '',
  visitor: '',
};
let values: Readonly<Record<string, readonly (string | number)[]>>;

beforeAll(async () => {
  house = await testHouse();
  const cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  await house.db.inCity(cityId, async (tx) => {
    const election = await aPublishedElection(tx, cityId, { demoKey: true, people: 4 });
    const { cycle, lucia, norte, zones, now } = election;
    await setClock(tx, cityId, afterVoting);
    const alma = await aResident(tx, {
      cityId,
      zoneId: zones.centro as number,
      name: 'Alma Zarzamora',
      email: 'alma.zarzamora@example.mx',
      now,
    });
    await tx
      .updateTable('person_contact')
      .set({ phone: '8188001234' })
      .where('person_id', '=', alma)
      .execute();
    const idea = 'Texto-no-publicado: poner una fuente frente a mi casa y bancas para los vecinos.';
    // As it came in: nobody has let it be seen.
    const like = await tx
      .selectFrom('proposal')
      .select(['city_id', 'cycle_id', 'track', 'district_id', 'category', 'channel'])
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const { id: proposalId } = await tx
      .insertInto('proposal')
      .values({ ...like, folio: 'SJ27-9999', author_id: alma, submitted_at: now })
      .returning('id')
      .executeTakeFirstOrThrow();
    const text = { title: 'Fuente', problem: 'Hace calor.', idea, written_by: alma, written_at: now };
    await tx
      .insertInto('proposal_version')
      .values({ city_id: cityId, proposal_id: proposalId, version: 1, ...text })
      .execute();
    const asked = { kind: 'erasure', words: 'Motivo-privado', timeZone: 'America/Monterrey' } as const;
    const requestId = done(
      await requestPrivacy(tx, { cityId, personId: alma, madeBy: alma, ...asked, now: afterVoting }),
    );
    const project = await tx
      .selectFrom('project')
      .select(['id', 'code'])
      .orderBy('id')
      .executeTakeFirstOrThrow();
    const body = 'Llegaron las luminarias y empezó la obra.';
    done(await postUpdate(tx, { cityId, actorId: lucia, projectId: project.id, body, now: afterVoting }));
    for (const role of ['support', 'administrator'] as const) {
      const name = role === 'support' ? 'Sonia Rangel' : 'Nadia Zarzamora';
      const personId = await aStaffMember(tx, {
        cityId,
        role,
        name,
        email: `${role}.zarzamora@example.mx`,
        now,
      });
      cookies[role] = await signedInAs(tx, { cityId, personId });
    }
    const grants = await tx.selectFrom('role_grant').select('id').execute();
    const cases = await tx.selectFrom('evaluation_case').select('id').orderBy('id').limit(3).execute();
    const folios = await tx.selectFrom('proposal').select('folio').orderBy('id', 'desc').limit(3).execute();
    values = {
      slug: [cycle.slug],
      folio: folios.map(({ folio }) => folio),
      code: [project.code, 'none'],
      contest: [norte.id],
      grant: grants.map(({ id }) => id),
      id: [proposalId, requestId, ...cases.map(({ id }) => id), 1, 2],
      locale: ['es-MX'],
      format: ['csv', 'json'],
    };
  });
});
afterAll(() => house.close());

/** Without the pages of a demonstration, which lets everybody be anybody. */
const pages: readonly Page[] = modules
  .flatMap((module) => module.pages)
  .filter(({ path }) => !path.startsWith('/demo/'));

/** Every address of a page, with each value that stands for its parameters. */
function addressesOf(path: string): string[] {
  const [part, name] = /:(\w+)/.exec(path) ?? [];
  if (!part || !name) return [path];
  return (values[name] ?? [1]).flatMap((value) => addressesOf(path.replace(part, String(value))));
}

async function look(who: keyof typeof cookies, path: string) {
  const cookie = cookies[who];
  const shown = await house.get(path, { headers: cookie ? { cookie } : {} });
  // Her own name stands in the head of each page, her own address on /me.
  const html = who === 'support' ? shown.html.replaceAll('support.zarzamora@example.mx', '') : shown.html;
  return { ...shown, marks: marks.filter((mark) => html.toLowerCase().includes(mark.toLowerCase())) };
}

async function walk(who: keyof typeof cookies) {
  const open: string[] = [];
  const found: string[] = [];
  const broken: string[] = [];
  for (const path of pages.flatMap((page) => addressesOf(page.path))) {
    const seen = await look(who, path);
    if (seen.status >= 500) broken.push(path);
    if (seen.status === 200) open.push(path);
    if (seen.marks.length > 0) found.push(`${path}: ${seen.marks.join(', ')}`);
  }
  return { open, found, broken };
}

describe('support', () => {
  it('sees how the city is set up, and nothing about anybody', async () => {
    const { open, found, broken } = await walk('support');
    expect(broken).toEqual([]);
    expect(found).toEqual([]);
    const [slug] = values.slug as [string];
    expect(open.filter((path) => path.startsWith('/desk')).sort()).toEqual(
      [
        '/desk',
        '/desk/city',
        '/desk/city/look',
        '/desk/cycle',
        `/desk/cycle/${slug}`,
        `/desk/cycle/${slug}/blueprint`,
        `/desk/cycle/${slug}/blueprint.json`,
        '/desk/first-steps',
        '/desk/privacy/terms',
        '/desk/words',
        '/desk/words/es-MX/csv',
        '/desk/words/es-MX/json',
      ].sort(),
    );
  });

  it('would be found out: an administrator sees each of these words somewhere', async () => {
    const { found } = await walk('administrator');
    const seen = found.join('\n');
    for (const mark of marks.filter((one) => one !== '8188001234')) expect(seen).toContain(mark);
  });

  it('finds no form on the pages of the desk, and a start with its own places', async () => {
    const [slug] = values.slug as [string];
    for (const path of [
      '/desk',
      '/desk/city',
      '/desk/city/look',
      '/desk/words?which=own',
      `/desk/cycle/${slug}`,
      `/desk/cycle/${slug}/blueprint`,
      '/desk/privacy/terms',
      '/desk/first-steps',
      '/desk/cycle',
    ]) {
      const { status, html } = await look('support', path);
      expect(status).toBe(200);
      // The head has the button to leave.
      expect(html.slice(html.indexOf('<main'))).not.toContain('name="_once"');
      expect(html).not.toContain('href="/desk/people"');
    }
    const { html } = await look('support', '/desk');
    for (const place of ['/desk/city', '/desk/cycle', '/desk/privacy/terms']) {
      expect(html).toContain(`href="${place}"`);
    }
    expect((await look('support', '/desk/city')).html).toContain('Los Nogales');
  });

  it('is refused every act of the desk', async () => {
    const acts = pages
      .filter(({ path }) => path.startsWith('/desk'))
      .flatMap(({ path, acts = {} }) =>
        Object.keys(acts).map((act) => ({ act, path: addressesOf(path)[0] as string })),
      );
    expect(acts.length).toBeGreaterThan(60);
    const taken: string[] = [];
    for (const { act, path } of acts) {
      const answer = await house.post(
        path,
        { act, _once: `${act}-${path}-0123456789` },
        {
          headers: { cookie: cookies.support },
        },
      );
      if (answer.status !== 403) taken.push(`${path} [${act}] ${answer.status}`);
    }
    expect(taken).toEqual([]);
  });

  it('is given no photo of a proposal that is not public', async () => {
    const files = await house.get('/files/1/large', { headers: { cookie: cookies.support } });
    expect([403, 404]).toContain(files.status);
  });
});
