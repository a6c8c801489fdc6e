import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type Shown, type TestHouse, testHouse } from '../../../test/house.ts';
import { setClock } from '../../city/city.fixtures.ts';
import { aStaffMember, signedInAs } from '../../people/people.fixtures.ts';
import type { Role } from '../../platform/http/viewer.ts';
import { aDecidedCase, caseOf, opinionOf, revealNow } from '../evaluation.fixtures.ts';
import { formalItemsOf, opinionItemsOf } from '../records/proposal-facts.ts';
import { type Story, tellStory } from '../story.fixtures.ts';

let house: TestHouse;
let story: Story;
const cookies = new Map<string, string>();

beforeAll(async () => {
  house = await testHouse();
  story = await tellStory(house.db);
  await house.assembly.cities.reload();
  const { cityId, staff, departments } = story;
  await story.inCity(async (tx) => {
    await setClock(tx, cityId, story.now);
    const others: [string, Role, string?][] = [
      ['administrator', 'administrator'],
      ['observer', 'observer'],
      ['booth_officer', 'booth_officer'],
      ['project_manager', 'project_manager', 'parques'],
      ['evaluator of works', 'evaluator', 'obras'],
    ];
    const people = new Map([
      ['coordinator', staff.coordinatorId],
      ['evaluator', staff.evaluatorId],
      ['signer', staff.signerId],
      ['resident', story.luciaId],
    ]);
    for (const [name, role, code] of others) {
      const place = code === undefined ? {} : { departmentId: departments.get(code) as number };
      people.set(name, await aStaffMember(tx, { cityId, role, ...place, name }));
    }
    for (const [name, personId] of people) {
      cookies.set(name, await signedInAs(tx, { cityId, personId, secondFactor: name !== 'resident' }));
    }
  });
});
afterAll(() => house.close());

const as = (name: string) => ({ headers: { cookie: cookies.get(name) ?? '' } });
const get = (path: string, name: string) => house.get(path, as(name));
const post = (path: string, form: Record<string, string | string[]>, name: string) =>
  house.post(path, form, as(name));

async function aCase(until: Parameters<typeof aDecidedCase>[1]['until'], title?: string, over = {}) {
  const { cityId, staff, now } = story;
  const proposalId = await story.propose(title);
  const caseId = await story.inCity((tx) =>
    aDecidedCase(tx, { cityId, proposalId, staff, now, until, ...over } as never),
  );
  return { proposalId, caseId };
}
const factsOf = (proposalId: number) => story.inCity((tx) => caseOf(tx, story.cityId, proposalId));
const typed = (name: string, { html }: Shown) =>
  new RegExp(`name="${name.replaceAll('.', '\\.')}"[^>]*value="([^"]*)"`).exec(html)?.[1];

describe('who sees what', () => {
  /** 200 seen, 404 as if there were none, 403 not for this role, 303 to sign in. */
  const table: Record<
    string,
    readonly [list: number, own: number, foreign: number, decisions: number, sign: number, reveal: number]
  > = {
    administrator: [200, 200, 200, 200, 403, 200],
    coordinator: [200, 200, 200, 200, 403, 200],
    observer: [200, 200, 200, 200, 403, 200],
    signer: [200, 200, 200, 200, 200, 200],
    evaluator: [200, 200, 404, 403, 403, 403],
    project_manager: [200, 200, 404, 403, 403, 403],
    'evaluator of works': [200, 404, 404, 403, 403, 403],
    booth_officer: [403, 403, 403, 403, 403, 403],
    resident: [403, 403, 403, 403, 403, 403],
    nobody: [303, 303, 303, 303, 303, 303],
  };

  test.each(Object.entries(table))('%s', async (name, wanted) => {
    const own = await aCase('with_departments');
    const foreign = await aCase('received');
    const paths = [
      '/desk/cases',
      `/desk/cases/${own.caseId}`,
      `/desk/cases/${foreign.caseId}`,
      '/desk/decisions',
      '/desk/decisions/sign?cases=1',
      '/desk/reveal',
    ];
    const seen: number[] = [];
    for (const path of paths) seen.push((await get(path, name)).status);
    expect(seen).toEqual(wanted);
  });

  test('an evaluator’s list and search hold her department’s cases only', async () => {
    const own = await aCase('with_departments', 'Jacarandas para el camellón');
    const foreign = await aCase('received', 'Jacarandas para la escuela');
    const { html } = await get('/desk/cases?q=jacaranda', 'evaluator');
    expect(html).toContain(`/desk/cases/${own.caseId}?`);
    expect(html).not.toContain(`/desk/cases/${foreign.caseId}?`);
    expect((await get('/desk/cases?q=jacaranda', 'evaluator of works')).html).not.toContain('Jacarandas');
  });

  test('a department’s draft is read by nobody else, and its form by nobody of another department', async () => {
    const { proposalId, caseId } = await aCase('with_departments');
    const { cityId, staff } = story;
    const { opinionId, revision } = await story.inCity((tx) =>
      opinionOf(tx, cityId, caseId, staff.departmentId),
    );
    const path = `/desk/cases/${caseId}`;
    const draft = {
      act: 'save-opinion',
      opinionId: String(opinionId),
      revision: String(revision),
      comment: 'Nota de Iker',
    };
    expect((await post(path, draft, 'evaluator')).status).toBe(303);
    expect((await get(path, 'evaluator')).html).toContain('Nota de Iker');
    expect((await get(path, 'coordinator')).html).not.toContain('Nota de Iker');
    for (const name of ['coordinator', 'signer', 'observer', 'project_manager']) {
      expect((await post(path, { ...draft, revision: String(revision + 1) }, name)).status, name).toBe(403);
    }
    expect((await post(path, draft, 'evaluator of works')).status).toBe(404);
    const asking = { act: 'assign', revision: String((await factsOf(proposalId)).revision) };
    await post(path, { ...asking, departments: String(story.departments.get('obras')) }, 'coordinator');
    const foreign = await post(
      path,
      { ...draft, revision: String(revision + 1), comment: 'de obras' },
      'evaluator of works',
    );
    expect(foreign.status).toBe(422);
    expect(foreign.html).not.toContain('Nota de Iker');
    expect((await get(path, 'evaluator')).html).toContain('Nota de Iker');
    expect((await factsOf(proposalId)).state).toBe('with_departments');
  });

  test('acts of others are refused at the door', async () => {
    const { caseId } = await aCase('prepared');
    const path = `/desk/cases/${caseId}`;
    const acts = {
      'formal-check': 'signer',
      assign: 'evaluator',
      prepare: 'signer',
      sign: 'coordinator',
      'send-back': 'observer',
    };
    for (const [act, name] of Object.entries(acts)) {
      expect((await post(path, { act, revision: '1' }, name)).status, act).toBe(403);
    }
    expect(
      (await post('/desk/reveal', { act: 'plan', day: '2027-04-01', time: '10:00' }, 'signer')).status,
    ).toBe(403);
  });
});

describe('a case through the pages', () => {
  test('from the formal check to the signature, and the address keeps the filter after each act', async () => {
    const { proposalId, caseId } = await aCase('received');
    const { cityId, cycle, staff } = story;
    const of = { cityId, cycleId: cycle.id, proposalId };
    const path = `/desk/cases/${caseId}?state=received&sort=-folio`;
    const revision = async () => String((await factsOf(proposalId)).revision);
    const done = async (form: Record<string, string | string[]>, name: string) => {
      const answer = await post(path, form, name);
      expect([answer.status, answer.location], `${form.act} ${answer.html.slice(0, 0)}`).toEqual([303, path]);
    };
    const items = await story.inCity((tx) => formalItemsOf(tx, of));
    const met = Object.fromEntries(items.map(({ id }) => [`answers.${id}.answer`, 'met']));
    await done({ act: 'formal-check', revision: await revision(), ...met }, 'coordinator');
    const asked = {
      departments: String(staff.departmentId),
      [`evaluators.${staff.departmentId}`]: String(staff.evaluatorId),
    };
    await done({ act: 'assign', revision: await revision(), ...asked }, 'coordinator');
    const opinion = await story.inCity((tx) => opinionOf(tx, cityId, caseId, staff.departmentId));
    const questions = await story.inCity((tx) => opinionItemsOf(tx, of, staff.departmentId));
    const lines = {
      'lines.0.concept': 'Encino de 3 m',
      'lines.0.unit': 'pieza',
      'lines.0.quantity': '6',
      'lines.0.price': '4,500.50',
      'lines.1.concept': 'Riego por goteo',
      'lines.1.unit': 'm',
      'lines.1.quantity': '120.5',
      'lines.1.price': '98',
    };
    await done(
      {
        act: 'submit-opinion',
        opinionId: String(opinion.opinionId),
        revision: String(opinion.revision),
        verdict: 'feasible',
        effects: 'Sombra para 300 personas',
        comment: '',
        ...Object.fromEntries(questions.map(({ id }) => [`answers.${id}.answer`, 'met'])),
        ...lines,
      },
      'evaluator',
    );
    const form = await get(path, 'coordinator');
    expect(typed('cost', form)).toBe('38,812');
    const decided = {
      cost: '38,812',
      effects: 'Sombra para 300 personas',
      reasons: '',
      costReason: '',
      joinedTo: '',
    };
    await done(
      { act: 'prepare', revision: await revision(), outcome: 'feasible', ...decided },
      'coordinator',
    );
    await done({ act: 'sign', revision: await revision() }, 'signer');
    expect((await factsOf(proposalId)).state).toBe('signed');
  });

  test('a form over an older state is refused, says so, and keeps what was typed', async () => {
    const { proposalId, caseId } = await aCase('consolidation');
    const { revision } = await factsOf(proposalId);
    const form = {
      act: 'prepare',
      revision: String(revision - 1),
      outcome: 'infeasible',
      reasons: 'Un texto largo de Maribel',
    };
    const answer = await post(`/desk/cases/${caseId}`, form, 'coordinator');
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('Alguien más cambió el expediente');
    expect(answer.html).toContain('Un texto largo de Maribel');
    expect(typed('revision', answer)).toBe(String(revision));
  });

  test('what was typed is shown even when its form is gone, because somebody else was faster', async () => {
    const { proposalId, caseId } = await aCase('signed');
    const { revision } = await factsOf(proposalId);
    const form = {
      act: 'prepare',
      revision: String(revision),
      outcome: 'infeasible',
      reasons: 'Un texto largo de Maribel',
    };
    const answer = await post(`/desk/cases/${caseId}`, form, 'coordinator');
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('ya está en «Firmado, sin publicar»');
    expect(answer.html).toContain('Un texto largo de Maribel');
  });

  test('everything wrong with an opinion is told at once, each beside its field', async () => {
    const { caseId } = await aCase('with_departments');
    const { cityId, staff } = story;
    const opinion = await story.inCity((tx) => opinionOf(tx, cityId, caseId, staff.departmentId));
    const form = {
      act: 'submit-opinion',
      opinionId: String(opinion.opinionId),
      revision: String(opinion.revision),
    };
    const empty = await post(
      `/desk/cases/${caseId}`,
      { ...form, _form: `opinion-${opinion.opinionId}` },
      'evaluator',
    );
    expect(empty.status).toBe(422);
    expect(empty.html).toContain('Elige si se puede hacer o no.');
    expect(empty.html).toContain('Falta contestar esta pregunta.');
    const line = { 'lines.0.concept': 'Bancas', 'lines.0.quantity': 'ocho', 'lines.0.price': 'caro' };
    const odd = await post(
      `/desk/cases/${caseId}`,
      { ...form, ...line, _form: `opinion-${opinion.opinionId}` },
      'evaluator',
    );
    expect(odd.html).toContain('Escribe una cantidad mayor que cero');
    expect(odd.html).toContain('Escribe un importe');
    expect(odd.html).toContain('value="ocho"');
  });

  test('the form for a missing formal answer points at the question', async () => {
    const { proposalId, caseId } = await aCase('received');
    const { cityId, cycle } = story;
    const items = await story.inCity((tx) => formalItemsOf(tx, { cityId, cycleId: cycle.id, proposalId }));
    const some = Object.fromEntries(items.slice(1).map(({ id }) => [`answers.${id}.answer`, 'met']));
    const answer = await post(
      `/desk/cases/${caseId}`,
      { act: 'formal-check', revision: '1', ...some },
      'coordinator',
    );
    expect(answer.status).toBe(422);
    expect(answer.html).toContain(`href="#field-answers.${items[0]?.id}.answer"`);
  });
});

describe('the list', () => {
  test('filters by state, and its links carry the filter to the case and back', async () => {
    const one = await aCase('prepared', 'Ciclovía en la avenida');
    const list = await get('/desk/cases?state=prepared&q=ciclovia&sort=-opened', 'coordinator');
    expect(list.html).toContain(`/desk/cases/${one.caseId}?state=prepared&amp;q=ciclovia&amp;sort=-opened`);
    const page = await get(`/desk/cases/${one.caseId}?state=prepared&q=ciclovia&sort=-opened`, 'coordinator');
    expect(page.html).toContain('/desk/cases?state=prepared&amp;q=ciclovia&amp;sort=-opened');
  });

  test('finds stems without accents, and a folio', async () => {
    const { proposalId } = await aCase('received', 'Iluminación de los andadores');
    const { folio } = await story.inCity((tx) =>
      tx.selectFrom('proposal').select('folio').where('id', '=', proposalId).executeTakeFirstOrThrow(),
    );
    expect((await get('/desk/cases?q=iluminacion+andador', 'coordinator')).html).toContain(
      'Iluminación de los andadores',
    );
    expect((await get(`/desk/cases?q=${folio.toLowerCase()}`, 'coordinator')).html).toContain(
      'Iluminación de los andadores',
    );
    expect((await get('/desk/cases?q=100%25', 'coordinator')).html).toContain('Ningún expediente');
  });

  test.each([
    'state=nonsense',
    'page=0',
    'page=99999999',
    'department=x',
    'sort=;drop',
    'q=%27%29%3B--',
    'district=9e99',
  ])('shrugs at %s', async (query) =>
    expect((await get(`/desk/cases?${query}`, 'coordinator')).status).toBe(200),
  );

  test('next and previous walk the filter, also from a case that left it', async () => {
    const title = 'Fuente del barrio';
    const cases = [
      await aCase('received', title),
      await aCase('formal_check', title),
      await aCase('received', title),
    ];
    const middle = await get(`/desk/cases/${cases[1]?.caseId}?state=received&q=fuente`, 'coordinator');
    expect(middle.html).toContain(`rel="prev" href="/desk/cases/${cases[0]?.caseId}?`);
    expect(middle.html).toContain(`rel="next" href="/desk/cases/${cases[2]?.caseId}?`);
  });
});

describe('signing several', () => {
  test('shows each in full first, and signs all or none', async () => {
    const one = await aCase('prepared', 'Rampas en las esquinas', {
      outcome: 'infeasible',
      reasons: 'La banqueta es del estado.',
    });
    const two = await aCase('prepared', 'Bebederos en el parque');
    const chosen = await post(
      '/desk/decisions',
      { act: 'choose', cases: [String(one.caseId), String(two.caseId)] },
      'signer',
    );
    expect(chosen.location).toBe(`/desk/decisions/sign?cases=${one.caseId},${two.caseId}`);
    const confirm = await get(chosen.location as string, 'signer');
    expect(confirm.html).toContain('La banqueta es del estado.');
    expect(confirm.html).toContain('Bebederos en el parque');
    const revisions = async () => ({
      [`revisions.${one.caseId}`]: String((await factsOf(one.proposalId)).revision),
      [`revisions.${two.caseId}`]: String((await factsOf(two.proposalId)).revision),
    });
    const stale = { ...(await revisions()), [`revisions.${two.caseId}`]: '1' };
    const refused = await post(chosen.location as string, { act: 'sign', ...stale }, 'signer');
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('No se firmó ninguno');
    expect((await factsOf(one.proposalId)).state).toBe('prepared');
    const signed = await post(chosen.location as string, { act: 'sign', ...(await revisions()) }, 'signer');
    expect(signed.location).toBe('/desk/decisions');
    expect([(await factsOf(one.proposalId)).state, (await factsOf(two.proposalId)).state]).toEqual([
      'signed',
      'signed',
    ]);
  });

  test('without a choice says so', async () => {
    await aCase('prepared');
    const answer = await post('/desk/decisions', { act: 'choose' }, 'signer');
    expect(answer.status).toBe(422);
    expect(answer.html).toContain('Elige al menos un dictamen.');
  });
});

describe('the public', () => {
  test('sees nothing of a signed decision on any page before the reveal, and all of it after', async () => {
    const secret = 'Porque el arroyo se desborda ahí cada año';
    const { proposalId } = await aCase('signed', 'Canchas junto al arroyo', {
      outcome: 'infeasible',
      reasons: secret,
    });
    const { folio } = await story.inCity((tx) =>
      tx.selectFrom('proposal').select('folio').where('id', '=', proposalId).executeTakeFirstOrThrow(),
    );
    const paths = [
      '/',
      '/cycle',
      '/proposals',
      '/proposals?q=canchas',
      `/proposals/${folio}`,
      '/proposals/map',
      '/projects',
      '/results',
    ];
    paths.push(
      `/proposals/status?folio=${folio}`,
      '/proposals?stage=infeasible',
      '/me/proposals',
      `/me/proposals/${folio}`,
    );
    for (const path of paths) {
      for (const name of ['nobody', 'resident']) {
        const { html, status } = await get(path, name);
        expect(status, path).toBeLessThan(500);
        expect(html, path).not.toContain(secret);
        expect(html, path).not.toContain('No se puede hacer');
      }
    }
    expect((await get('/proposals?stage=infeasible', 'nobody')).html).not.toContain(
      'Canchas junto al arroyo',
    );
    const { cityId, cycle, staff } = story;
    await story.inCity((tx) => revealNow(tx, { cityId, cycleId: cycle.id, staff, now: story.now }));
    const { html } = await get(`/proposals/${folio}`, 'nobody');
    expect(html).toContain(secret);
    expect(html).toMatch(/[0-9a-f]{64}/);
    expect(html).not.toContain('El predio está en litigio');
  });
});
