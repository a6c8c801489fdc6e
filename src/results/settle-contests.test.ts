import type { CountResult } from '@cabildo/tally';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import type { AfterRule } from './blueprint.ts';
import { ruleOf } from './election.ts';
import { aPublishedElection, type CountWish } from './results.fixtures.ts';
import { publishedResults, winnersOf } from './results-queries.ts';
import { settle } from './settle-contests.ts';

let test: TestDatabase;
let cities = 0;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

const cancun: AfterRule = {
  turnoutFloorPercent: 1,
  lostMoney: 'second-places',
  leftMoney: 'returned',
  order: 'votes',
  mostPerContest: 0,
};

/**
 * Norte has 3,000,000.00: 1 (1.8 M) and 3 (0.6 M) have three votes, 4 (1.2 M) and 5 (0.25 M) two, 2 (0.95 M) one. So 1, 3
 * and 5 win for 2.65 M. In Sur nobody votes.
 */
const votes = [[1, 3], [1, 3], [1, 3], [2, 4], [4, 5], [5]];

async function published(after: AfterRule | undefined, wish: CountWish = {}) {
  cities += 1;
  const cityId = await aCity(test.db, { slug: `settle-${cities}` });
  return test.db.inCity(cityId, async (tx) => {
    const election = await aPublishedElection(tx, cityId, {
      votes,
      ...wish,
      change: (blueprint) => {
        if (after) Object.assign(blueprint.counting, { after: { community: after } });
        wish.change?.(blueprint);
      },
    });
    const results = await publishedResults(tx, cityId, election.cycle.id);
    const [norte, sur] = results?.contests ?? [];
    const stages = await tx.selectFrom('published_proposal').select(['stage']).execute();
    const rows = await tx.selectFrom('settlement').select(['input', 'outcome']).execute();
    return {
      norte,
      sur,
      won: await winnersOf(tx, cityId, election.cycle.id),
      stages: stages.filter(({ stage }) => stage === 'won').length,
      rows,
    };
  });
}

const firstThree = ['1', '3', '5'];

describe('the rule of Cancún', () => {
  it('moves the money of a ballot on which nobody voted to second places elsewhere', async () => {
    const { norte, sur, won, stages, rows } = await published(cancun);
    expect([...(norte?.outcome.winners ?? [])].sort()).toEqual(firstThree);
    // 3,000,000.00 of Sur pay 4 (1.2 M, leaving 1.8 M) and then 2 (0.95 M, leaving 0.85 M).
    expect(norte?.winners.slice(3)).toEqual(['4', '2']);
    expect(norte?.cost).toBe(265_000_000 + 120_000_000 + 95_000_000);
    expect(norte?.after).toMatchObject([
      { kind: 'second-place', candidate: '4', votes: 2, left: 300_000_000, taken: true },
      { kind: 'second-place', candidate: '2', votes: 1, left: 180_000_000, taken: true },
    ]);
    expect(sur?.winners).toEqual([]);
    expect(sur?.after).toMatchObject([{ kind: 'turnout-too-low', cast: 0, freed: 300_000_000 }]);
    expect(won).toHaveLength(5);
    expect(stages).toBe(5);
    // Whoever has the stored input can settle again, to the byte.
    expect(settle(JSON.parse(rows[0]?.input ?? '')).outcome).toBe(rows[0]?.outcome);
  });

  it('gives a ballot no more second places than it may have, and says so', async () => {
    const { norte } = await published({ ...cancun, mostPerContest: 1 });
    expect(norte?.winners.slice(3)).toEqual(['4']);
    expect(norte?.after.at(-1)).toMatchObject({ candidate: '2', taken: false, why: 'contest-has-enough' });
  });

  it('keeps every winner of a ballot that reaches the floor', async () => {
    const { sur } = await published(cancun, { votes: [[1]], change: () => {} });
    expect(sur?.winners).toEqual([]);
    const none = await published({ ...cancun, turnoutFloorPercent: 0 });
    expect(none.sur?.after).toEqual([]);
    expect([...(none.norte?.winners ?? [])].sort()).toEqual(firstThree);
  });

  it('lets lost money return, and left money go on, where a city says so', async () => {
    const returned = await published({ ...cancun, lostMoney: 'returned' });
    expect([...(returned.norte?.winners ?? [])].sort()).toEqual(firstThree);
    expect(returned.sur?.after).toMatchObject([{ kind: 'turnout-too-low' }]);
    const left = await published({ ...cancun, lostMoney: 'returned', leftMoney: 'second-places' });
    // Only the 0.35 M that Norte leaves: too little for 4 and for 2.
    expect(left.norte?.after).toMatchObject([
      { kind: 'remainder', freed: 35_000_000 },
      { kind: 'second-place', candidate: '4', taken: false, why: 'does-not-fit' },
      { kind: 'second-place', candidate: '2', taken: false },
    ]);
  });

  it('leaves cycles without such a rule as they were', async () => {
    const { rows, norte } = await published(undefined);
    expect(rows).toEqual([]);
    expect(norte?.winners).toEqual(norte?.outcome.winners);
  });
});

describe('other rules of the counting library', () => {
  it('count the same ballots their own way', async () => {
    const rule = {
      rule: 'equal-shares',
      utility: 'cost',
      voters: 'valid',
      completion: 'add1',
      comparison: 'none',
      threshold: 0,
      slots: 0,
      costCap: 0,
      ties: 'cheapest-lot',
    };
    const { norte } = await published(undefined, {
      change: (blueprint) => Object.assign(blueprint.counting, { rules: { community: rule } }),
    });
    const outcome = norte?.outcome as CountResult;
    expect(outcome.rule).toMatchObject({ name: 'equal-shares', completion: { kind: 'add1', step: 100 } });
    expect(outcome.cost).toBeLessThanOrEqual(300_000_000);
    expect(outcome.winners.length).toBeGreaterThan(0);
  });

  it('let the winners exceed the money by five percent, in whole minor units', () => {
    const greedy = {
      rule: 'greedy',
      onMisfit: 'skip',
      threshold: 0,
      slots: 0,
      costCap: 0,
      ties: 'lot',
    } as const;
    const terms = { seed: 'dados 4 1 6 2', money: 10_000_019, minorPerUnit: 100 };
    expect(ruleOf({ ...greedy, overspendPercent: 5 }, terms)).toMatchObject({ overspend: 500_000 });
    expect(ruleOf(greedy, terms)).toMatchObject({ overspend: 0, per: 'candidate' });
  });
});
