import type { Browser } from 'playwright-core';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { storyDays } from '../test/story.ts';
import { type RunningCity, runningCity } from './running-city.ts';
import { openBrowser, Visitor } from './visitor.ts';

/**
 * One cycle of San Jacinto from an idea to a built project, by nine people in a real browser, each on the screen that she
 * has. Nobody has JavaScript, because nobody needs it.
 */
describe('from an idea to a built project, without JavaScript', () => {
  let city: RunningCity;
  let browser: Browser;
  const people = new Map<string, Visitor>();
  let folio: string;

  beforeAll(async () => {
    city = await runningCity();
    browser = await openBrowser();
  }, 120_000);
  afterAll(async () => {
    await browser?.close();
    await city?.close();
  });

  /** The person's own browser, kept through the whole story. */
  async function as(name: keyof RunningCity['story']['people'] | 'neighbour'): Promise<Visitor> {
    const known = people.get(name);
    if (known) return known;
    const citizen = name === 'neighbour' || name === 'lucia' || name === 'tomas';
    const cookie = name === 'neighbour' ? '' : await city.story.cookieOf(city.story.people[name]);
    const visitor = await Visitor.comes(browser, city.address, {
      javaScript: false,
      screen: citizen ? 'phone' : 'desk',
      cookie,
    });
    people.set(name, visitor);
    return visitor;
  }

  const until = async (what: () => Promise<boolean>, seconds = 20) => {
    for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
      if (await what()) return;
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
    throw new Error('waited in vain');
  };

  test('Lucía proposes: she writes, adds a photo, looks over and sends, and gets a folio', async () => {
    const lucia = await as('lucia');
    await lucia.goes('/');
    await lucia.presses('Proponer algo');
    await lucia.presses('Continuar');
    expect(await lucia.reads()).toContain('Cuéntanos qué problema hay.');
    await lucia.writes(
      '¿Qué problema hay?',
      'En la tarde no hay sombra en la plaza y los mayores se van. Llámenme: 81 1234 5678.',
    );
    await lucia.writes('¿Qué propones?', 'Plantar seis encinos y poner ocho bancas junto al kiosco.');
    await lucia.writes('Título', 'Sombra y bancas en la plaza');
    await lucia.choosesFirst('Tema');
    await lucia.chooses('¿En qué parte del municipio?', 'Los Nogales');
    await lucia.writes('¿En qué lugar?', 'Junto al kiosco');
    await lucia.presses('Continuar');
    await lucia.attaches(await photo(), 'plaza.jpg');
    await lucia.sees('Revisa tu propuesta', () => lucia.presses(/Continuar|Revisar/));
    await lucia.presses('Enviar mi propuesta');
    const text = await lucia.reads();
    folio = /SJ27-\d+/.exec(text)?.[0] ?? '';
    expect(folio).not.toBe('');
  }, 120_000);

  test('until staff release it, the public sees nothing of it', async () => {
    const neighbour = await as('neighbour');
    await neighbour.goes('/proposals');
    expect(await neighbour.reads()).not.toContain('Sombra y bancas');
    expect((await neighbour.page.request.get(`${city.address}/proposals/${folio}`)).status()).toBe(404);
  }, 60_000);

  test('Maribel masks the telephone number and releases it', async () => {
    const maribel = await as('coordinator');
    await maribel.goes('/desk/proposals');
    await maribel.presses('Sombra y bancas en la plaza');
    expect(await maribel.reads()).toContain('81 1234 5678');
    await maribel.presses('Ocultar');
    await maribel.presses('Publicar', { within: 'body' });
    const neighbour = await as('neighbour');
    await neighbour.goes('/proposals?q=bancas');
    await neighbour.presses('Sombra y bancas en la plaza');
    const text = await neighbour.reads();
    expect(text).toContain('Plantar seis encinos');
    expect(text).not.toContain('1234 5678');
  }, 120_000);

  test('a neighbour finds it on the list beside the map, and by its folio', async () => {
    const neighbour = await as('neighbour');
    await neighbour.goes('/proposals/map');
    await neighbour.goes('/proposals/status');
    await neighbour.writes(/[Ff]olio/, folio);
    await neighbour.presses('Consultar');
    expect(await neighbour.reads()).toContain(folio);
  }, 60_000);

  test('when the phase is over, nobody can propose, and the page says so', async () => {
    await city.story.moveTo(city.story.days(storyDays.evaluation));
    const lucia = await as('lucia');
    await lucia.goes('/proposals/new');
    expect(await lucia.reads()).toContain('no está abierta ahora');
  }, 60_000);

  test('Maribel checks the form and asks the parks; Iker answers with a cost', async () => {
    const maribel = await as('coordinator');
    await maribel.goes('/desk');
    await maribel.goes('/desk/cases');
    await maribel.presses('Sombra y bancas en la plaza');
    await maribel.answersAll('Se cumple');
    await maribel.presses('Concluir la revisión');
    await maribel.ticks('Parques y Jardines');
    await maribel.presses('Pedir opinión');

    const iker = await as('evaluator');
    await iker.goes('/desk/cases');
    await iker.presses('Sombra y bancas en la plaza');
    await iker.answersAll('Se cumple');
    await iker.writes('Concepto, renglón 1', 'Encino de 3 m, plantado');
    await iker.writes('Unidad, renglón 1', 'pieza');
    await iker.writes('Cantidad, renglón 1', '6');
    await iker.writes('Precio unitario, renglón 1', '12,500.00');
    await iker.ticks('Viable');
    await iker.presses('Enviar opinión');
    expect(await iker.reads()).toContain('Revisa');
    expect(await iker.page.getByLabel('Concepto, renglón 1').inputValue()).toBe('Encino de 3 m, plantado');
    await iker.writes(
      'Efectos esperados',
      'Sombra para unas doscientas personas al día desde el primer verano.',
    );
    await iker.presses('Enviar opinión');
    expect(await iker.reads()).toContain('La opinión quedó enviada.');
  }, 180_000);

  test('Maribel prepares the decision, Don Aurelio signs, and nothing is public yet', async () => {
    const maribel = await as('coordinator');
    await maribel.goes('/desk/cases');
    await maribel.presses('Sombra y bancas en la plaza');
    await maribel.ticks('Viable');
    await maribel.presses('Mandar a firma');
    const aurelio = await as('signer');
    await aurelio.goes('/desk/decisions');
    await aurelio.presses(new RegExp(`Abrir el expediente|${folio}|Sombra y bancas`));
    await aurelio.presses('Firmar el dictamen');
    expect(await aurelio.reads()).toContain('El dictamen quedó firmado.');
    const neighbour = await as('neighbour');
    await neighbour.goes(`/proposals/${folio}`);
    expect(await neighbour.reads()).not.toMatch(/viable|75,000/i);
  }, 120_000);

  test('on the day of the reveal it becomes public and Lucía gets mail', async () => {
    const maribel = await as('coordinator');
    await maribel.goes('/desk/reveal');
    const day = city.story.days(storyDays.reveal).toISOString().slice(0, 10);
    await maribel.writes('Día', day);
    await maribel.writes('Hora de la ciudad', '10:00');
    await maribel.presses('Programar la publicación');
    await city.story.moveTo(city.story.days(storyDays.reveal + 1));
    const neighbour = await as('neighbour');
    await until(async () => {
      await neighbour.goes(`/proposals/${folio}`);
      return /75,000/.test(await neighbour.reads());
    });
    expect(await neighbour.reads()).toMatch(/[Vv]iable/);
    await until(async () => {
      await neighbour.goes('/demo/mailbox');
      return (await neighbour.reads()).includes('lucia@sanjacinto.example');
    });
  }, 120_000);

  test('Maribel makes the key and freezes the ballot, with the seed for ties on record', async () => {
    const maribel = await as('coordinator');
    await maribel.goes('/desk/voting/key');
    await maribel.presses('Usar la llave de demostración');
    await maribel.goes('/desk/voting');
    await maribel.presses('Congelar las boletas');
    await maribel.goes('/desk/results');
    await maribel.writes('Semilla del sorteo', 'Melate 3851: 04 11 23 38 41 52');
    await maribel.writes('De dónde viene', 'Melate, sorteo del 16 de mayo');
    await maribel.presses('Registrar la semilla');
    await maribel.goes('/desk/booths');
    await maribel.writes('Nombre de la mesa', 'Mesa de la plaza');
    await maribel.presses('Agregar');
  }, 120_000);

  test('Lucía votes on her phone, changes her mind once, and keeps a receipt', async () => {
    await city.story.moveTo(city.story.days(storyDays.voting));
    const lucia = await as('lucia');
    await lucia.goes('/vote');
    expect(await lucia.reads()).toContain('Todavía no has votado');
    await lucia.presses('Votar en esta boleta');
    await lucia.ticks(/Voto en blanco/);
    await lucia.presses('Revisar mi voto');
    await lucia.presses('Emitir mi voto');
    expect(await lucia.reads()).toContain('Este sobre está en la urna');
    await lucia.goes('/vote');
    await lucia.presses('Cambiar mi voto');
    await lucia.ticks(/Sombra y bancas/);
    await lucia.presses('Revisar mi voto');
    expect(await lucia.reads()).toContain('tu voto no cuenta hasta que pulses');
    await lucia.presses('Emitir mi voto');
    expect(await lucia.reads()).toContain('Este sobre está en la urna');
  }, 180_000);

  test('after the close the envelopes are opened, counted and published', async () => {
    await city.story.moveTo(city.story.days(storyDays.closed));
    const neighbour = await as('neighbour');
    await neighbour.goes('/results');
    expect(await neighbour.reads()).toContain('Todavía no hay resultados');
    const maribel = await as('coordinator');
    await maribel.goes('/desk/voting/open');
    await maribel.presses('Abrir con la llave de demostración');
    await maribel.goes('/desk/results');
    await maribel.presses('Contar los votos');
    await neighbour.goes('/results');
    expect(await neighbour.reads()).toContain('Todavía no hay resultados');
    await maribel.presses('Publicar los resultados');
    await neighbour.goes('/results');
    expect(await neighbour.reads()).toContain('Sombra y bancas en la plaza');
    await neighbour.presses(/paso a paso/);
    expect(await neighbour.reads()).toContain('Ganó, lugar 1');
  }, 180_000);

  test('Paz publishes the plan, tells of progress with a photo, and Lucía follows it to the end', async () => {
    await city.story.moveTo(city.story.days(storyDays.projects));
    const lucia = await as('lucia');
    await lucia.goes('/projects');
    expect(await lucia.reads()).toMatch(/Sin plan/);
    await lucia.presses('Sombra y bancas en la plaza');
    await lucia.presses('Seguir este proyecto');
    const paz = await as('project_manager');
    await paz.goes('/desk/projects');
    await paz.presses('Sombra y bancas en la plaza');
    await paz.chooses('Área responsable', 'Parques y Jardines');
    const start = storyDays.projects + 30;
    await paz.fillsDates((index) =>
      city.story
        .days(start + index * 30)
        .toISOString()
        .slice(0, 10),
    );
    await paz.presses('Publicar el plan');
    expect(await paz.reads()).toContain('El plan es público.');
    await paz.writes('Qué pasó', 'Llegaron los seis encinos y se abrieron las cepas junto al kiosco.');
    await paz.writes('Qué se ve en la foto', 'Seis encinos jóvenes en fila junto al kiosco.');
    await paz.attaches(await photo(), 'encinos.jpg', false);
    await paz.presses('Publicar el avance');
    await lucia.goes('/projects');
    await lucia.presses('Sombra y bancas en la plaza');
    const text = await lucia.reads();
    expect(text).toContain('Llegaron los seis encinos');
    expect(text).toContain('Prometido para el');
    await until(async () => {
      await lucia.goes('/demo/mailbox');
      return (await lucia.reads()).includes('Avance de «Sombra y bancas en la plaza»');
    });
  }, 180_000);
});

/** A photo as a telephone makes it, with a place in its EXIF data. */
function photo(): Promise<Buffer> {
  return sharp({ create: { width: 1200, height: 900, channels: 3, background: '#6b8f5a' } })
    .withExif({ IFD3: { GPSLatitude: '25/1 40/1 0/1', GPSLatitudeRef: 'N' } })
    .jpeg()
    .toBuffer();
}
