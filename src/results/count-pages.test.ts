import { readPabulib } from '@cabildo/tally';
import { afterAll, describe, expect, it } from 'vitest';
import { type TestHouse, testHouse } from '../../test/house.ts';
import { type Transcript as Replayable, replay } from '../../verify/src/replay.ts';
import { aCity } from '../city/city.fixtures.ts';
import { moveClock } from '../city/clock.ts';
import { signedInAs } from '../people/people.fixtures.ts';
import { afterVoting, type Election } from '../voting/voting.fixtures.ts';
import type { CountingRule } from './blueprint.ts';
import { explainCounts } from './explain-counts.ts';
import { anElectionToCount } from './results.fixtures.ts';

const houses: TestHouse[] = [];
afterAll(() => Promise.all(houses.map((house) => house.close())));

/**
 * Norte has 3,000,000 and six voters, so that equal shares are 500,000. Three want 1 (1.8 M) and 3 (0.6 M), two want
 * 2 (0.95 M) and 5 (0.25 M), one wants 4 (1.2 M). Equal standing goes to the cheaper one.
 */
const votes = [[1, 3], [1, 3], [1, 3], [2, 5], [2, 5], [4]];
const common = { threshold: 0, slots: 0, costCap: 0, ties: 'cheapest-lot' } as const;
const shares = {
  rule: 'equal-shares',
  utility: 'cost',
  voters: 'valid',
  comparison: 'none',
  ...common,
} as const;

interface Told {
  readonly house: TestHouse;
  readonly election: Election;
  readonly see: (path: string, language?: string) => Promise<{ status: number; text: string; html: string }>;
  readonly press: (path: string, form: Record<string, string>) => ReturnType<TestHouse['post']>;
  readonly winners: () => Promise<string[]>;
}

/** From the desk to the public pages, under one rule. @param fewest ballots with which they may be published */
async function told(rule: CountingRule, fewest = 6): Promise<Told> {
  const house = await testHouse();
  houses.push(house);
  const cityId = await aCity(house.db);
  await house.assembly.cities.reload();
  const { election, cookie } = await house.db.inCity(cityId, async (tx) => {
    const election = await anElectionToCount(tx, cityId, {
      votes,
      change: (blueprint) =>
        Object.assign(blueprint.counting, { rules: { community: rule }, fewestBallotsToPublish: fewest }),
    });
    await moveClock(tx, { city: { id: cityId, demo: true }, actorId: null, to: afterVoting });
    return { election, cookie: await signedInAs(tx, { cityId, personId: election.maribel }) };
  });
  const press: Told['press'] = (path, form) => house.post(path, form, { headers: { cookie } });
  await press('/desk/results', { act: 'count' });
  const desk = await house.get('/desk/results', { headers: { cookie } });
  const [, runs = ''] = /name="runs" value="([\d ]+)"/.exec(desk.html) ?? [];
  expect((await press('/desk/results', { act: 'publish', runs })).location).toBe('/results');
  const contest = `/results/${election.norte.id}`;
  return {
    house,
    election,
    press,
    see: async (path, language = 'es-MX') => {
      const { status, html } = await house.get(`${contest}${path}?lang=${language}`);
      return { status, html, text: words(html) };
    },
    winners: async () => JSON.parse((await house.get(`${contest}/count.json`)).html).winners,
  };
}

const explain = ({ house, election }: Told) =>
  house.db.inCity(election.cityId, async (tx) => {
    while ((await explainCounts(tx, { cityId: election.cityId })) > 0);
  });

function words(html: string): string {
  return html
    .slice(html.indexOf('<main'))
    .replace(/<[^>]+>/g, ' ')
    .replace(/\s+/g, ' ');
}

describe('a count by most votes', () => {
  it('is told project by project, and why one lost and what it lacked', async () => {
    const story = await told({ rule: 'greedy', onMisfit: 'skip', ...common });
    expect(await story.winners()).toEqual(['3', '1', '5']);
    const { text, html } = await story.see('');
    expect(text).toContain('3 votos · quedaban $3,000,000 y después $2,400,000');
    expect(text).toContain('3 votos · quedaban $2,400,000 y después $600,000');
    expect(text).toContain('2 votos · quedaban $600,000 y después $350,000');
    expect(text).toContain('No entra: $950,000');
    expect(text).toContain('2 votos · Ya no alcanzó: quedaban $350,000 y faltaron $600,000.');
    expect(html.match(/<svg class="bar"/g)?.length).toBeGreaterThanOrEqual(5);
    // 60 % of the money is what the second takes, after a fifth.
    expect(html).toContain('<rect class="bar-soft" x="0" width="20" height="1">');
    expect(html).toContain('<rect class="bar-main" x="20" width="60" height="1">');
    expect(html).not.toMatch(/ style="/);

    const early = await story.see('/2');
    expect(early.text).toContain('Se está calculando');
    await explain(story);
    const why = await story.see('/2');
    expect(why.text).toContain('Ya no alcanzó: quedaban $350,000 y faltaron $600,000.');
    expect(why.text).toContain('Habría ganado costando $600,000 menos, es decir $350,000');
    expect(why.text).toContain('Habría ganado con 1 voto más');
    expect((await story.see('/2', 'en')).text).toContain(
      'It would have won at $600,000 less, that is $350,000',
    );
    const won = await story.see('/1');
    expect(won.text).toContain('Cuando llegó su turno quedaban $2,400,000 y cuesta $1,800,000.');
    expect(won.text).not.toContain('Qué le faltó');
    expect((await story.see('/9')).status).toBe(404);
    expect((await story.see('/transcript.json')).status).toBe(404);
  });

  it('is reached from the page of the proposal', async () => {
    const { house, election } = await told({ rule: 'greedy', onMisfit: 'skip', ...common });
    const { folio, number } = await house.db.inCity(election.cityId, (tx) =>
      tx
        .selectFrom('candidate_proposal as cp')
        .innerJoin('candidate as c', 'c.id', 'cp.candidate_id')
        .innerJoin('proposal as p', 'p.id', 'cp.proposal_id')
        .select(['p.folio', 'c.number'])
        .where('c.contest_id', '=', election.norte.id)
        .executeTakeFirstOrThrow(),
    );
    const page = await house.get(`/proposals/${folio}`);
    expect(page.html).toContain(`href="/results/${election.norte.id}/${number}"`);
  });
});

describe('a count by Equal Shares', () => {
  it('is told with prices, payers and what supporters had, and can be replayed by another program', async () => {
    const story = await told({ ...shares, completion: 'none' });
    expect(await story.winners()).toEqual(['3', '5']);
    await explain(story);
    // Three people marked 3: what else they marked is theirs, until the ballots are public.
    expect((await story.see('')).text).not.toContain('quienes lo marcaron tenían');
    expect((await story.see('/2')).text).toContain('Lo marcaron menos de 10 personas');
    const desk = `/desk/results/${story.election.norte.id}/ballots`;
    expect((await story.press(desk, { act: 'publish', understood: 'yes' })).status).toBe(303);
    const { text } = await story.see('');
    expect(text).toContain('a cada una de las 6 personas le tocaron $500,000');
    expect(text).toContain('3 personas pusieron $200,000 cada una · quienes lo marcaron tenían $1,500,000');
    expect(text).toContain('2 personas pusieron $125,000 cada una · quienes lo marcaron tenían $1,000,000');
    expect(text).toContain('A quienes votaron por él les faltaron $200,000');

    const why = await story.see('/2');
    expect(why.text).toContain('recibieron juntos $1,000,000 y para este hacían falta $950,000');
    expect(why.text).toContain('Bebederos en la plaza 2 de 2 lo pagaron');
    expect(why.text).toContain('Al final les quedaban $750,000: les faltaron $200,000.');
    expect(why.text).toContain('Habría ganado costando $200,000 menos, es decir $750,000');
    expect(why.text).toContain('Habría ganado con 1 voto más');

    const transcript = JSON.parse((await story.see('/transcript.json')).html) as Replayable;
    const ballots = votes.map((marks) => ({ marks: marks.map(String) }));
    expect(replay(transcript, ballots)).toEqual([]);
    // A ballot more, and the same transcript does not hold.
    expect(replay(transcript, [...ballots, { marks: ['2'] }])).not.toEqual([]);
  });

  it('gives what is left by votes, and says so', async () => {
    const story = await told({ ...shares, completion: 'utilitarian' });
    expect(await story.winners()).toEqual(['3', '5', '1']);
    const { text } = await story.see('');
    expect(text).toContain('Con lo que sobró');
    expect(text).toContain('3 votos · quedaban $2,150,000 y después $350,000');
  });

  it('raises the shares until the next outcome would cost too much, and warns that more money can change who wins', async () => {
    const story = await told({ ...shares, completion: 'add1' });
    expect(await story.winners()).toEqual(['3', '5', '2']);
    const { text } = await story.see('');
    // From 800,000 on, 1 would win too, and all would cost 3.6 M.
    expect(text).toContain('a cada una de las 6 personas le tocaron $799,999');
    expect(text).toContain('más dinero puede cambiar quién gana');
    expect((await story.see('', 'en')).text).toContain('more money can change who wins');
  });

  it('gives way to the list of most votes where more people are better off with it', async () => {
    const story = await told({ ...shares, comparison: 'winners', completion: 'none' });
    expect(await story.winners()).toEqual(['3', '1', '5']);
    const { text } = await story.see('');
    expect(text).toContain(
      '0 personas quedan mejor con el primer resultado, 3 quedan mejor con la lista y 3 quedan igual',
    );
  });
});

describe('other rules', () => {
  it('Phragmén: who waits longest pays least, and what does not fit is passed over', async () => {
    const story = await told({ rule: 'phragmen', onMisfit: 'skip', ...common });
    expect(await story.winners()).toEqual(['5', '3', '2', '4']);
    const { text } = await story.see('');
    expect(text).toContain(
      '2 votos · quedaban $3,000,000 y después $2,750,000 · quienes lo marcaron llevan gastados $125,000',
    );
    expect(text).toContain(
      '2 votos · quedaban $2,150,000 y después $1,200,000 · quienes lo marcaron llevan gastados $600,000',
    );
    expect(text).toContain('No entra: $1,800,000 3 votos · solo quedaban $1,200,000');
    expect(text).toContain('1 voto · quedaban $1,200,000 y después $0');
  });

  it('BOS: supporters pay a part and the rest is overdrawn, never beyond the money', async () => {
    const story = await told({ rule: 'bos', utility: 'cost', voters: 'valid', ...common });
    const winners = await story.winners();
    const costs: Record<string, number> = { '1': 180, '2': 95, '3': 60, '4': 120, '5': 25 };
    expect(winners.reduce((sum, id) => sum + (costs[id] ?? 0), 0)).toBeLessThanOrEqual(300);
    const { text } = await story.see('');
    expect(text).toContain('Quienes lo marcaron pusieron $600,000, hasta $200,000 cada quien');
    expect(text).toContain('se sobregiran');
  });
});

describe('the ballots of a contest', () => {
  it('are nowhere until the city decides, and then a file that counts to the same winners', async () => {
    const story = await told({ ...shares, completion: 'add1' });
    const { norte } = story.election;
    for (const path of ['/ballots.pb', '/transcript-ballots.json', '/what-if'])
      expect((await story.see(path)).status).toBe(404);
    expect((await story.see('')).text).toContain('Las boletas una por una no se publicaron');
    const desk = `/desk/results/${norte.id}/ballots`;
    const hasty = await story.press(desk, { act: 'publish' });
    expect(hasty.status).toBe(422);
    expect(hasty.html).toContain('Marque la casilla');
    expect(words(hasty.html)).toContain('Hay 1 boleta con una combinación única');
    const done = await story.press(desk, { act: 'publish', understood: 'yes' });
    expect(done.location).toBe(`/results/${norte.id}`);
    expect((await story.press(desk, { act: 'publish', understood: 'yes' })).status).toBe(422);

    const file = await story.see('/ballots.pb');
    const read = readPabulib(file.html, { lenient: false });
    if (!read.ok) throw new Error(JSON.stringify(read.problems));
    expect(read.warnings).toEqual([]);
    expect(read.file.selected).toEqual(['2', '3', '5']);
    const lines = file.html.slice(file.html.indexOf('VOTES')).trim().split('\n').slice(2);
    const marks = lines.map((line) => line.split(';')[1]?.replaceAll('"', ''));
    expect([...marks].sort()).toEqual(['1,3', '1,3', '1,3', '2,5', '2,5', '4']);
    expect(file.html).not.toMatch(/web|paper/);

    const transcript = JSON.parse((await story.see('/transcript-ballots.json')).html) as Replayable;
    const ballots = marks.map((line) => ({ marks: (line ?? '').split(',') }));
    expect(replay(transcript, ballots)).toEqual([]);
    expect(replay(transcript, ballots.toReversed())).not.toEqual([]);
    const event = await story.house.db.inCity(story.election.cityId, (tx) =>
      tx.selectFrom('event').select('data').where('name', '=', 'ballots.published').execute(),
    );
    expect(event).toHaveLength(1);
    const page = await story.see('/what-if');
    expect(page.text).toContain('ESTO NO ES EL RESULTADO');
    expect(page.text).toContain(`npx cabildo tally ballots-${norte.id}.pb`);
    expect(page.html).toContain('<div hidden><form class="form" data-what-if=');
    // Nobody voted in Sur: the decision was for Norte alone.
    expect((await story.house.get(`/results/${story.election.sur.id}/ballots.pb`)).status).toBe(404);
  });

  it('stay closed where so few voted that one could betray its voter', async () => {
    const story = await told({ rule: 'greedy', onMisfit: 'skip', ...common }, 7);
    const desk = `/desk/results/${story.election.norte.id}/ballots`;
    const refused = await story.press(desk, { act: 'publish', understood: 'yes' });
    expect(refused.status).toBe(422);
    expect(words(refused.html)).toContain('Son 6 boletas y hacen falta al menos 7');
    expect((await story.see('/ballots.pb')).status).toBe(404);
  });
});
