import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { multipart } from '../../test/page-house.ts';
import { aCity, setClock } from '../city/city.fixtures.ts';
import { departmentsOf } from '../city/city-queries.ts';
import { aStaffMember, signedInAs } from '../people/people.fixtures.ts';
import { afterVoting } from '../voting/voting.fixtures.ts';
import { postUpdate } from './post-update.ts';
import { aWonElection, type WonElection } from './projects.fixtures.ts';
import { redactUpdate } from './redact-update.ts';
import { updatesOf } from './update-queries.ts';

let house: TestHouse;
let election: WonElection;
let parques: number;
let obras: number;
/** Cookie headers. */
let who: Record<'maribel' | 'paz' | 'other' | 'beto' | 'lucia', string>;
let path: string;
beforeAll(async () => {
  house = await testHouse();
  const cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  await house.db.inCity(cityId, async (tx) => {
    await setClock(tx, cityId, afterVoting);
    election = await aWonElection(tx, cityId);
    const departments = new Map((await departmentsOf(tx, cityId)).map(({ code, id }) => [code, id]));
    parques = departments.get('parques') as number;
    obras = departments.get('obras') as number;
    const manager = async (departmentId: number) =>
      aStaffMember(tx, { cityId, role: 'project_manager', departmentId });
    const cookie = (personId: number) => signedInAs(tx, { cityId, personId });
    who = {
      maribel: await cookie(election.maribel),
      paz: await cookie(await manager(parques)),
      other: await cookie(await manager(obras)),
      beto: await cookie(await aStaffMember(tx, { cityId, role: 'observer' })),
      lucia: await cookie(election.lucia),
    };
  });
  path = `/projects/${election.projects[0]?.code}`;
});
afterAll(() => house.close());

const get = (address: string, cookie = '') => house.get(address, cookie ? { headers: { cookie } } : {});
const press = (form: Record<string, string>, cookie: string) =>
  house.post(`/desk${path}`, form, { headers: { cookie } });
const days = ['2027-05-01', '2027-07-01', '2027-09-01', '2027-10-01', '2027-11-01', '2027-12-01'];

async function planForm(): Promise<Record<string, string>> {
  const { html } = await get(`/desk${path}`, who.maribel);
  const stages = [...html.matchAll(/name="(stages\.[\w-]+)"/g)].map(([, name]) => name as string);
  expect(stages.length).toBeGreaterThan(1);
  return Object.fromEntries(stages.map((name, at) => [name, days[at] as string]));
}

/** One project from the result to its delivery, as those who build it do it. */
describe('the desk of a project', () => {
  it('is open to those who build and to observers, and asks no more of a stranger than her name', async () => {
    for (const cookie of [who.maribel, who.paz, who.other, who.beto]) {
      expect((await get('/desk/projects', cookie)).status).toBe(200);
      expect((await get(`/desk${path}`, cookie)).status).toBe(200);
    }
    expect((await get(`/desk${path}`, who.lucia)).status).toBe(403);
    expect((await get('/desk/projects')).location).toContain('/sign-in');
    expect((await get('/desk/projects/none', who.maribel)).status).toBe(404);
  });

  it('shows a project without a plan as that, to everybody', async () => {
    const shown = await get(path);
    expect(shown.html).toContain('Sin plan');
    expect((await get('/projects')).html).toContain('Sin plan');
  });

  it('refuses a plan with a hole, a wrong order or no such department, and keeps the days', async () => {
    const plan = await planForm();
    const names = Object.keys(plan);
    const hole = { ...plan, [names[1] as string]: '' };
    const refused = await press(
      { act: 'plan', _form: 'plan', department: String(parques), ...hole },
      who.maribel,
    );
    expect(refused.status).toBe(422);
    expect(refused.html).toContain(`value="${plan[names[0] as string]}"`);
    const wrong = { ...plan, [names[0] as string]: '2028-01-01' };
    const order = await press(
      { act: 'plan', _form: 'plan', department: String(parques), ...wrong },
      who.maribel,
    );
    expect(order.status).toBe(422);
    expect(order.html).toContain('no puede terminar antes');
    for (const department of ['999', '', 'x']) {
      expect((await press({ act: 'plan', department, ...plan }, who.maribel)).status).toBe(422);
    }
  });

  it('takes a plan from the coordinator and from nobody whose project it is not', async () => {
    const plan = { act: 'plan', department: String(parques), ...(await planForm()) };
    expect((await press(plan, who.paz)).status).toBe(422);
    expect((await press(plan, who.beto)).status).toBe(403);
    expect((await press(plan, who.maribel)).location).toBe(`/desk${path}`);
    expect((await get(path)).html).toContain('1 de mayo de 2027');
    const again = await press(plan, who.paz);
    expect(again.status).toBe(422);
    expect(again.html).toContain('ya estaba publicado');
  });

  it('tells progress with a photo that everybody sees, and refuses a file that is none', async () => {
    const photo = await sharp({ create: { width: 40, height: 30, channels: 3, background: '#0a5' } })
      .jpeg()
      .toBuffer();
    const form = {
      act: 'update',
      _form: 'update',
      body: 'Ya está la malla y falta la pintura.',
      description: 'La malla nueva',
    };
    const send = (fields: Record<string, string>, bytes: Buffer) => {
      const { payload, headers } = multipart(fields, [
        { name: 'photo', filename: 'a.jpg', type: 'image/jpeg', bytes },
      ]);
      const url = `/desk${path}`;
      return house.server.inject({ method: 'POST', url, payload, headers: { ...headers, cookie: who.paz } });
    };
    const fake = await send(form, Buffer.from('#!/bin/sh\necho no photo'));
    expect(fake.statusCode).toBe(422);
    expect(/<a href="#field-update-photo">[^<]*/.exec(fake.body)?.[0]).toContain(
      'El archivo no es una foto.',
    );
    expect(fake.body).toContain('Ya está la malla y falta la pintura.');
    expect((await send({ ...form, description: '' }, photo)).statusCode).toBe(422);
    expect((await send(form, photo)).statusCode).toBe(303);
    const shown = await get(path);
    const [, address = ''] = /src="(\/files\/\d+\/large)"/.exec(shown.html) ?? [];
    expect(shown.html).toContain('alt="La malla nueva"');
    expect((await get(address)).status).toBe(200);
  });

  it('takes words and a photo out of an update, with a mark, a log and the original', async () => {
    const { html: desk } = await get(`/desk${path}`, who.maribel);
    const [, update = ''] = /id="form-redact-(\d+)"/.exec(desk) ?? [];
    const [, file = ''] = /src="(\/files\/\d+\/)small"/.exec(desk) ?? [];
    const words = { act: 'redact', _form: `redact-${update}`, update, reason: 'Nombra a una vecina' };
    expect((await press({ ...words, words: 'la malla' }, who.paz)).status).toBe(403);
    expect((await press({ ...words, words: 'no está' }, who.maribel)).html).toContain('no están en el texto');
    expect((await press({ ...words, words: 'la malla' }, who.maribel)).status).toBe(303);
    const shown = await get(path);
    expect(shown.html).toContain('Ya está [retirado] y falta la pintura.');
    expect(shown.html).toContain('Se retiró una parte de este texto el');
    expect(shown.html).toContain('Nombra a una vecina');
    expect((await get(`${file}large`)).status).toBe(200);
    const photo = { act: 'remove-photo', _form: `photo-${update}`, update, reason: 'Se ve una placa' };
    expect((await press(photo, who.maribel)).status).toBe(303);
    expect((await press(photo, who.maribel)).status).toBe(422);
    const without = await get(path);
    expect(without.html).not.toContain(file);
    expect(without.html).not.toContain('La malla nueva');
    expect(without.html).toContain('Se retiró la foto el');
    for (const cookie of ['', who.maribel]) expect((await get(`${file}large`, cookie)).status).toBe(404);
    const log = await get('/desk/redactions', who.maribel);
    for (const word of ['Nombra a una vecina', 'Se ve una placa', 'Maribel', 'Foto de un avance'])
      expect(log.html).toContain(word);
    expect((await get('/desk/redactions', who.beto)).status).toBe(403);
    expect((await get('/privacy')).html).toContain('se ha retirado contenido personal o ilícito 2 veces');
    const kept = await house.db.inCity(election.cityId, (tx) =>
      tx.selectFrom('project_update').select('body').where('id', '=', Number(update)).executeTakeFirst(),
    );
    expect(kept?.body).toBe('Ya está la malla y falta la pintura.');
  });

  it('of two who take words out at once leaves nothing uncovered', async () => {
    const { cityId, maribel: actorId } = election;
    const project = election.projects[0]?.id as number;
    await house.db.inCity(cityId, (tx) =>
      postUpdate(tx, { cityId, projectId: project, body: 'Llame a Ana o a Eva.', actorId, now: afterVoting }),
    );
    const [told] = await house.db.inCity(cityId, (tx) => updatesOf(tx, cityId, project));
    const updateId = told?.id as number;
    const act = { cityId, projectId: project, updateId, actorId, now: afterVoting, reason: 'Nombres' };
    const out = (words: string) =>
      house.db.inCity(cityId, (tx) => redactUpdate(tx, { ...act, what: { words, mask: '[…]' } }));
    const answers = await Promise.all([out('Ana'), out('Eva')]);
    const [after] = await house.db.inCity(cityId, (tx) => updatesOf(tx, cityId, project));
    expect(after?.body.match(/\[…\]/g)).toHaveLength(answers.filter(({ ok }) => ok).length);
  });

  it('writes money as it is typed and says what it does not understand', async () => {
    const line = {
      act: 'money',
      _form: 'money',
      kind: 'paid',
      concept: 'Anticipo del 30 %',
      day: '2027-03-01',
    };
    const refused = await press({ ...line, amount: 'un millón' }, who.paz);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('No se entiende el monto');
    expect(refused.html).toContain('value="Anticipo del 30 %"');
    expect((await press({ ...line, amount: '-5' }, who.paz)).html).toContain('La corrección es mayor');
    expect((await press({ ...line, amount: '5', day: '2027-02-31' }, who.paz)).status).toBe(422);
    expect((await press({ ...line, amount: '5', kind: 'gift' }, who.paz)).status).toBe(422);
    expect((await press({ ...line, amount: '5' }, who.other)).html).toContain(
      'Este proyecto es de otra área',
    );
    expect((await press({ ...line, amount: '1,250,000.50' }, who.paz)).status).toBe(303);
    expect((await get(path)).html).toContain('$1,250,000.50');
  });

  it('moves and finishes stages of this project only, with a reason that the public reads', async () => {
    const milestones = await house.db.inCity(election.cityId, (tx) =>
      tx.selectFrom('milestone').select('id').orderBy('position').execute(),
    );
    const milestone = String(milestones[0]?.id);
    const move = {
      act: 'move',
      _form: `move-${milestone}`,
      milestone,
      day: '2027-06-15',
      reason: 'Llovió mucho.',
    };
    const short = await press({ ...move, reason: 'no' }, who.paz);
    expect(short.status).toBe(422);
    expect(short.html).toContain('value="2027-06-15"');
    expect((await press({ ...move, milestone: '999' }, who.paz)).status).toBe(422);
    expect((await press(move, who.other)).status).toBe(422);
    expect((await press(move, who.paz)).status).toBe(303);
    const shown = await get(path);
    expect(shown.html).toContain('Llovió mucho.');
    expect(shown.html).toMatch(/días? de retraso/);
    const finish = { act: 'finish', milestone, day: '2027-03-01', reason: 'Quedó el proyecto ejecutivo.' };
    expect((await press(finish, who.paz)).status).toBe(303);
    expect((await get(path)).html).toContain('Quedó el proyecto ejecutivo.');
  });

  it('can be followed by whoever is signed in', async () => {
    const follow = (wish: string, cookie: string) =>
      house.post(path, { act: 'follow', wish }, cookie ? { headers: { cookie } } : {});
    expect((await follow('follow', '')).location).toBe(`/sign-in?next=${encodeURIComponent(path)}`);
    expect((await follow('follow', who.lucia)).status).toBe(303);
    expect((await get(path, who.lucia)).html).toContain('Dejar de seguir');
    expect((await follow('unfollow', who.lucia)).status).toBe(303);
    expect((await get(path, who.lucia)).html).toContain('Seguir este proyecto');
  });
});
