import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { multipart } from '../../test/page-house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { departmentsOf } from '../city/city-queries.ts';
import { aStaffMember, signedInAs } from '../people/people.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import type { Blueprint } from './blueprint.ts';
import { aCycle, storyBlueprint } from './cycle.fixtures.ts';
import { cycleBySlug } from './cycle-queries.ts';
import { giveValue } from './give-value.ts';
import { takeOverSections } from './take-over-sections.ts';

let house: TestHouse;
let cityId: number;
let admin: string;
let coordinator: string;
let observer: string;
let actorId: number;
const now = new Date();

beforeAll(async () => {
  house = await testHouse({ demo: false });
  cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  await inCity(async (tx) => {
    actorId = await aStaffMember(tx, { cityId, role: 'administrator' });
    admin = await signedInAs(tx, { cityId, personId: actorId });
    const maribel = await aStaffMember(tx, { cityId, role: 'coordinator' });
    coordinator = await signedInAs(tx, { cityId, personId: maribel });
    const beto = await aStaffMember(tx, { cityId, role: 'observer' });
    observer = await signedInAs(tx, { cityId, personId: beto });
  });
});
afterAll(() => house.close());

const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(cityId, work);
const as = (cookie: string) => ({ headers: { cookie, 'accept-language': 'es' } });
const words = (html: string) =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ');

async function upload(document: unknown, cookie = admin) {
  const text = typeof document === 'string' ? document : JSON.stringify(document);
  const file = { name: 'file', filename: 'b.json', type: 'application/json', bytes: Buffer.from(text) };
  const { payload, headers } = multipart({ act: 'upload' }, [file]);
  const answer = await house.server.inject({
    method: 'POST',
    url: '/desk/cycle/start',
    payload,
    headers: { ...headers, cookie, 'accept-language': 'es' },
  });
  return { status: answer.statusCode, html: answer.body, location: String(answer.headers.location) };
}

/** The story's document as the improved version of its origin. */
function improved(version: number, change: (blueprint: Blueprint) => void) {
  const blueprint = { ...storyBlueprint('2027-02-07'), version } as unknown as Blueprint;
  change(blueprint);
  return blueprint;
}

describe('a blueprint file', () => {
  test('that is wrong is refused with paths, and nothing is kept', async () => {
    expect(words((await upload('{')).html)).toContain('El archivo no es un documento JSON.');
    const wrong = improved(2, (blueprint) => {
      Object.assign(blueprint, { votng: {} });
      Object.assign(blueprint.voting, { minimumAge: -1 });
    });
    const { status, html } = await upload(wrong);
    expect(status).toBe(422);
    expect(words(html)).toContain('voting.minimumAge: -1 es muy poco');
    expect(words(html)).toContain('votng: Nadie conoce “votng”');
    const newer = await upload({ ...wrong, format: 9 });
    expect(words(newer.html)).toContain('format: El documento usa el formato 9');
    await inCity(async (tx) => {
      expect(await tx.selectFrom('blueprint_upload').select('id').execute()).toEqual([]);
    });
    expect(
      (
        await upload(
          improved(2, () => {}),
          observer,
        )
      ).status,
    ).toBe(403);
  });

  test('begins a cycle in which its dates move, and adds to the city only by an administrator', async () => {
    const document = improved(1, () => {});
    Object.assign(document, {
      name: 'villa-nueva-2027',
      city: {
        words: { es: { 'cycle.none.home': 'Al inicio' } },
        departments: [{ code: 'agua', name: 'Agua y Drenaje' }],
        roles: [{ role: 'booth_officer' }],
        look: {},
      },
    });
    const { status, location } = await upload(document);
    expect(status).toBe(303);
    const place = location.replace(/[?&]notice=.*/, '');
    // 5 February 2028 is a Saturday and Monday the 7th a holiday.
    const shown = (await house.get(`${place}&start=2028-02-05`, as(admin))).html;
    expect(shown).toContain('value="2028-02-08T00:00"');
    expect(words(shown)).toContain('una dependencia');
    const form = (slug: string) => ({
      act: 'start',
      name: 'Edición',
      slug,
      prefix: `P${slug}`,
      ...Object.fromEntries(
        document.cycle.phases.flatMap(({ opens, closes }, index) => [
          [`phases.${index}.opens`, opens ?? ''],
          [`phases.${index}.closes`, closes ?? ''],
        ]),
      ),
      'districts.0.name': 'Sector Norte',
      'districts.0.zones': ['los-nogales', 'san-isidro', 'valle-alto'],
      'districts.1.name': 'Sector Sur',
      'districts.1.zones': ['centro', 'el-mezquite', 'la-huerta'],
      'money.0.0': '3,000,000',
      'money.1.0': '3,000,000',
      total: '6,000,000',
      takeCity: 'on',
    });
    const codes = () => inCity(async (tx) => (await departmentsOf(tx, cityId)).map(({ code }) => code));
    expect((await house.post(place, form('2041'), as(coordinator))).status).toBe(303);
    expect(await codes()).not.toContain('agua');
    const wrong = { ...form('2042'), total: '1' };
    expect((await house.post(place, wrong, as(admin))).status).toBe(422);
    expect(await codes()).not.toContain('agua');
    expect((await house.post(place, form('2042'), as(admin))).status).toBe(303);
    expect(await codes()).toContain('agua');
    expect(words((await house.get('/desk/cycle/2042/blueprint', as(admin))).html)).toContain(
      'Funciones por cubrir',
    );
  });

  test('of a city with several levels asks for the districts above, and names what cannot be done', async () => {
    const monterrey = await house.get('/desk/cycle/start?blueprint=monterrey-2024', as(admin));
    expect(words(monterrey.html)).toContain('Pertenece a: Distrito');
    const leon = words((await house.get('/desk/cycle/start?blueprint=leon-2025', as(admin))).html);
    expect(leon).toContain('Este programa todavía no puede hacer “whatsapp”');
    const without = await house.get('/desk/cycle/start?blueprint=leon-2025&without=1', as(admin));
    expect(words(without.html)).not.toContain('whatsapp');
    expect(words(without.html)).toContain('no puede votar ni dar dinero en el nivel “Delegación”');
  });
});

describe('an improved origin', () => {
  const desk = '/desk/cycle/2043/blueprint';
  beforeAll(() =>
    inCity(async (tx) => {
      const change = (blueprint: { voting: object }) => Object.assign(blueprint.voting, { minimumAge: null });
      const cycle = await aCycle(tx, cityId, { now, slug: '2043', prefix: 'SJ43', publish: false, change });
      const given = { cityId, cycleId: cycle.id, actorId, now, path: 'voting.minimumAge', value: 15 };
      expect((await giveValue(tx, given)).ok).toBe(true);
    }),
  );
  const cycle = () => inCity(async (tx) => (await cycleBySlug(tx, cityId, '2043')) as NonNullable<unknown>);

  test('is compared with the cycle in sentences', async () => {
    expect((await house.get(desk, as(observer))).status).toBe(403);
    const shown = words((await house.get(desk, as(coordinator))).html);
    expect(shown).toContain('Partió de “Edición general”, versión 1.');
    expect(shown).toContain('Edad mínima: era 16, es 15');
    expect(shown).not.toContain('Tomar las secciones elegidas');
  });

  test('is taken over section by section; what the city has given stays', async () => {
    const newer = improved(2, ({ voting, projects, evaluation }) => {
      Object.assign(voting, { minimumAge: null, changeable: false });
      Object.assign(projects, { updateEveryDays: 15 });
      Object.assign(evaluation, { opinionDays: 10 });
    });
    expect((await upload(newer)).status).toBe(303);
    const shown = words((await house.get(desk, as(coordinator))).html);
    expect(shown).toContain('Versión 2 de “Edición general”');
    expect(shown).toContain('El voto se puede cambiar: era sí, es no');
    const nothing = await house.post(desk, { act: 'take-over' }, as(coordinator));
    expect(words(nothing.html)).toContain('Elige al menos una sección.');
    const take = { act: 'take-over', sections: ['voting', 'projects'] };
    expect((await house.post(desk, take, as(coordinator))).status).toBe(303);
    expect(await cycle()).toMatchObject({
      unknown: [],
      blueprint: {
        voting: { minimumAge: 15, changeable: false },
        projects: { updateEveryDays: 15 },
        evaluation: { opinionDays: 15 },
      },
    });
    await inCity(async (tx) => {
      const told = await tx
        .selectFrom('event')
        .select('data')
        .where('name', '=', 'cycle.sections-taken')
        .execute();
      expect(told.map(({ data }) => data)).toMatchObject([
        { origin: 'generic 2', sections: ['voting', 'projects'] },
      ]);
    });
    expect((await house.get('/desk/cycle/2043/blueprint.json', as(coordinator))).html).toContain(
      '"version": 3',
    );
  });

  test('that contradicts the cycle changes nothing', async () => {
    const newer = improved(3, ({ voting, counting, projects }) => {
      Object.assign(voting, { ballots: { sector: { type: 'knapsack' } } });
      Object.assign(counting, { rules: { sector: counting.rules.community } });
      Object.assign(projects, { updateEveryDays: 7 });
    });
    Object.assign(newer.cycle, { tracks: [{ code: 'sector', name: 'Sector', description: '' }] });
    Object.assign(newer.cycle, { money: { total: 0, shares: [], reserved: [] } });
    Object.assign(newer.proposals, { maximumCost: {} });
    expect((await upload(newer)).status).toBe(303);
    const take = { act: 'take-over', sections: ['voting', 'projects'] };
    const refused = await house.post(desk, take, as(coordinator));
    expect(refused.status).toBe(422);
    expect(words(refused.html)).toContain('voting.ballots.sector: No hay un tipo de proyecto');
    expect(await cycle()).toMatchObject({ blueprint: { projects: { updateEveryDays: 15 } } });
  });

  test('cannot touch rules that people act on already', () =>
    inCity(async (tx) => {
      const running = await aCycle(tx, cityId, { now, slug: '2044', prefix: 'SJ44' });
      const from = improved(9, () => {});
      const act = { cityId, cycleId: running.id, actorId, now, from };
      expect(await takeOverSections(tx, { ...act, sections: ['proposals'] })).toMatchObject({
        reason: 'already-fixed',
      });
      expect((await takeOverSections(tx, { ...act, sections: ['evaluation', 'voting'] })).ok).toBe(true);
    }));
});
