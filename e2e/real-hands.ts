import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { expect } from 'vitest';
import { issueFolio } from '../src/people/issue-folio.ts';
import { done } from '../src/voting/voting.fixtures.ts';
import { type RealJourney, type RealRow, realDays } from './real-city.ts';
import type { PlannedVote } from './real-electorate.ts';
import type { Visitor } from './visitor.ts';

/** To the preview: the file read, its zones taken from their numbers, and a topic for rows without one. */
export async function uploadsAndMaps(coordinator: Visitor, file: string): Promise<void> {
  await coordinator.goes('/desk/import');
  await coordinator.putsFile(await readFile(file), 'proposals.csv', 'text/csv');
  await coordinator.presses('Leer el archivo');
  await coordinator.chooses('Barrio o zona', 'zone_id');
  await coordinator.chooses('Tema para las filas sin tema conocido', 'Otros temas');
  await coordinator.presses('Ver qué pasaría');
}

/** One case through the pages: the coordinator asks, the evaluator answers, the signer signs. */
export async function decideByHand(
  journey: RealJourney,
  { browser, coordinator }: { readonly browser: Browser; readonly coordinator: Visitor },
  { row, folio, isFeasible }: { readonly row: RealRow; readonly folio: string; readonly isFeasible: boolean },
): Promise<void> {
  await coordinator.goes(`/desk/cases?q=${folio}`);
  await coordinator.opensRow(folio);
  await coordinator.answersAll('Se cumple');
  await coordinator.presses('Concluir la revisión');
  await coordinator.ticks('Parques y Jardines');
  await coordinator.presses('Pedir opinión');
  const evaluator = await journey.visitor(browser, journey.staff.evaluatorId, 'desk');
  await evaluator.goes(pathOf(journey, coordinator));
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

/**
 * On a phone: tick, look over, cast; and once more where she changes her mind.
 * @returns where her receipts are
 */
export async function votesByHand(
  journey: RealJourney,
  browser: Browser,
  { personId, contest, marks, before }: PlannedVote,
): Promise<string[]> {
  const receipts: string[] = [];
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
    receipts.push(pathOf(journey, voter));
  }
  await voter.leaves();
  return receipts;
}

/** Finds her by the folio of her slip, hands her the papers, and later enters what she marked. */
export async function votesAtBooth(
  journey: RealJourney,
  browser: Browser,
  { boothId, vote }: { readonly boothId: number; readonly vote: PlannedVote },
): Promise<void> {
  const { personId, contest, marks } = vote;
  const { cityId, inCity, staff } = journey;
  const now = journey.day(realDays.voting);
  const slip = done(
    await inCity((tx) => issueFolio(tx, { cityId, personId, actorId: staff.officerId, now })),
  );
  const officer = await journey.visitor(browser, staff.officerId, 'desk');
  await officer.goes(`/desk/booths/${boothId}`);
  await officer.writes('Folio de ventanilla', slip.folio.toLowerCase());
  await officer.presses('Buscar');
  expect(await officer.reads()).toContain(contest.title);
  await officer.presses('Registrar y dar las boletas');
  await officer.presses('Registrar papeletas');
  if (marks.length > 0) await officer.writes('Números marcados', marks.join(' '));
  else await officer.ticks('Está en blanco');
  await officer.presses('Registrar');
  expect(await officer.reads()).toMatch(/Registrada: (válida|en blanco)/);
  await officer.leaves();
  const voter = await journey.visitor(browser, personId);
  await voter.goes('/vote');
  expect(await voter.reads()).toContain('Ya recibiste tus boletas de papel');
  await voter.leaves();
}

/** The page's address below the city's. */
function pathOf({ address }: RealJourney, { page }: Visitor): string {
  return page.url().slice(address.length);
}
