import { describe, expect, test } from 'vitest';
import { cityId, cycle, house, inCity, now, people, proposal, upload } from '../pages-story.fixtures.ts';
import { aProposal } from '../proposals.fixtures.ts';

describe('the release desk', () => {
  test('is for those who may: a citizen and a visitor are turned away, an observer reads only', async () => {
    const { proposalId } = await proposal();
    expect((await house.get('/desk/proposals')).status).toBe(303);
    expect((await house.get('/desk/proposals', people.lucia.asking)).status).toBe(403);
    const path = `/desk/proposals/${proposalId}`;
    const seen = await house.get(path, people.beto.asking);
    expect(seen.status).toBe(200);
    expect(seen.html).not.toContain('value="release"');
    for (const form of [
      { act: 'release', seen: '0' },
      { act: 'hold', seen: '0', reason: 'porque sí' },
    ]) {
      expect((await house.post(path, form, people.beto.asking)).status).toBe(403);
      expect((await house.post(path, form, people.lucia.asking)).status).toBe(403);
    }
  });

  test('marks personal data, takes it out with one press, releases, and brings the next one', async () => {
    const { asking } = people.maribel;
    const first = await proposal({ idea: 'Escríbanme a vecina@example.mx o al 81 8123 4567' });
    const second = await proposal({ title: 'La siguiente' });
    const path = `/desk/proposals/${first.proposalId}`;
    const seen = await house.get(path, asking);
    expect(seen.html).toContain('<mark>vecina@example.mx</mark>');
    for (const words of ['vecina@example.mx', '81 8123 4567']) {
      const masked = await house.post(
        path,
        { act: 'mask', field: 'idea', words, why: 'Dato personal' },
        asking,
      );
      expect([masked.status, masked.location]).toEqual([303, path]);
    }
    const done = await house.post(path, { act: 'release', seen: '0' }, asking);
    expect([done.status, done.location]).toEqual([303, `/desk/proposals/${second.proposalId}`]);
    const shown = await house.get(`/proposals/${first.folio}`);
    expect(shown.html).toContain('Escríbanme a [dato personal] o al [dato personal]');
    expect(shown.html).not.toContain('vecina@');
    expect((await house.post(path, { act: 'hold', seen: '0', reason: 'Tarde' }, asking)).status).toBe(422);
  });

  test('holding needs a reason, which the author reads', async () => {
    const { asking } = people.maribel;
    const sent = await inCity((tx) =>
      aProposal(tx, { cityId, cycleId: cycle.id, authorId: people.tomas.id, now }),
    );
    const path = `/desk/proposals/${sent.proposalId}`;
    expect((await house.post(path, { act: 'hold', seen: '0', reason: ' ' }, asking)).status).toBe(422);
    expect(
      (await house.post(path, { act: 'hold', seen: '0', reason: 'La foto muestra una placa' }, asking))
        .status,
    ).toBe(303);
    expect((await house.get(`/me/proposals/${sent.folio}`, people.tomas.asking)).html).toContain(
      'La foto muestra una placa',
    );
  });
});

describe('importing on the desk', () => {
  const csv =
    'clave,nombre,texto,barrio\n1,Bancas,"Poner\nbancas",Centro\n2,Fuente,,Centro\n3,Faro,Un faro,Puerto\n';

  test('upload, map by hand, look, import; nothing is written before', async () => {
    const { asking } = people.maribel;
    const sent = await upload(
      '/desk/import',
      'upload',
      'file',
      Buffer.from(csv),
      'C:\\Archivos\\viejas.csv',
      asking,
    );
    expect(sent.status).toBe(303);
    const path = sent.location as string;
    const guessed = await house.get(path, asking);
    expect(guessed.html).toContain('Bancas');
    const query =
      'columns.code=clave&columns.title=nombre&columns.idea=texto&columns.zone=barrio&defaultCategory=parks';
    const preview = await house.get(`${path}?${query}`, asking);
    expect(preview.html).toContain('“Puerto” es');
    expect(preview.html).toContain('Importar una propuesta');
    const mapped = `${query}&zones.0.from=Puerto&zones.0.to=valle-alto`;
    expect((await house.get(`${path}?${mapped}`, asking)).html).toContain('Importar 2 propuestas');
    const form = { act: 'import', ...Object.fromEntries(new URLSearchParams(mapped)) };
    const done = await house.post(path, form, asking);
    expect(done.location).toMatch(/^\/desk\/import\/runs\/\d+$/);
    const run = await house.get(done.location as string, asking);
    expect(run.html).toContain('viejas');
    expect(run.html).toContain('Falta el dato');
    expect((await house.get(path, asking)).status).toBe(404);
    const rows = await inCity((tx) =>
      tx.selectFrom('proposal').select('source_code').where('source', '=', 'viejas').execute(),
    );
    expect(rows.map((row) => row.source_code).sort()).toEqual(['1', '3']);
  });

  test('a broken file names its line; only who releases may import', async () => {
    const broken = await upload(
      '/desk/import',
      'upload',
      'file',
      Buffer.from('a,b\n1,"x\n'),
      'x.csv',
      people.maribel.asking,
    );
    expect(broken.status).toBe(422);
    expect(broken.html).toContain('En la línea 2 se abren comillas');
    expect((await house.get('/desk/import', people.beto.asking)).status).toBe(403);
  });
});
