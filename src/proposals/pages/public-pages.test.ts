import { describe, expect, test } from 'vitest';
import { holdProposal } from '../hold-proposal.ts';
import {
  cityId,
  cycle,
  house,
  inCity,
  now,
  people,
  proposal,
  released,
  zones,
} from '../pages-story.fixtures.ts';
import { aProposal } from '../proposals.fixtures.ts';
import en from '../texts/en.json' with { type: 'json' };
import es from '../texts/es.json' with { type: 'json' };

test('every sentence is written in Spanish and in English', () => {
  expect(Object.keys(en)).toEqual(Object.keys(es));
  const args = (text: string) => [...text.matchAll(/\{(\w+)[,}]/g)].map(([, name]) => name).sort();
  for (const [key, text] of Object.entries(es)) {
    expect([key, new Set(args(text))]).toEqual([
      key,
      new Set(args((en as Record<string, string>)[key] as string)),
    ]);
  }
});

describe('what is not released', () => {
  test('is on no public page, in no list, map, file or status', async () => {
    const word = 'Xilófono';
    const point = {
      latitude: 25.646,
      longitude: -100.412,
      where: { zoneId: zones.find(({ code }) => code === 'centro')?.id },
    };
    const hidden = await proposal({ title: word, idea: word, problem: word, place: word, ...point });
    const held = await proposal({ title: word, idea: word, ...point });
    await inCity((tx) =>
      holdProposal(tx, {
        cityId,
        proposalId: held.proposalId,
        actorId: people.maribel.id,
        now,
        reason: `${word} no`,
      }),
    );
    const pages = [
      '/proposals',
      `/proposals?q=${encodeURIComponent(word)}`,
      `/proposals?q=${hidden.folio}`,
      '/proposals/map',
      '/proposals/points.json',
      `/proposals/${hidden.folio}`,
      `/proposals/${held.folio}`,
      `/proposals/status?folio=${hidden.folio}`,
      `/proposals/status?folio=${held.folio}`,
    ];
    for (const asking of [{}, people.tomas.asking]) {
      for (const path of pages) {
        const { html } = await house.get(path, asking);
        expect([path, html.replaceAll(`value="${word}"`, '').includes(word)]).toEqual([path, false]);
      }
    }
    expect((await house.get(`/proposals/${hidden.folio}`)).status).toBe(404);
    const status = await house.get(`/proposals/status?folio=${hidden.folio}`);
    expect(status.html).toContain('La recibimos y la estamos leyendo');
    const same = (folio: string, html: string) => html.replaceAll(folio, '');
    const other = await house.get(`/proposals/status?folio=${held.folio}`);
    expect(same(held.folio, other.html)).toBe(same(hidden.folio, status.html));
  });

  test('a folio that does not exist is told so, and asking too often is stopped', async () => {
    const answer = await house.get('/proposals/status?folio=SJ27-9999');
    expect(answer.html).toContain('No tenemos una propuesta con el folio');
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, n) =>
        house.get(`/proposals/status?folio=SJ27-${n}`, { headers: { 'x-forwarded-for': '10.0.0.9' } }),
      ),
    );
    expect(answers.some(({ status }) => status === 429)).toBe(true);
  });
});

describe('the public list', () => {
  test('filters by what the address says, keeps it over pages, and survives nonsense', async () => {
    await released({ title: 'Pérgolas para el mercado', category: 'streets' });
    const found = await house.get('/proposals?q=pergola&category=streets&sort=supported');
    expect(found.html).toContain('Pérgolas para el mercado');
    expect(found.html).toContain('Una propuesta');
    expect((await house.get('/proposals?q=pergola&category=parks')).html).toContain(
      'No encontramos propuestas con eso',
    );
    for (const query of [
      'page=0',
      'page=abc',
      'stage=nonsense',
      'sort=drop',
      'district=zz',
      `q=${'a'.repeat(5000)}`,
      'q=%00',
      'page=9999',
    ]) {
      expect([query, (await house.get(`/proposals?${query}`)).status]).toEqual([query, 200]);
    }
    expect((await house.get('/proposals?cycle=nonsense')).status).toBe(404);
  });

  test('asks the database twice at most, whatever the number of proposals', async () => {
    for (let n = 0; n < 5; n += 1) await released({ title: `Banca ${n}` });
    await house.get('/proposals');
    const asked: string[] = [];
    const { pool } = house.db;
    const connect = pool.connect.bind(pool);
    const spy = (async () => {
      const client = await connect();
      const query = client.query.bind(client);
      client.query = ((...args: unknown[]) => {
        asked.push(String((args[0] as { text?: string }).text ?? args[0]));
        return (query as (...all: unknown[]) => unknown)(...args);
      }) as typeof client.query;
      return client;
    }) as typeof pool.connect;
    pool.connect = spy;
    // Another address, so that it is drawn again.
    await house.get('/proposals?sort=newest').finally(() => {
      pool.connect = connect;
    });
    const selects = asked.filter((text) => /^\s*select/i.test(text) && text.includes('published_proposal'));
    expect(selects).toHaveLength(1);
    expect(asked.filter((text) => /^\s*(select|with)/i.test(text)).length).toBeLessThanOrEqual(4);
  });
});

describe('a proposal', () => {
  test('is supported and followed with a button, once, and the other way round', async () => {
    const { folio } = await released();
    const path = `/proposals/${folio}`;
    expect((await house.post(path, { act: 'support' })).location).toContain('/sign-in');
    const { asking } = people.tomas;
    expect((await house.post(path, { act: 'support' }, asking)).status).toBe(303);
    await house.post(path, { act: 'support' }, asking);
    const shown = await house.get(path, asking);
    expect(shown.html).toContain('Un apoyo');
    expect(shown.html).toContain('Quitar mi apoyo');
    await house.post(path, { act: 'unsupport' }, asking);
    expect((await house.get(path)).html).toContain('Todavía sin apoyos');
    await house.post(path, { act: 'follow', on: 'yes' }, asking);
    expect((await house.get(path, asking)).html).toContain('Ya no avisarme');
    const stranger = await house.post(path, { act: 'support' }, people.maribel.asking);
    expect(stranger.status).toBe(422);
    expect(stranger.html).toContain('Para apoyar hay que confirmar');
  });

  test('is found by a folio typed carelessly', async () => {
    const { folio } = await released();
    const careless = folio.toLowerCase().replace(/-0+/, '-');
    expect(await house.get(`/proposals/${careless}`)).toMatchObject({
      status: 303,
      location: `/proposals/${folio}`,
    });
  });

  test('is withdrawn by its author with a form, and its page says so', async () => {
    const sent = await inCity((tx) =>
      aProposal(tx, {
        cityId,
        cycleId: cycle.id,
        authorId: people.tomas.id,
        now,
        releasedBy: people.maribel.id,
      }),
    );
    const own = `/me/proposals/${sent.folio}`;
    expect((await house.post(own, { act: 'withdraw', reason: '' }, people.lucia.asking)).status).not.toBe(
      303,
    );
    expect(await house.post(own, { act: 'withdraw', reason: '' }, people.tomas.asking)).toMatchObject({
      status: 303,
      location: own,
    });
    expect((await house.get(`/proposals/${sent.folio}`)).html).toContain('Quien la propuso la retiró');
    expect((await house.get('/me/proposals', people.tomas.asking)).html).toContain('Retirada');
  });
});
