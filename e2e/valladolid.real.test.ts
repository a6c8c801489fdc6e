import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { winnersOf } from '../src/results/results-queries.ts';
import { checkIn } from '../src/voting/check-in.ts';
import { valladolidFile } from '../test/valladolid.ts';
import { decideAll, type RealDecisions, realDecisions } from './real-cases.ts';
import { countsRepeat, euros, problems, reasonsAreTold, tiles, turnoutAddsUp, until } from './real-checks.ts';
import { type RealJourney, type RealRow, realDays, realJourney, realRows } from './real-city.ts';
import {
  type Ballots,
  ballotsOf,
  countedPerPerson,
  electorate,
  inLanes,
  type Neighbours,
  type PlannedVote,
  planVotes,
  settle,
  voteOnPaper,
  voteOnWeb,
} from './real-electorate.ts';
import { decideByHand, uploadsAndMaps, votesAtBooth, votesByHand } from './real-hands.ts';
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

  test('a coordinator imports the file on the desk: every row is accounted for, every bad one named', async () => {
    await uploadsAndMaps(coordinator, file);
    const counts = { Filas: 1008, Entran: 1005, 'Ya estaban': 0, 'No entran': 3 };
    expect(await tiles(coordinator)).toEqual(counts);
    await coordinator.ticks('Publicarlas de una vez');
    await coordinator.presses(/^Importar 1.?005 propuestas$/);
    expect(await coordinator.reads()).toMatch(/1.?005 entraron, 0 ya estaban, 3 no entraron/);
    expect(await tiles(coordinator)).toEqual(counts);
    const reported = await problems(coordinator, rows);
    const refused = reported.filter(({ text }) => text.includes('La fila no entra'));
    expect(refused.map(({ code }) => code).sort()).toEqual(['7876', '7885', '8027']);
    expect(refused.every(({ text }) => text.includes('Falta el dato'))).toBe(true);
    const outside = reported.filter(({ text }) => text.includes('El punto está fuera del municipio'));
    expect(outside.map(({ code }) => code)).toEqual(['7626', '8012']);
    await neighbour.goes('/proposals');
    expect(await neighbour.reads()).toMatch(/1.?005/);
  }, 120_000);

  test('the same file again changes nothing, and the page says so', async () => {
    await uploadsAndMaps(coordinator, file);
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
    decisions = realDecisions(rows);
    expect(Object.values(decisions).map((some) => some.length)).toEqual([30, 8, 2]);
    await journey.moveTo(journey.day(realDays.evaluation));
    const [feasible] = decisions.feasible;
    const [infeasible] = decisions.infeasible;
    if (!feasible || !infeasible) throw new Error('nothing to decide');
    const now = journey.day(realDays.evaluation);
    await decideAll(journey, decisions, proposalIds, { now, byHand: [feasible, infeasible] });
    for (const row of [feasible, infeasible]) {
      const folio = folios.get(row.code) as string;
      await decideByHand(journey, { browser, coordinator }, { row, folio, isFeasible: row === feasible });
    }
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
      new RegExp(`6 boletas, 30 proyectos, ${onRoll} personas en el padrón`),
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
    for (const vote of [first, second, { ...firstPaper, marks: firstPaper.before ?? [], before: null }])
      receipts.push(...(await votesByHand(journey, browser, vote)));
    const others = plan.filter((vote) => ![first, second, firstPaper].includes(vote));
    await inLanes(others, (vote) => voteOnWeb(journey, vote, now));
    const counted = await journey.inCity((tx) => countedPerPerson(tx, journey.cityId));
    const early = plan.filter(({ channel, before }) => channel === 'paper' && before !== null).length;
    expect([...counted.values()].reduce((sum, times) => sum + times, 0)).toBe(electorate.web + early);
    expect(Math.max(...counted.values())).toBe(1);
  }, 180_000);

  test('300 vote on paper at two booths; whoever had voted on the web counts once, on paper', async () => {
    const now = journey.day(realDays.voting);
    const { cityId, inCity, staff } = journey;
    boothIds = (
      await inCity((tx) =>
        tx.selectFrom('booth').select('id').where('city_id', '=', cityId).orderBy('id').execute(),
      )
    ).map(({ id }) => id);
    expect(boothIds).toHaveLength(2);
    await votesAtBooth(journey, browser, { boothId: boothIds[0] as number, vote: firstPaper });
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
    await turnoutAddsUp(journey, plan, stayed.length);
  }, 180_000);

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
    await countsRepeat(journey, ballots, plan);
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
    await reasonsAreTold(neighbour, ballots, winners);
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
});
