import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { aCity } from '../city/city.fixtures.ts';
import { aStaffMember, signedInAs } from '../people/people.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { aCycle } from './cycle.fixtures.ts';
import { cycleBySlug, phaseOf } from './cycle-queries.ts';
import { suspendCycle } from './suspend-cycle.ts';

let house: TestHouse;
let cityId: number;
let nadia: string;
let actorId: number;
let beto: string;

beforeAll(async () => {
  house = await testHouse({ demo: false });
  cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  await inCity(async (tx) => {
    actorId = await aStaffMember(tx, { cityId, role: 'administrator' });
    nadia = await signedInAs(tx, { cityId, personId: actorId });
    beto = await signedInAs(tx, { cityId, personId: await aStaffMember(tx, { cityId, role: 'observer' }) });
  });
});
afterAll(() => house.close());

const inCity = <Value>(work: (tx: Tx) => Promise<Value>) => house.db.inCity(cityId, work);
const as = (cookie: string) => ({ headers: { cookie, 'accept-language': 'es' } });
/** The words of a page, without its marks. */
const words = (html: string) =>
  html
    .replace(/<(script|style)[\s\S]*?<\/\1>/g, '')
    .replace(/<[^>]+>/g, ' ')
    .replace(/&quot;/g, '"')
    .replace(/\s+/g, ' ');
const today = new Date();
const wall = (days: number) =>
  `${new Date(today.getTime() + days * 86_400_000).toISOString().slice(0, 10)}T00:00`;

test('a city without a cycle says so kindly', async () => {
  const page = await house.get('/cycle');
  expect(page.status).toBe(200);
  expect(words(page.html)).toContain('Todavía no hay una edición abierta');
});

describe('starting a cycle at the desk', () => {
  const phases = ['proposals', 'evaluation', 'voting', 'results', 'projects'];
  const form = (over: Record<string, string | string[]> = {}) => ({
    act: 'start',
    name: 'Presupuesto participativo 2031',
    slug: '2031',
    prefix: 'sj31',
    ...Object.fromEntries(
      phases.flatMap((_, index) => [
        [`phases.${index}.opens`, wall(10 + index * 20)],
        [`phases.${index}.closes`, wall(30 + index * 20)],
      ]),
    ),
    'districts.0.name': 'Sector Ñandú',
    'districts.0.zones': ['centro', 'el-mezquite', 'la-huerta'],
    'districts.1.name': 'Sector Sur',
    'districts.1.zones': ['los-nogales', 'san-isidro', 'valle-alto'],
    'money.0.0': '1,000,000',
    'money.1.0': '500,000.50',
    total: '1,750,000.50',
    'reserved.0.name': 'Escuelas',
    'reserved.0.amount': '250,000',
    ...over,
  });
  const address = '/desk/cycle/start?blueprint=generic&districts=2';

  test('is for those who run cycles', async () => {
    expect((await house.get('/desk/cycle', as(beto))).status).toBe(403);
    expect((await house.post(address, form(), as(beto))).status).toBe(403);
    expect((await house.get('/desk/cycle/start')).location).toContain('/sign-in');
  });

  test('offers the blueprints and asks for what only the city knows', async () => {
    const choose = await house.get('/desk/cycle/start', as(nadia));
    expect(words(choose.html)).toContain('San Pedro Garza García 2023');
    const sanPedro = await house.get('/desk/cycle/start?blueprint=san-pedro-2023', as(nadia));
    expect(sanPedro.html).toContain('value="2023-03-23T00:00"');
    expect(words(sanPedro.html)).toContain('Cuántas marcas por boleta (voting.ballots.sector.maximum)');
    expect((await house.get('/desk/cycle/start?blueprint=nowhere', as(nadia))).status).toBe(404);
  });

  test.each([
    ['money that does not add up', { total: '1,750,000' }, 'El dinero no cuadra'],
    ['an amount that is none', { 'money.0.0': 'mucho' }, 'No podemos leer esta cantidad'],
    [
      'a zone in two sectors',
      { 'districts.1.zones': ['los-nogales', 'centro'] },
      'La zona “centro” está en dos',
    ],
    ['a zone left out', { 'districts.1.zones': ['los-nogales'] }, '2 zonas quedan fuera de todo sector'],
    ['phases out of order', { 'phases.2.opens': wall(12) }, '“Votación” abre cuando “Presentar propuestas”'],
    ['a date that is missing', { 'phases.4.closes': '' }, 'Falta este dato'],
    ['an address with spaces', { slug: 'edición 2031' }, 'Usa letras minúsculas'],
  ])('names %s, keeps what was typed and starts nothing', async (_name, over, sentence) => {
    const page = await house.post(address, form(over), as(nadia));
    expect(page.status).toBe(422);
    expect(words(page.html)).toContain(sentence);
    expect(page.html).toContain('value="Sector Ñandú"');
    expect(await inCity((tx) => cycleBySlug(tx, cityId, '2031'))).toBeUndefined();
  });

  test('makes a draft that the public does not see until it is published', async () => {
    const made = await house.post(address, form(), as(nadia));
    expect([made.status, made.location]).toEqual([303, '/desk/cycle/2031']);
    expect(words((await house.get('/cycle')).html)).toContain('Todavía no hay');
    const again = await house.post(address, form({ prefix: 'OTRO' }), as(nadia));
    expect(words(again.html)).toContain('Ya hay una edición con esa dirección');
    expect((await house.post('/desk/cycle/2031', { act: 'publish' }, as(nadia))).status).toBe(303);
    const shown = words((await house.get('/cycle')).html);
    expect(shown).toContain('Sector Ñandú');
    expect(shown).toContain('$1,500,000.50');
    expect(shown).toContain('Lo que sigue: Presentar propuestas');
  });
});

describe('a running cycle', () => {
  beforeAll(() => inCity(async (tx) => void (await aCycle(tx, cityId, { now: today }))));
  const desk = '/desk/cycle/2027';
  const proposals = () =>
    inCity(async (tx) => {
      const cycle = await cycleBySlug(tx, cityId, '2027');
      return cycle && phaseOf(tx, cycle, 'proposals', today);
    });

  test('tells what is open, until when, where the money goes and under which rules', async () => {
    const shown = words((await house.get('/cycle')).html);
    expect(shown).toContain('Presenta tu propuesta');
    expect(shown).toContain('Los Nogales, San Isidro, Valle Alto');
    expect(shown).toContain('Cada persona puede presentar hasta 2 propuestas.');
    expect(words((await house.get('/cycle?lang=en')).html)).toContain('Make your proposal');
  });

  test('is moved with a reason that everybody reads; without one the form comes back as typed', async () => {
    const phase = await proposals();
    const move = {
      act: 'move-phase',
      _form: 'move-phase-proposals',
      phase: String(phase?.id),
      opens: wall(-3),
      closes: wall(33),
      reason: ' ',
    };
    const refused = await house.post(desk, move, as(nadia));
    expect(refused.status).toBe(422);
    expect(words(refused.html)).toContain('el público tiene que saber por qué');
    expect(refused.html).toContain(`value="${wall(33)}"`);
    const past = await house.post(desk, { ...move, closes: wall(-1), reason: 'x' }, as(nadia));
    expect(words(past.html)).toContain('El cierre no puede quedar en el pasado');
    const late = await house.post(desk, { ...move, closes: wall(31), opens: '', reason: 'x' }, as(nadia));
    expect(words(late.html)).toContain('Escribe día y hora');
    const done = await house.post(desk, { ...move, reason: 'Llovió <mucho>.' }, as(nadia));
    expect(done.status).toBe(303);
    const shown = (await house.get('/cycle')).html;
    expect(shown).toContain('Motivo: Llovió &lt;mucho>.');
    expect(words(shown)).toContain('Fechas anunciadas al principio');
  });

  test('is suspended once, though two people press', async () => {
    const phase = await proposals();
    const stop = { act: 'suspend-phase', phase: String(phase?.id), reason: 'Por una orden judicial.' };
    const answers = await Promise.all([1, 2].map(() => house.post(desk, stop, as(nadia))));
    expect(answers.map(({ status }) => status).sort()).toEqual([303, 422]);
    const second = answers.find(({ status }) => status === 422);
    expect(words(second?.html ?? '')).toContain('Otra persona lo cambió antes');
    expect(words((await house.get('/cycle')).html)).toContain('Por una orden judicial.');
    expect((await proposals())?.state).toBe('suspended');
  });

  test('suspended as a whole, it says so at the top of its page', async () => {
    await inCity(async (tx) => {
      const cycle = await cycleBySlug(tx, cityId, '2027');
      const act = { cityId, cycleId: cycle?.id ?? 0, actorId, now: today };
      await suspendCycle(tx, { ...act, reason: 'El dinero se destinó a la emergencia.' });
    });
    const shown = words((await house.get('/cycle')).html);
    expect(shown).toContain('Esta edición está suspendida');
    expect(shown).toContain('El dinero se destinó a la emergencia.');
    expect(shown).not.toContain('Presenta tu propuesta');
  });
});

describe('a value that the blueprint left open', () => {
  const desk = '/desk/cycle/2029';
  const give = (over: Record<string, string>) =>
    house.post(desk, { act: 'give-value', path: 'voting.minimumAge', value: '16', ...over }, as(nadia));

  beforeAll(() =>
    inCity(async (tx) => {
      const change = (blueprint: { voting: object; evaluation: object }) => {
        Object.assign(blueprint.voting, { minimumAge: null });
        Object.assign(blueprint.evaluation, { departments: null });
      };
      await aCycle(tx, cityId, { now: today, slug: '2029', prefix: 'SJ29', change });
    }),
  );

  test('keeps its phase shut and is asked for at the desk', async () => {
    await inCity(async (tx) => {
      const cycle = await cycleBySlug(tx, cityId, '2029');
      const voting = cycle && (await phaseOf(tx, cycle, 'voting', today));
      const later = cycle && (await phaseOf(tx, cycle, 'voting', voting?.opensAt as Date));
      expect(later).toMatchObject({ state: 'upcoming', unknown: ['voting.minimumAge'] });
    });
    const shown = words((await house.get(desk, as(nadia))).html);
    expect(shown).toContain('Falta definir 2 datos');
    expect(shown).toContain('Usar lo de la plantilla general: 16');
  });

  test('is given once, read as people type it', async () => {
    expect(words((await give({ value: '' })).html)).toContain('Escribe un valor');
    expect(words((await give({ path: 'voting.changeable' })).html)).toContain('Ese dato ya está definido');
    expect((await give({})).status).toBe(303);
    expect((await give({ value: '18' })).status).toBe(422);
    const generic = { act: 'take-generic', path: 'evaluation.departments' };
    expect((await house.post(desk, generic, as(nadia))).status).toBe(303);
    await inCity(async (tx) => {
      const cycle = await cycleBySlug(tx, cityId, '2029');
      expect(cycle?.unknown).toEqual([]);
      expect(cycle?.blueprint).toMatchObject({
        voting: { minimumAge: 16 },
        evaluation: { departments: [{ code: 'obras' }, { code: 'parques' }, { code: 'movilidad' }] },
      });
    });
  });
});

test('the city’s own page takes holidays, departments and a name', async () => {
  const desk = '/desk/city';
  expect((await house.get(desk, as(beto))).status).toBe(403);
  const post = (form: Record<string, string | string[]>) => house.post(desk, form, as(nadia));
  expect((await post({ act: 'add-holiday', day: '2099-03-25', name: 'Jueves Santo' })).status).toBe(303);
  const twice = await post({ act: 'add-holiday', day: '2099-03-25', name: 'Otra vez' });
  expect(words(twice.html)).toContain('Ese día ya está en la lista');
  expect(words((await post({ act: 'add-holiday', day: 'ayer', name: 'x' })).html)).toContain(
    'Escribe una fecha',
  );
  expect((await post({ act: 'add-department', code: 'agua', name: 'Agua y Drenaje' })).status).toBe(303);
  expect((await post({ act: 'change', name: 'San Jacinto del Valle', restDays: ['7'] })).status).toBe(303);
  const shown = (await house.get(desk, as(nadia))).html;
  for (const one of ['25 de marzo de 2099', 'Agua y Drenaje', 'value="San Jacinto del Valle"']) {
    expect(shown).toContain(one);
  }
  expect((await post({ act: 'remove-holiday', day: '2099-03-25' })).status).toBe(303);
  expect((await house.get(desk, as(nadia))).html).not.toContain('25 de marzo de 2099');
});
