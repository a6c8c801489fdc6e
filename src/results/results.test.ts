import type { CountResult } from '@cabildo/tally';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { connectEvents, type Happened, subscribe } from '../platform/events/events.ts';
import { openBallots } from '../voting/open-ballots.ts';
import type { Election } from '../voting/voting.fixtures.ts';
import { candidatesOf } from '../voting/voting-queries.ts';
import { withdrawCandidate } from '../voting/withdraw-candidate.ts';
import { countContests, repeats } from './count-contests.ts';
import { lastRuns, publishResults } from './publish-results.ts';
import { recordTieSeed } from './record-tie-seed.ts';
import {
  aCountedElection,
  actOf,
  anElectionToCount,
  aPublishedElection,
  aVotedElection,
  type CountWish,
  runIdsOf,
} from './results.fixtures.ts';
import { publishedResults, winnersOf } from './results-queries.ts';

let test: TestDatabase;
let cities = 0;
const heard: Happened<'results.published'>[] = [];
let onPublished = async (_tx: Tx) => {};
beforeAll(async () => {
  test = await testDatabase();
  connectEvents(
    [
      subscribe({
        event: 'results.published',
        name: 'listens',
        when: 'together',
        run: async (tx, happened) => {
          heard.push(happened);
          await onPublished(tx);
        },
      }),
    ],
    async () => {},
  );
});
beforeEach(() => {
  heard.length = 0;
  onPublished = async () => {};
});
afterAll(() => test.close());

async function city(): Promise<number> {
  cities += 1;
  return aCity(test.db, { slug: `results-${cities}` });
}

/** An election in a city of its own; what the story does happens in the same transaction. */
async function inElection(
  make: (tx: Tx, cityId: number, wish: CountWish) => Promise<Election>,
  story: (tx: Tx, election: Election) => Promise<void>,
  wish: CountWish = {},
): Promise<void> {
  const cityId = await city();
  await test.db.inCity(cityId, async (tx) => story(tx, await make(tx, cityId, wish)));
}

const count = (tx: Tx, election: Election) => countContests(tx, { ...actOf(election), currency: 'MXN' });
const runsOf = (tx: Tx, { norte }: Election) =>
  tx.selectFrom('count_run').selectAll().where('contest_id', '=', norte.id).orderBy('id').execute();
const outcomeOf = async (tx: Tx, election: Election) =>
  JSON.parse((await runsOf(tx, election)).at(-1)?.outcome ?? '') as CountResult;

describe('the seed of the lots', () => {
  it('is recorded once, and only while every ballot is sealed', () =>
    inElection(aVotedElection, async (tx, election) => {
      const again = { ...actOf(election), seed: 'Melate 4022: 01 02 03', source: 'Melate' };
      expect(await recordTieSeed(tx, again)).toMatchObject({ reason: 'already-recorded' });
      await openBallots(tx, { ...actOf(election), privateKey: election.privateKey });
      expect(await recordTieSeed(tx, again)).toMatchObject({ reason: 'already-opened' });
      expect(await recordTieSeed(tx, { ...again, seed: ' 1234567 ' })).toMatchObject({ reason: 'too-short' });
      const kept = await tx.selectFrom('tie_seed').selectAll().executeTakeFirstOrThrow();
      expect(kept.seed).toBe('Melate 4021: 03 11 27 31 44 52');
    }));

  it('decides a tie alone: the same seed the same winner, and each candidate wins with some', async () => {
    // Two candidates of 180 and 120 millions with a vote each: the money pays one of them.
    const votes = [[1], [4]];
    const winners = new Map<string, string>();
    for (let draw = 0; draw < 6; draw += 1) {
      const seed = `sorteo número ${draw}`;
      for (let again = 0; again < 2; again += 1) {
        await inElection(
          aCountedElection,
          async (tx, election) => {
            const outcome = await outcomeOf(tx, election);
            const won = outcome.winners.find((id) => id === '1' || id === '4') as string;
            expect(outcome.winners.filter((id) => id === '1' || id === '4')).toEqual([won]);
            const step = outcome.steps.find((one) => one.kind === 'greedy' && one.candidate === won);
            expect(step).toMatchObject({ tiedWith: [won === '1' ? '4' : '1'] });
            expect(winners.get(seed) ?? won).toBe(won);
            winners.set(seed, won);
          },
          { votes, seed, ...withMoney(200_000_000) },
        );
      }
    }
    expect(new Set(winners.values())).toEqual(new Set(['1', '4']));
  });
});

/** Another amount for each sector. */
function withMoney(amount: number): CountWish {
  return {
    change: ({ cycle }) => {
      for (const share of cycle.money.shares) share.amount = amount;
      cycle.money.total = amount * 2;
    },
  };
}

describe('a count', () => {
  it('waits for the opening and for the seed', () =>
    inElection(aVotedElection, async (tx, election) => {
      expect(await count(tx, election)).toMatchObject({ reason: 'not-opened' });
      expect(await runsOf(tx, election)).toEqual([]);
    }));

  it('is not made without a seed', async () => {
    const { anOpenedElection } = await import('../voting/voting.fixtures.ts');
    await inElection(anOpenedElection, async (tx, election) => {
      expect(await count(tx, election)).toMatchObject({ reason: 'no-seed' });
    });
  });

  it('keeps what went in, and repeats to the byte', () =>
    inElection(aCountedElection, async (tx, election) => {
      expect((await count(tx, election)).ok).toBe(true);
      const [first, second] = await runsOf(tx, election);
      expect(second?.outcome).toBe(first?.outcome);
      expect(second?.input_hash).toBe(first?.input_hash);
      expect(second?.id).toBeGreaterThan(first?.id ?? 0);
      expect(repeats(first as NonNullable<typeof first>)).toBe(true);
      const forged = {
        input: first?.input ?? '',
        outcome: first?.outcome.replace('"winners":["', '"winners":["9') ?? '',
      };
      expect(forged.outcome).not.toBe(first?.outcome);
      expect(repeats(forged)).toBe(false);
    }));

  it('counts the same votes the same, in another city, and others differently', async () => {
    const hashes: (string | undefined)[] = [];
    const outcomes: (string | undefined)[] = [];
    for (const votes of [
      [[1, 3], [2]],
      [[1, 3], [2]],
      [[1, 3], [3]],
    ]) {
      await inElection(
        aCountedElection,
        async (tx, election) => {
          const [run] = await runsOf(tx, election);
          const names = new RegExp(`"${election.cycle.id}/\\d+"`, 'g');
          hashes.push(run?.input_hash);
          outcomes.push(run?.input.replace(names, '"contest"'));
        },
        { votes },
      );
    }
    expect(outcomes[1]).toBe(outcomes[0]);
    expect(outcomes[2]).not.toBe(outcomes[0]);
    expect(hashes[2]).not.toBe(hashes[0]);
  });

  it('follows the votes and the money: by votes, skipping what does not fit, and says why not', () =>
    inElection(
      aCountedElection,
      async (tx, election) => {
        const outcome = await outcomeOf(tx, election);
        expect(outcome.candidates.map(({ candidate, votes }) => [candidate, votes])).toEqual([
          ['1', 3],
          ['2', 1],
          ['3', 3],
          ['4', 2],
          ['5', 2],
        ]);
        // 180 and 60 of 300 millions; 120 and 95 do not fit into the rest, 25 does.
        expect([...outcome.winners].sort()).toEqual(['1', '3', '5']);
        expect(outcome.cost).toBe(265_000_000);
        const lost = outcome.candidates.find(({ candidate }) => candidate === '4');
        expect(lost?.reasons[0]).toMatchObject({ code: 'does-not-fit' });
        expect(outcome.turnout).toMatchObject({ cast: 7, blank: 1, void: 0 });
      },
      { votes: [[1, 3], [1, 3], [1, 3], [2, 4], [4, 5], [5], []] },
    ));

  it('leaves a candidate out that was withdrawn, and keeps what else those people marked', () =>
    inElection(aVotedElection, async (tx, election) => {
      const [first] = await candidatesOf(tx, election.cityId, election.norte.id);
      const reason = 'El terreno se vendió.';
      const withdrawal = { ...actOf(election), now: election.now, candidateId: first?.id ?? 0, reason };
      expect((await withdrawCandidate(tx, withdrawal)).ok).toBe(true);
      await openBallots(tx, { ...actOf(election), privateKey: election.privateKey });
      await count(tx, election);
      const outcome = await outcomeOf(tx, election);
      expect(outcome.winners).not.toContain('1');
      expect(outcome.candidates[0]?.reasons[0]).toMatchObject({ code: 'withdrawn' });
      expect(outcome.candidates[2]?.votes).toBe(3);
      expect(outcome.turnout).toMatchObject({ cast: 6, void: 0 });
    }));
});

describe('publishing', () => {
  it('is refused before every contest is counted', () =>
    inElection(anElectionToCount, async (tx, election) => {
      const request = { ...actOf(election), runIds: [] };
      expect(await publishResults(tx, request)).toMatchObject({ reason: 'not-counted' });
      expect(await publishedResults(tx, election.cityId, election.cycle.id)).toBeUndefined();
    }));

  it('makes winners, reasons and outcomes public at once, and tells of every winner', () =>
    inElection(aPublishedElection, async (tx, election) => {
      const { cityId, cycle } = election;
      const winners = await winnersOf(tx, cityId, cycle.id);
      expect(new Map(winners.map(({ title, votes }) => [title, votes]))).toEqual(
        new Map([
          ['Cancha techada de Los Nogales', 3],
          ['Huerto de Valle Alto', 3],
          ['Bebederos en la plaza', 2],
        ]),
      );
      expect(heard).toHaveLength(1);
      const told = heard[0]?.data.winners ?? [];
      expect(told.map(({ candidateId }) => candidateId).sort()).toEqual(
        winners.map(({ candidateId }) => candidateId).sort(),
      );
      for (const winner of told) {
        for (const proposalId of winner.proposalIds) {
          const shown = await tx
            .selectFrom('published_proposal')
            .select('stage')
            .where('proposal_id', '=', proposalId)
            .executeTakeFirst();
          expect(shown?.stage).toBe('won');
        }
      }
      const stages = await tx.selectFrom('published_proposal').select('stage').execute();
      expect(stages.filter(({ stage }) => stage === 'not_won')).toHaveLength(8 - told.length);
    }));

  it('is undone whole when what must follow fails', async () => {
    const cityId = await city();
    const election = await test.db.inCity(cityId, (tx) => aCountedElection(tx, cityId));
    onPublished = async () => {
      throw new Error('no project opens');
    };
    const publish = () =>
      test.db.inCity(cityId, async (tx) =>
        publishResults(tx, { ...actOf(election), runIds: await runIdsOf(tx, election) }),
      );
    await expect(publish()).rejects.toThrow('no project opens');
    await test.db.inCity(cityId, async (tx) => {
      expect(await publishedResults(tx, cityId, election.cycle.id)).toBeUndefined();
      const stages = await tx.selectFrom('published_proposal').select('stage').execute();
      expect(stages.some(({ stage }) => stage === 'won')).toBe(false);
    });
  });

  it('refuses runs that somebody counted over meanwhile', () =>
    inElection(aCountedElection, async (tx, election) => {
      const runIds = await runIdsOf(tx, election);
      await count(tx, election);
      expect(await publishResults(tx, { ...actOf(election), runIds })).toMatchObject({ reason: 'stale' });
      const others = [...runIds, 999_999];
      expect(await publishResults(tx, { ...actOf(election), runIds: others })).toMatchObject({
        reason: 'stale',
      });
    }));

  it('a second time says why, and keeps the first', () =>
    inElection(aPublishedElection, async (tx, election) => {
      const { cityId, cycle } = election;
      const request = { ...actOf(election), runIds: await runIdsOf(tx, election) };
      expect(await publishResults(tx, request)).toMatchObject({ reason: 'reason-missing' });
      const reason = 'Una mesa entregó tarde su acta.';
      expect((await publishResults(tx, { ...request, reason })).ok).toBe(true);
      expect((await publishedResults(tx, cityId, cycle.id))?.reason).toBe(reason);
      expect(await tx.selectFrom('publication').selectAll().execute()).toHaveLength(2);
    }));

  it('by two people at the same moment makes one result, and tells the other', async () => {
    const cityId = await city();
    const election = await test.db.inCity(cityId, (tx) => aCountedElection(tx, cityId));
    const publish = () =>
      test.db.inCity(cityId, async (tx) => {
        const request = { ...actOf(election), runIds: await runIdsOf(tx, election) };
        return publishResults(tx, request);
      });
    onPublished = () => new Promise((resolve) => setTimeout(resolve, 200));
    const done = await Promise.all([publish(), publish(), publish()]);
    expect(done.filter(({ ok }) => ok)).toHaveLength(1);
    expect(done.filter((one) => !one.ok && one.reason === 'reason-missing')).toHaveLength(2);
    expect(heard).toHaveLength(1);
  });
});

describe('the runs', () => {
  it('that a page asks for are the last of each contest, without what went in', () =>
    inElection(aCountedElection, async (tx, election) => {
      await count(tx, election);
      const runs = await lastRuns(tx, election.cityId, [election.norte.id, election.sur.id]);
      const all = await tx.selectFrom('count_run').select('id').orderBy('id').execute();
      expect(runs.map(({ id }) => id)).toEqual(all.slice(-2).map(({ id }) => id));
      expect(runs[0]).not.toHaveProperty('input');
    }));
});
