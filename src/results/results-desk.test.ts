import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { aCity, setClock } from '../city/city.fixtures.ts';
import { signedInAs } from '../people/people.fixtures.ts';
import { openBallots } from '../voting/open-ballots.ts';
import { afterVoting, anElection, aVote, type Election } from '../voting/voting.fixtures.ts';
import { actOf } from './results.fixtures.ts';

let house: TestHouse;
let election: Election;
let maribel: string;
beforeAll(async () => {
  house = await testHouse();
  const cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  await house.db.inCity(cityId, async (tx) => {
    election = await anElection(tx, cityId);
    await aVote(tx, cityId, { personId: election.lucia, contestId: election.norte.id, marks: [3, 5] });
    await setClock(tx, cityId, afterVoting);
    maribel = await signedInAs(tx, { cityId, personId: election.maribel });
  });
});
afterAll(() => house.close());

const desk = () => house.get('/desk/results', { headers: { cookie: maribel } });
const press = (form: Record<string, string>) =>
  house.post('/desk/results', form, { headers: { cookie: maribel } });

/** One story from the seed to the result, as Maribel does it. */
describe('the desk of the count', () => {
  it('shows what is next and refuses what comes too early, in words', async () => {
    const shown = await desk();
    expect(shown.status).toBe(200);
    expect(shown.html).toContain('Los votos siguen sellados');
    const early = await press({ act: 'count' });
    expect(early.status).toBe(422);
    expect(early.html).toContain('Los votos siguen sellados');
    const publish = await press({ act: 'publish', runs: '' });
    expect(publish.status).toBe(422);
    expect(publish.html).toContain('Falta contar alguna boleta');
  });

  it('keeps what was typed when the seed is too short or has no source', async () => {
    const refused = await press({
      act: 'seed',
      _form: 'seed',
      seed: '1234',
      source: 'Melate, "sorteo" del 3',
    });
    expect(refused.status).toBe(422);
    expect(refused.html).toContain('href="#field-seed-seed"');
    expect(refused.html).toContain('al menos 8 caracteres');
    expect(refused.html).toContain('value="1234"');
    expect(refused.html).toContain('value="Melate, &quot;sorteo&quot; del 3"');
  });

  it('takes the seed once', async () => {
    expect((await press({ act: 'seed', seed: 'Melate 4021', source: 'Melate' })).status).toBe(303);
    const again = await press({ act: 'seed', seed: 'Melate 4022', source: 'Melate' });
    expect(again.status).toBe(422);
    expect(again.html).toContain('ya estaba registrada');
    expect((await desk()).html).toContain('Melate 4021');
  });

  it('counts and shows neither figure nor fingerprint, then publishes what was seen', async () => {
    const { privateKey } = election;
    await house.db.inCity(election.cityId, (tx) => openBallots(tx, { ...actOf(election), privateKey }));
    expect((await press({ act: 'count' })).location).toBe('/desk/results');
    const counted = await desk();
    const [, runs = ''] = /name="runs" value="([\d ]+)"/.exec(counted.html) ?? [];
    expect(runs.split(' ')).toHaveLength(2);
    expect(counted.html).not.toMatch(/[0-9a-f]{64}/);
    expect(counted.html).not.toMatch(/Huerto|Bebederos|1 voto/);
    expect((await press({ act: 'count' })).status).toBe(303);
    const stale = await press({ act: 'publish', runs });
    expect(stale.status).toBe(422);
    expect(stale.html).toContain('Alguien contó otra vez');
    const [, now = ''] = /name="runs" value="([\d ]+)"/.exec((await desk()).html) ?? [];
    expect((await press({ act: 'publish', runs: now })).location).toBe('/results');
    expect((await desk()).html).toMatch(/[0-9a-f]{64}/);
    const again = await press({ act: 'publish', runs: now });
    expect(again.status).toBe(422);
    expect(again.html).toContain('Escriba el motivo');
  });

  it('is followed by public pages with winners, reasons and the count as a file', async () => {
    const results = await house.get('/results');
    expect(results.status).toBe(200);
    expect(results.html).toContain('Huerto de Valle Alto');
    const contest = await house.get(`/results/${election.norte.id}`);
    expect(contest.html).toContain('Melate 4021');
    expect(contest.html).toContain('Ganó, lugar 1');
    expect(contest.html).toMatch(/Nadie votó por él|Ya no alcanzó|Le faltó|Le faltaron/);
    const file = await house.get(`/results/${election.norte.id}/count.json`);
    expect(JSON.parse(file.html)).toMatchObject({ winners: expect.arrayContaining(['3', '5']) });
    expect((await house.get('/results/999')).status).toBe(404);
    expect((await house.get('/results?cycle=none')).status).toBe(404);
  });

  it('is not for citizens', async () => {
    const cookie = await house.db.inCity(election.cityId, (tx) =>
      signedInAs(tx, { cityId: election.cityId, personId: election.lucia }),
    );
    expect((await house.get('/desk/results', { headers: { cookie } })).status).toBe(403);
    expect((await house.post('/desk/results', { act: 'count' }, { headers: { cookie } })).status).toBe(403);
  });
});
