import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import writeXlsxFile from 'write-excel-file/node';
import { issueFolio } from '../src/people/issue-folio.ts';
import { rootFolder } from '../src/platform/process/root-folder.ts';
import { repeats } from '../src/results/count-contests.ts';
import { winnersOf } from '../src/results/results-queries.ts';
import { checkIn } from '../src/voting/check-in.ts';
import { turnoutOf } from '../src/voting/voter-queries.ts';
import { done } from '../src/voting/voting.fixtures.ts';
import { ballotsToCount } from '../src/voting/voting-queries.ts';
import { valladolidFile } from '../test/valladolid.ts';
import { decideAll, type RealDecisions, realDecisions } from './real-cases.ts';
import { type RealJourney, type RealRow, realDays, realJourney, realRows } from './real-city.ts';
import {
  type Ballots,
  ballotsOf,
  countedPerPerson,
  electorate,
  expectedCount,
  inLanes,
  type Neighbours,
  type PlannedVote,
  planVotes,
  settle,
  voteOnPaper,
  voteOnWeb,
} from './real-electorate.ts';
import { type RunningHouse, runningHouse } from './running-city.ts';
import { openBrowser, type Visitor } from './visitor.ts';

/**
 * The 1,008 proposals of a real city, from the file that another system wrote to projects with a plan: imported, some
 * evaluated as the city itself did, voted on by 2,000 generated people on the web and on paper, counted and built. Where
 * a person clicks there is a real browser, and nobody has JavaScript.
 */
const file = valladolidFile(process.env.CABILDO_REAL_DATA ?? '');

let running: RunningHouse;
let browser: Browser;
let rows: RealRow[];

beforeAll(async () => {
  running = await runningHouse();
  browser = await openBrowser();
  rows = await realRows(file);
}, 120_000);
afterAll(async () => {
  await browser?.close();
  await running?.close();
});

const until = async (what: () => Promise<boolean>, seconds = 30) => {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 300));
  }
  throw new Error('waited in vain');
};

/** The tiles of a page by their words. */
async function tiles({ page }: Visitor): Promise<Record<string, number>> {
  const texts = await page
    .locator('.stat')
    .evaluateAll((all) =>
      all.map((tile) => [
        tile.querySelector('dt')?.textContent,
        tile.querySelector('.stat-value')?.textContent,
      ]),
    );
  return Object.fromEntries(texts.map(([label, value]) => [label, Number(value?.replace(/\D/g, ''))]));
}

/** The reported problems of an import, page by page: the row of the file that each is about, and what it says. */
async function problems({ page }: Visitor): Promise<{ code: string; text: string }[]> {
  const codes = new Map(rows.map(({ line, code }) => [line, code]));
  const all: string[][] = [];
  for (;;) {
    const texts = await page
      .locator('main tbody tr')
      .evaluateAll((shown) => shown.map((row) => Array.from(row.children, (cell) => cell.textContent ?? '')));
    all.push(...texts);
    const next = page.locator('main a[rel=next]');
    if ((await next.count()) === 0) break;
    await page.goto((await next.evaluate((link) => (link as HTMLAnchorElement).href)) as string);
  }
  return all.map(([line = '', ...rest]) => ({
    code: codes.get(Number(line.replace(/\D/g, ''))) ?? '',
    text: rest.join(' | '),
  }));
}

describe('the real city of Valladolid, from a file to projects', () => {
  let journey: RealJourney;
  let coordinator: Visitor;
  let neighbour: Visitor;
  let proposalIds: Map<string, number>;
  let folios: Map<string, string>;
  let decisions: RealDecisions;
  let people: Neighbours;
  let ballots: Ballots;
  let plan: PlannedVote[];
  const receipts: string[] = [];

  beforeAll(async () => {
    journey = await realJourney(running, file);
    coordinator = await journey.visitor(browser, journey.staff.coordinatorId, 'desk');
    neighbour = await journey.visitor(browser, null);
  });

  async function uploadAndMap(): Promise<void> {
    await coordinator.goes('/desk/import');
    await coordinator.putsFile(await readFile(file), 'proposals.csv', 'text/csv');
    await coordinator.presses('Leer el archivo');
    await coordinator.chooses('Colonia o zona', 'zone_id');
    await coordinator.chooses('Tema para las filas sin tema conocido', 'Otros temas');
    await coordinator.presses('Ver qué pasaría');
  }

  test('a coordinator imports the file on the desk: every row is accounted for, every bad one named', async () => {
    await uploadAndMap();
    const counts = { Filas: 1008, Entran: 1005, 'Ya estaban': 0, 'No entran': 3 };
    expect(await tiles(coordinator)).toEqual(counts);
    await coordinator.ticks('Publicarlas de una vez');
    await coordinator.presses(/^Importar 1.?005 propuestas$/);
    expect(await coordinator.reads()).toMatch(/1.?005 entraron, 0 ya estaban, 3 no entraron/);
    expect(await tiles(coordinator)).toEqual(counts);
    const reported = await problems(coordinator);
    const refused = reported.filter(({ text }) => text.includes('La fila no entra'));
    expect(refused.map(({ code }) => code).sort()).toEqual(['7876', '7885', '8027']);
    expect(refused.every(({ text }) => text.includes('Falta el dato'))).toBe(true);
    const outside = reported.filter(({ text }) => text.includes('El punto está fuera del municipio'));
    expect(outside.map(({ code }) => code)).toEqual(['7626', '8012']);
    await neighbour.goes('/proposals');
    expect(await neighbour.reads()).toMatch(/1.?005/);
  }, 120_000);

  test('the same file again changes nothing, and the page says so', async () => {
    await uploadAndMap();
    expect(await tiles(coordinator)).toEqual({ Filas: 1008, Entran: 0, 'Ya estaban': 1005, 'No entran': 3 });
    expect(await coordinator.reads()).toContain('No hay nada nuevo que importar.');
    await coordinator.presses('Descartar el archivo');
    const kept = await journey.inCity((tx) =>
      tx
        .selectFrom('proposal')
        .select(['id', 'folio', 'source_code'])
        .where('city_id', '=', journey.cityId)
        .execute(),
    );
    expect(kept).toHaveLength(1005);
    proposalIds = new Map(kept.map(({ id, source_code }) => [source_code as string, id]));
    folios = new Map(kept.map(({ folio, source_code }) => [source_code as string, folio]));
  }, 120_000);

  test('forty are decided as the city did, two of them by hand, and all is revealed at once', async () => {
    const zones = [['1', '2'], ['3', '4'], ['5', '6'], ['7'], ['8', '9'], ['10']];
    decisions = realDecisions(rows, zones);
    expect([decisions.feasible.length, decisions.infeasible.length, decisions.joined.length]).toEqual([
      30, 8, 2,
    ]);
    await journey.moveTo(journey.day(realDays.evaluation));
    const [feasible] = decisions.feasible;
    const [infeasible] = decisions.infeasible;
    if (!feasible || !infeasible) throw new Error('nothing to decide');
    const now = journey.day(realDays.evaluation);
    await decideAll(journey, decisions, proposalIds, { now, byHand: [feasible, infeasible] });
    await decideByHand(feasible, true);
    await decideByHand(infeasible, false);
    await neighbour.goes(`/proposals/${folios.get(infeasible.code)}`);
    expect(await neighbour.reads()).not.toMatch(/[Nn]o viable/);

    await coordinator.goes('/desk/reveal');
    await coordinator.writes('Día', journey.day(realDays.reveal).toISOString().slice(0, 10));
    await coordinator.writes('Hora de la ciudad', '10:00');
    await coordinator.presses('Programar la publicación');
    await journey.moveTo(journey.day(realDays.reveal + 1));
    await until(async () => {
      await neighbour.goes(`/proposals/${folios.get(infeasible.code)}`);
      return (await neighbour.reads()).includes(infeasible.reason.slice(0, 60));
    });
    await neighbour.goes(`/proposals/${folios.get(feasible.code)}`);
    expect(await neighbour.reads()).toMatch(euros(feasible.cost as number));
    await neighbour.goes(`/proposals/${folios.get('8460')}`);
    expect(await neighbour.reads()).toContain(folios.get('7627'));
  }, 180_000);

  /** One case through the pages: the coordinator asks, the evaluator answers, the signer signs. */
  async function decideByHand(row: RealRow, isFeasible: boolean): Promise<void> {
    const folio = folios.get(row.code) as string;
    await coordinator.goes(`/desk/cases?q=${folio}`);
    await coordinator.opensRow(folio);
    await coordinator.answersAll('Se cumple');
    await coordinator.presses('Concluir la revisión');
    await coordinator.ticks('Parques y Jardines');
    await coordinator.presses('Pedir opinión');
    const evaluator = await journey.visitor(browser, journey.staff.evaluatorId, 'desk');
    await evaluator.goes(new URL(coordinator.page.url()).pathname.replace('/valladolid', ''));
    await evaluator.answersAll('Se cumple');
    if (isFeasible) {
      await evaluator.writes('Concepto, renglón 1', 'Obra completa');
      await evaluator.writes('Unidad, renglón 1', 'obra');
      await evaluator.writes('Cantidad, renglón 1', '1');
      await evaluator.writes(
        'Precio unitario, renglón 1',
        `${((row.cost as number) / 100).toLocaleString('es-ES')},00 €`,
      );
      await evaluator.writes('Efectos esperados', 'Lo usará todo el barrio desde el primer año.');
      await evaluator.ticks('Viable');
    } else {
      await evaluator.ticks('No viable');
      await evaluator.writes('Justificación y comentarios', row.reason);
    }
    await evaluator.presses('Enviar opinión');
    expect(await evaluator.reads()).toContain('La opinión quedó enviada.');
    await evaluator.leaves();
    await coordinator.page.reload();
    await coordinator.ticks(isFeasible ? 'Viable' : 'No viable');
    if (!isFeasible) await coordinator.writes('Razones', row.reason);
    await coordinator.presses('Mandar a firma');
    const signer = await journey.visitor(browser, journey.staff.signerId, 'desk');
    await signer.goes('/desk/decisions');
    await signer.opensRow(folio);
    await signer.presses('Firmar el dictamen');
    expect(await signer.reads()).toContain('El dictamen quedó firmado.');
    await signer.leaves();
  }

  test('the key holder takes the key home, the ballot is frozen, and the roll is everybody old enough', async () => {
    people = await settle(journey, rows, journey.day(realDays.reveal + 1));
    await coordinator.goes('/desk/voting/key');
    const [key] = await Promise.all([
      coordinator.page.waitForEvent('download'),
      coordinator.page.getByRole('button', { name: 'Crear la llave y descargar el archivo' }).click(),
    ]);
    keyFile = await readFile(await key.path());
    await coordinator.goes('/desk/voting/key');
    await coordinator.putsFile(keyFile, 'llave.json', 'application/json');
    await coordinator.presses('Comprobar');
    expect(await coordinator.reads()).toContain('La llave está comprobada y en uso');
    await coordinator.goes('/desk/voting');
    await coordinator.presses('Congelar las boletas');
    const onRoll = electorate.web + electorate.paper + electorate.stayHome;
    expect(await coordinator.reads()).toMatch(
      new RegExp(`6 boletas, 30 proyectos, ${withDot(onRoll)} personas en el padrón`),
    );
    await coordinator.goes('/desk/results');
    await coordinator.writes('Semilla del sorteo', 'Sorteo de Navidad 2026: 79432');
    await coordinator.writes('De dónde viene', 'Lotería de Navidad, primer premio');
    await coordinator.presses('Registrar la semilla');
    for (const name of ['Centro cívico Delicias', 'Casa consistorial']) {
      await coordinator.goes('/desk/booths');
      await coordinator.writes('Nombre de la mesa', name);
      await coordinator.presses('Agregar');
    }
    ballots = await ballotsOf(journey);
    const joined = [...ballots.candidates.values()].flat().filter(({ proposals }) => proposals.length > 1);
    const codes = decisions.joined.map(({ row, into }) => [row.code, into.code]);
    expect(joined.map((one) => one.proposals.map(({ folio }) => folio).sort()).sort()).toEqual(
      codes.map((pair) => pair.map((code) => folios.get(code)).sort()).sort(),
    );
    plan = planVotes(people.voters, ballots);
  }, 180_000);

  let keyFile: Buffer;
  let firstPaper: PlannedVote;
  let boothIds: number[];

  test('three vote in a browser, 1,998 others after them: 1,700 count on the web', async () => {
    await journey.moveTo(journey.day(realDays.voting));
    const now = journey.day(realDays.voting);
    firstPaper = plan[electorate.web] as PlannedVote;
    const [first, second] = plan as [PlannedVote, PlannedVote];
    await votesByHand(first);
    await votesByHand(second);
    await votesByHand({ ...firstPaper, marks: firstPaper.before ?? [], before: null });
    const others = plan.filter((vote) => ![first, second, firstPaper].includes(vote));
    await inLanes(others, (vote) => voteOnWeb(journey, vote, now));
    const counted = await journey.inCity((tx) => countedPerPerson(tx, journey.cityId));
    const early = plan.filter(({ channel, before }) => channel === 'paper' && before !== null).length;
    expect([...counted.values()].reduce((sum, times) => sum + times, 0)).toBe(electorate.web + early);
    expect(Math.max(...counted.values())).toBe(1);
  }, 180_000);

  /** On a phone: tick, look over, cast; and once more where she changes her mind. */
  async function votesByHand({ personId, contest, marks, before }: PlannedVote): Promise<void> {
    const voter = await journey.visitor(browser, personId);
    for (const [index, wanted] of [before, marks].filter((one) => one !== null).entries()) {
      await voter.goes('/vote');
      await voter.presses(index === 0 ? 'Votar en esta boleta' : 'Cambiar mi voto');
      for (const box of await voter.page.locator('input[name=choice]:checked').all()) await box.uncheck();
      for (const number of wanted) await voter.page.locator(`input[name=choice][value="${number}"]`).check();
      if (wanted.length === 0) await voter.ticks(/Voto en blanco/);
      await voter.presses('Revisar mi voto');
      await voter.presses('Emitir mi voto');
      expect(await voter.reads()).toContain('Este sobre está en la urna');
      expect(await voter.reads()).toContain(contest.title);
      receipts.push(new URL(voter.page.url()).pathname.replace('/valladolid', ''));
    }
    await voter.leaves();
  }

  test('300 vote on paper at two booths; whoever had voted on the web counts once, on paper', async () => {
    const now = journey.day(realDays.voting);
    const { cityId, inCity, staff } = journey;
    boothIds = (
      await inCity((tx) =>
        tx.selectFrom('booth').select('id').where('city_id', '=', cityId).orderBy('id').execute(),
      )
    ).map(({ id }) => id);
    expect(boothIds).toHaveLength(2);
    await votesAtBooth(firstPaper);
    const papers = plan.filter((vote) => vote.channel === 'paper' && vote !== firstPaper);
    const boothOf = (vote: PlannedVote) => boothIds[papers.indexOf(vote) % 2] as number;
    await inLanes(papers, (vote) => voteOnPaper(journey, vote, { boothId: boothOf(vote), now }));

    // Two booths at once, and the web after the paper: the second try of each finds a closed door.
    const stayed = people.stayHome.slice(0, 5);
    await inLanes(stayed, async ({ personId }) => {
      const tries = await Promise.all(
        boothIds.map((boothId) =>
          inCity((tx) => checkIn(tx, { cityId, actorId: staff.officerId, now, boothId, personId })),
        ),
      );
      expect(tries.filter(({ ok }) => ok)).toHaveLength(1);
      expect(tries.find(({ ok }) => !ok)).toMatchObject({ reason: 'already-checked-in' });
    });
    await expect(voteOnWeb(journey, { ...firstPaper, channel: 'web' }, now)).rejects.toThrow('checked-in');

    const counted = await inCity((tx) => countedPerPerson(tx, cityId));
    expect(people.voters.filter(({ personId }) => counted.get(personId) !== 1)).toEqual([]);
    expect(people.tooYoung.filter(({ personId }) => counted.has(personId))).toEqual([]);
    const turnout = await inCity((tx) => turnoutOf(tx, cityId, journey.cycleId));
    const sum = (of: 'web' | 'papers' | 'checkedIn' | 'onRoll') =>
      turnout.reduce((all, one) => all + Number(one[of]), 0);
    expect([sum('web'), sum('papers'), sum('checkedIn')]).toEqual([
      electorate.web,
      electorate.paper,
      electorate.paper + stayed.length,
    ]);
    for (const one of turnout) {
      const here = plan.filter(({ contest }) => contest.id === one.contestId);
      const by = (channel: string) => here.filter((vote) => vote.channel === channel).length;
      expect([Number(one.web), Number(one.papers)], one.title).toEqual([by('web'), by('paper')]);
    }
  }, 180_000);

  /** Finds her by the folio of her slip, hands her the papers, and later enters what she marked. */
  async function votesAtBooth({ personId, contest, marks }: PlannedVote): Promise<void> {
    const { cityId, inCity, staff } = journey;
    const now = journey.day(realDays.voting);
    const slip = done(
      await inCity((tx) => issueFolio(tx, { cityId, personId, actorId: staff.officerId, now })),
    );
    const officer = await journey.visitor(browser, staff.officerId, 'desk');
    await officer.goes(`/desk/booths/${boothIds[0]}`);
    await officer.writes('Folio de ventanilla', slip.folio.toLowerCase());
    await officer.presses('Buscar');
    expect(await officer.reads()).toContain(contest.title);
    await officer.presses('Registrar y dar las boletas');
    await officer.presses('Capturar papeletas');
    if (marks.length > 0) await officer.writes('Números marcados', marks.join(' '));
    else await officer.ticks('Está en blanco');
    await officer.presses('Capturar');
    expect(await officer.reads()).toMatch(/Capturada: (válida|en blanco)/);
    await officer.leaves();
    const voter = await journey.visitor(browser, personId);
    await voter.goes('/vote');
    expect(await voter.reads()).toContain('Ya recibiste tus boletas de papel');
    await voter.leaves();
  }

  test('after the close the key comes back, the count is what people meant, and it repeats to the byte', async () => {
    await journey.moveTo(journey.day(realDays.closed));
    await coordinator.goes('/desk/voting/open');
    await coordinator.putsFile(keyFile, 'llave.json', 'application/json');
    await coordinator.ticks('Entiendo las diferencias y quiero abrir los sobres');
    await coordinator.presses('Abrir los sobres');
    expect(await coordinator.reads()).toContain('Los sobres están abiertos');
    await coordinator.goes('/desk/results');
    await coordinator.presses('Contar los votos');
    await coordinator.presses('Contar otra vez');
    const { cityId, inCity } = journey;
    const runs = await inCity((tx) =>
      tx.selectFrom('count_run').selectAll().where('city_id', '=', cityId).orderBy('id').execute(),
    );
    expect(runs).toHaveLength(12);
    for (const [at, run] of runs.entries()) {
      expect(repeats(run)).toBe(true);
      if (at < 6) expect(runs[at + 6]).toMatchObject({ input_hash: run.input_hash, outcome: run.outcome });
    }
    let counted = 0;
    for (const contest of ballots.contests) {
      const outcome = JSON.parse(runs.find((run) => run.contest_id === contest.id)?.outcome ?? '{}');
      const lot = outcome.steps.map((step: { candidate: string }) => step.candidate);
      const expected = expectedCount(contest, ballots.candidates.get(contest.id) ?? [], plan, lot);
      const votes = Object.fromEntries(
        outcome.candidates.map((one: { candidate: string; votes: number }) => [one.candidate, one.votes]),
      );
      expect({ ...outcome.turnout, votes, winners: outcome.winners }, contest.title).toMatchObject(expected);
      const opened = await inCity((tx) => ballotsToCount(tx, cityId, contest.id));
      expect(opened.filter(({ channel }) => channel === 'web')).toHaveLength(
        plan.filter((vote) => vote.contest.id === contest.id && vote.channel === 'web').length,
      );
      counted += expected.cast;
    }
    expect(counted).toBe(electorate.web + electorate.paper);
  }, 180_000);

  test('the results name every winner, and why each of the others did not win', async () => {
    await neighbour.goes('/results');
    expect(await neighbour.reads()).toContain('Todavía no hay resultados');
    await coordinator.presses('Publicar los resultados');
    const winners = await journey.inCity((tx) => winnersOf(tx, journey.cityId, journey.cycleId));
    expect(winners.length).toBeGreaterThan(10);
    await neighbour.goes('/results');
    expect(await tiles(neighbour)).toMatchObject({
      'Proyectos ganadores': winners.length,
      'Boletas contadas': electorate.web + electorate.paper,
    });
    const text = await neighbour.reads();
    for (const { title } of winners) expect(text).toContain(title);
    for (const contest of ballots.contests) {
      await neighbour.goes(`/results/${contest.id}`);
      const candidates = ballots.candidates.get(contest.id) ?? [];
      const told = await neighbour.page.locator('#projects tbody tr').allInnerTexts();
      expect(told).toHaveLength(candidates.length);
      const won = winners.filter((one) => one.contestId === contest.id).map(({ title }) => title);
      for (const { title } of candidates) {
        const line = told.find((one) => one.includes(title)) ?? '';
        expect(line).toMatch(
          won.includes(title) ? /Ganó, lugar \d/ : /Ya no alcanzó: quedaban .+ y faltaron .+\./,
        );
      }
    }
    const states = [
      'se abrió y se contó',
      'la persona votó otra vez',
      'se abrió y se contó',
      'la persona votó en papel',
    ];
    for (const [at, state] of states.entries()) {
      await neighbour.goes(receipts[at] as string);
      expect(await neighbour.reads()).toContain(state);
    }
  }, 120_000);

  test('every winner is a project; one gets a plan, and news with a photo', async () => {
    const { cityId, cycleId, inCity } = journey;
    const winners = await inCity((tx) => winnersOf(tx, cityId, cycleId));
    const projects = await inCity((tx) =>
      tx
        .selectFrom('project')
        .select(['candidate_id', 'promised', 'title'])
        .where('city_id', '=', cityId)
        .execute(),
    );
    expect(new Map(projects.map((one) => [one.candidate_id, one.promised]))).toEqual(
      new Map(winners.map((one) => [one.candidateId, one.cost])),
    );
    await journey.moveTo(journey.day(realDays.projects));
    await neighbour.goes('/projects');
    const list = await neighbour.reads();
    for (const { title } of winners) expect(list).toContain(title);
    const title = winners[0]?.title as string;
    const manager = await journey.visitor(browser, journey.staff.managerId, 'desk');
    await manager.goes('/desk/projects');
    await manager.presses(title);
    await manager.chooses('Área responsable', 'Parques y Jardines');
    await manager.fillsDates((index) =>
      journey
        .day(realDays.projects + 30 * (index + 1))
        .toISOString()
        .slice(0, 10),
    );
    await manager.presses('Publicar el plan');
    expect(await manager.reads()).toContain('El plan es público.');
    await manager.writes('Qué pasó', 'Empezó la obra: ya está vallado el lugar y llegaron los materiales.');
    await manager.writes('Qué se ve en la foto', 'Una valla verde alrededor de la obra.');
    const green = { create: { width: 900, height: 600, channels: 3, background: '#557a46' } } as const;
    await manager.attaches(await sharp(green).jpeg().toBuffer(), 'obra.jpg', false);
    await manager.presses('Publicar el avance');
    await neighbour.presses(title);
    expect(await neighbour.reads()).toContain('ya está vallado el lugar');
    const photo = neighbour.page.getByAltText('Una valla verde alrededor de la obra.');
    expect(await photo.evaluate((image) => (image as HTMLImageElement).naturalWidth)).toBeGreaterThan(0);
  }, 120_000);

  function withDot(count: number): string {
    return String(count).replace(/(\d)(\d{3})$/, '$1.?$2');
  }

  /** '300.000 €', as a page in Spain writes it. */
  function euros(cents: number): RegExp {
    const [whole, decimals] = (cents / 100).toFixed(2).split('.');
    const dotted = (whole as string).replace(/\B(?=(\d{3})+$)/g, '\\.?');
    return new RegExp(`${dotted}${decimals === '00' ? '' : `,${decimals}`}\\s€`);
  }
});

describe('the same city in a second run', () => {
  let journey: RealJourney;

  beforeAll(async () => {
    journey = await realJourney(running, file, 'segunda');
  });

  test('a spreadsheet with other names for everything is mapped by hand, columns and zones', async () => {
    const part = rows.filter(({ zone, text }) => (zone === '3' || zone === '10') && text !== '');
    const header = ['Ref.', 'Qué', 'Detalle', 'Dónde'].map((value) => ({ value, type: String }));
    const cells = part.map(({ code, title, text, zoneName }) =>
      [code, title, text, zoneName].map((value) => ({ value, type: String })),
    );
    const sheet = await writeXlsxFile([header, ...cells]).toBuffer();
    const coordinator = await journey.visitor(browser, journey.staff.coordinatorId, 'desk');
    await coordinator.goes('/desk/import');
    const type = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
    await coordinator.putsFile(sheet, 'proposals.xlsx', type);
    await coordinator.presses('Leer el archivo');
    expect(await coordinator.reads()).toContain('Falta decir qué columnas son el título y la idea.');
    await coordinator.chooses('Clave', 'Ref.');
    await coordinator.chooses('Título', 'Qué');
    await coordinator.chooses('Idea o descripción', 'Detalle');
    await coordinator.chooses('Colonia o zona', 'Dónde');
    await coordinator.chooses('Tema para las filas sin tema conocido', 'Otros temas');
    await coordinator.presses('Ver qué pasaría');
    expect(await tiles(coordinator)).toMatchObject({ Entran: 0, 'No entran': part.length });
    await coordinator.chooses(/La Rondilla.* es/, 'Zona Esgueva 1');
    await coordinator.chooses(/Caño Argales.* es/, 'Zona Centro');
    await coordinator.presses('Ver qué pasaría');
    expect(await tiles(coordinator)).toMatchObject({ Entran: part.length, 'No entran': 0 });
    await coordinator.presses(new RegExp(`^Importar ${part.length} propuestas$`));
    await coordinator.goes('/desk/proposals');
    expect(await coordinator.reads()).toContain(String(part.length));
    await coordinator.leaves();
    const neighbour = await journey.visitor(browser, null);
    await neighbour.goes('/proposals');
    expect(await neighbour.reads()).not.toContain(part[0]?.title as string);
    await neighbour.leaves();
  }, 120_000);

  test('the command takes what is new, knows the rest again, and the second time changes nothing', async () => {
    const args = [
      'import',
      'proposals',
      file,
      '--city',
      'segunda',
      '--cycle',
      '2026',
      '--map',
      'zone=zone_id',
    ];
    const wishes = ['--default-category', 'otros', '--release'];
    const known = rows.filter(({ zone, text }) => (zone === '3' || zone === '10') && text !== '').length;
    const first = await command([...args, ...wishes]);
    expect(first.lines.at(-1)).toMatch(
      new RegExp(`^1008 rows: ${1005 - known} taken, ${known} already here, 3 refused`),
    );
    const places = first.lines.filter((line) => line.includes('outside the city'));
    expect(places).toHaveLength(2);
    const second = await command([...args, ...wishes]);
    expect(second.lines.at(-1)).toMatch(/^1008 rows: 0 taken, 1005 already here, 3 refused/);
    const { total } = await journey.inCity((tx) =>
      tx
        .selectFrom('proposal')
        .select(({ fn }) => fn.countAll<number>().as('total'))
        .where('city_id', '=', journey.cityId)
        .executeTakeFirstOrThrow(),
    );
    expect(total).toBe(1005);
  }, 120_000);

  /** `npx cabildo …` against the database of the running city. */
  function command(args: string[]): Promise<{ status: number; lines: string[] }> {
    const { url, ownerUrl, dataFolder } = running.house;
    const env = { ...process.env, DATABASE_URL: ownerUrl, DATABASE_APP_URL: url, CABILDO_DATA: dataFolder };
    return new Promise((resolve) => {
      execFile(
        'npx',
        ['cabildo', ...args],
        { cwd: rootFolder(), env, maxBuffer: 10_000_000 },
        (error, out) => {
          const lines = out.trim().split('\n');
          resolve({ status: typeof error?.code === 'number' ? error.code : 0, lines });
        },
      );
    });
  }
});
