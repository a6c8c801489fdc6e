import { afterAll, beforeAll, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { openBallots } from '../voting/open-ballots.ts';
import { done } from '../voting/voting.fixtures.ts';
import { candidatesOf } from '../voting/voting-queries.ts';
import { withdrawCandidate } from '../voting/withdraw-candidate.ts';
import { countContests } from './count-contests.ts';
import { explainCounts } from './explain-counts.ts';
import { explanationOf, explanationsOf } from './explanation-queries.ts';
import { publishBallots } from './publish-ballots.ts';
import { publishResults } from './publish-results.ts';
import { aCountedElection, actOf, aPublishedElection, aVotedElection, runIdsOf } from './results.fixtures.ts';

let test: TestDatabase;
let cities = 0;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

const city = () => {
  cities += 1;
  return aCity(test.db, { slug: `explain-${cities}` });
};
const runOf = async (tx: Tx, contestId: number) =>
  (
    await tx
      .selectFrom('count_run')
      .select('id')
      .where('contest_id', '=', contestId)
      .orderBy('id', 'desc')
      .executeTakeFirstOrThrow()
  ).id;

it('explains nothing before the publication, and every candidate after it, a part at each tick', async () => {
  const cityId = await city();
  await test.db.inCity(cityId, async (tx) => {
    const election = await aCountedElection(tx, cityId);
    expect(await explainCounts(tx, { cityId })).toBe(0);
    await publishResults(tx, { ...actOf(election), runIds: await runIdsOf(tx, election) });
    // No time to spare: one candidate a tick, so that a long count keeps nobody waiting.
    expect(await explainCounts(tx, { cityId, spare: 0 })).toBe(1);
    while ((await explainCounts(tx, { cityId })) > 0);
    const runId = await runOf(tx, election.norte.id);
    const explanations = await explanationsOf(tx, cityId, runId);
    expect(explanations.size).toBe(5);
    for (const { place, search, wouldHaveWon } of explanations.values()) {
      expect(search).toBe(place === null ? 'done' : 'none');
      expect(wouldHaveWon === null).toBe(place !== null);
    }
  });
});

it('gives up a search that takes too long, and says so instead of guessing', async () => {
  const cityId = await city();
  await test.db.inCity(cityId, async (tx) => {
    const election = await aPublishedElection(tx, cityId);
    while ((await explainCounts(tx, { cityId, most: -1 })) > 0);
    const explanations = await explanationsOf(tx, cityId, await runOf(tx, election.norte.id));
    const lost = [...explanations.values()].filter(({ place }) => place === null);
    expect(lost.length).toBeGreaterThan(0);
    for (const one of lost) expect(one).toMatchObject({ search: 'stopped', wouldHaveWon: null });
  });
});

it('looks for nothing that would have made a withdrawn candidate win', async () => {
  const cityId = await city();
  await test.db.inCity(cityId, async (tx) => {
    const election = await aVotedElection(tx, cityId);
    const [first] = await candidatesOf(tx, cityId, election.norte.id);
    const act = actOf(election);
    const withdrawal = { ...act, now: election.now, candidateId: first?.id as number };
    done(await withdrawCandidate(tx, { ...withdrawal, reason: 'El predio se vendió.' }));
    done(await openBallots(tx, { ...act, privateKey: election.privateKey }));
    await countContests(tx, { ...act, currency: 'MXN' });
    await publishResults(tx, { ...act, runIds: await runIdsOf(tx, election) });
    while ((await explainCounts(tx, { cityId })) > 0);
    const kept = await explanationOf(tx, cityId, await runOf(tx, election.norte.id), '1');
    expect(kept).toMatchObject({ search: 'none', wouldHaveWon: null, reasons: [{ code: 'withdrawn' }] });
  });
});

it('is made again for a correction, beside the first', async () => {
  const cityId = await city();
  await test.db.inCity(cityId, async (tx) => {
    const election = await aPublishedElection(tx, cityId);
    const first = await runOf(tx, election.norte.id);
    const act = actOf(election);
    await countContests(tx, { ...act, currency: 'MXN' });
    await publishResults(tx, { ...act, runIds: await runIdsOf(tx, election), reason: 'Faltaba una mesa.' });
    while ((await explainCounts(tx, { cityId })) > 0);
    const second = await runOf(tx, election.norte.id);
    expect(second).not.toBe(first);
    for (const runId of [first, second]) expect((await explanationsOf(tx, cityId, runId)).size).toBe(5);
  });
});

it('two people who publish the ballots at the same moment publish one file', async () => {
  const cityId = await city();
  const election = await test.db.inCity(cityId, (tx) =>
    aPublishedElection(tx, cityId, {
      change: (blueprint) => Object.assign(blueprint.counting, { fewestBallotsToPublish: 2 }),
    }),
  );
  const { maribel: actorId, norte, now } = election;
  const request = {
    cityId,
    city: { name: 'San Jacinto', locales: ['es-MX'] },
    contestId: norte.id,
    actorId,
    now,
  };
  const both = await Promise.all(
    [1, 2].map(() => test.db.inCity(cityId, (tx) => publishBallots(tx, request))),
  );
  expect(both.map(({ ok }) => ok).sort()).toEqual([false, true]);
  expect(both.find(({ ok }) => !ok)).toMatchObject({ reason: 'already-published' });
  await test.db.inCity(cityId, async (tx) => {
    expect(await tx.selectFrom('ballot_publication').select('count_run_id').execute()).toHaveLength(1);
    expect(
      await tx.selectFrom('event').select('id').where('name', '=', 'ballots.published').execute(),
    ).toHaveLength(1);
  });
});
