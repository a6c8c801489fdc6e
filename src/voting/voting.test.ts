import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type TestDatabase, testDatabase } from '../../test/database.ts';
import { aCity } from '../city/city.fixtures.ts';
import { phaseOf } from '../cycle/cycle-queries.ts';
import { resumePhase } from '../cycle/resume-phase.ts';
import { suspendPhase } from '../cycle/suspend-phase.ts';
import { aResident } from '../people/people.fixtures.ts';
import type { Tx } from '../platform/db/database.ts';
import { encodeBallot } from './ballot.ts';
import { enterOnRoll } from './build-roll.ts';
import { type CastVote, castVote } from './cast-vote.ts';
import { checkIn } from './check-in.ts';
import { enterPaperBallot } from './enter-paper-ballot.ts';
import { freezeBallot } from './freeze-ballot.ts';
import { removePaperBallot } from './remove-paper-ballot.ts';
import { voterOf } from './voter-queries.ts';
import { afterVoting, anElection, aVote, done, type Election } from './voting.fixtures.ts';
import { ballotsToCount, candidatesOf } from './voting-queries.ts';
import { withdrawCandidate } from './withdraw-candidate.ts';

let test: TestDatabase;
let slugs = 0;

beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

/** An election in a city of its own. */
async function inElection(
  story: (tx: Tx, election: Awaited<ReturnType<typeof anElection>>) => Promise<void>,
  wish: Parameters<typeof anElection>[2] = {},
): Promise<void> {
  slugs += 1;
  const cityId = await aCity(test.db, { slug: `san-jacinto-${slugs}` });
  await test.db.inCity(cityId, async (tx) => story(tx, await anElection(tx, cityId, wish)));
}

function luciasVote(election: Election, over: Partial<CastVote> = {}): CastVote {
  const { cityId, lucia, now, norte } = election;
  const { id: contestId, listVersion } = norte;
  return {
    cityId,
    actorId: lucia,
    now,
    contestId,
    marks: [1, 3],
    listVersion,
    formKey: 'lucias-form',
    ...over,
  };
}

const live = (tx: Tx, { cityId }: Election) =>
  tx.selectFrom('envelope').selectAll().where('city_id', '=', cityId).where('ended', 'is', null).execute();

describe('the frozen ballot', () => {
  it('has a contest for each district with its money, candidates by folio, and everybody who lives there', () =>
    inElection(async (tx, { cityId, norte, sur, cycle, lucia }) => {
      expect([norte.title, norte.money, norte.ballot]).toEqual([
        'Sector Norte',
        300_000_000,
        { type: 'knapsack' },
      ]);
      expect(sur.title).toBe('Sector Sur');
      const list = await candidatesOf(tx, cityId, norte.id);
      expect(list.map(({ number, title }) => `${number} ${title}`)[0]).toBe(
        '1 Cancha techada de Los Nogales',
      );
      expect(list.map(({ number }) => number)).toEqual([1, 2, 3, 4, 5]);
      const voter = await voterOf(tx, cityId, cycle.id, lucia);
      expect(voter?.ballots.map(({ contestId }) => contestId)).toEqual([norte.id]);
    }));

  it('is frozen once', () =>
    inElection(async (tx, { cityId, cycle, maribel, now }) => {
      const act = { cityId, cycleId: cycle.id, actorId: maribel, now, order: { by: 'folio' } as const };
      expect(await freezeBallot(tx, act)).toMatchObject({ ok: false, reason: 'already-frozen' });
    }));

  it('loses a candidate only with a reason, which the next voter is told', () =>
    inElection(async (tx, election) => {
      const { cityId, norte, maribel, now } = election;
      const [cancha] = await candidatesOf(tx, cityId, norte.id);
      const act = {
        cityId,
        actorId: maribel,
        now,
        candidateId: cancha?.id as number,
        reason: 'El terreno se vendió.',
      };
      done(await withdrawCandidate(tx, act));
      expect(await withdrawCandidate(tx, act)).toMatchObject({ reason: 'already-withdrawn' });
      expect((await candidatesOf(tx, cityId, norte.id))[0]?.withdrawn).toBe('El terreno se vendió.');
      expect(await castVote(tx, luciasVote(election))).toMatchObject({
        reason: 'withdrawn',
        details: { number: 1 },
      });
    }));
});

describe('the roll', () => {
  it('leaves out who is too young on the day of the close, and takes a birthday on that day', () =>
    inElection(async (tx, { cityId, cycle, zones, now, rosa }) => {
      // The story's voting closes at midnight before 21 February 2027, and one votes from 16 years on.
      const zoneId = zones.centro as number;
      const born = async (bornOn: string) => {
        const personId = await aResident(tx, { cityId, zoneId, now, bornOn });
        return (await enterOnRoll(tx, cycle, { cityId, actorId: rosa, now, personId })).entered;
      };
      expect(await born('2011-02-21')).toBe(false);
      expect(await born('2011-02-20')).toBe(true);
    }));

  it('has a person once, as she was entered first', () =>
    inElection(async (tx, { cityId, cycle, lucia, rosa, now }) => {
      const act = { cityId, actorId: rosa, now, personId: lucia };
      expect(await enterOnRoll(tx, cycle, act)).toEqual({ entered: false });
    }));

  it('says who votes at a booth only', () =>
    inElection(
      async (tx, election) => {
        const { cityId, cycle, zones, now, rosa, norte } = election;
        const zoneId = zones['valle-alto'] as number;
        const nina = await aResident(tx, { cityId, zoneId, now, name: 'Nina', bornOn: '2016-05-01' });
        await enterOnRoll(tx, cycle, { cityId, actorId: rosa, now, personId: nina });
        expect((await voterOf(tx, cityId, cycle.id, nina))?.webAllowed).toBe(false);
        expect(await castVote(tx, luciasVote(election, { actorId: nina }))).toMatchObject({
          reason: 'booth-only',
        });
        const act = { cityId, actorId: rosa, now, boothId: election.boothId };
        done(await checkIn(tx, { ...act, personId: nina }));
        done(await enterPaperBallot(tx, { ...act, contestId: norte.id, marks: [5] }));
      },
      { change: (blueprint) => Object.assign(blueprint.voting, { minimumAge: 9, webMinimumAge: 13 }) },
    ));
});

describe('a vote on the web', () => {
  it('lies sealed in the box, one length for all, and nobody may count before the opening', () =>
    inElection(async (tx, election) => {
      done(await castVote(tx, luciasVote(election, { marks: [2, 5] })));
      const blank = {
        actorId: election.tomas,
        contestId: election.sur.id,
        listVersion: election.sur.listVersion,
      };
      done(await castVote(tx, luciasVote(election, { ...blank, marks: [], formKey: 'tomas-form' })));
      const [one, other] = await live(tx, election);
      expect(one?.sealed.length).toBe(other?.sealed.length);
      expect(one?.sealed.includes(encodeBallot([2, 5], election.norte.plaintextBytes))).toBe(false);
      await expect(ballotsToCount(tx, election.cityId, election.norte.id)).rejects.toThrow('not opened');
    }));

  it('is one vote when the form is sent twice, and the same receipt', () =>
    inElection(async (tx, election) => {
      const first = done(await castVote(tx, luciasVote(election)));
      const second = done(await castVote(tx, luciasVote(election)));
      expect(second).toEqual(first);
      expect(await live(tx, election)).toHaveLength(1);
      // The clock struck between the two presses.
      expect(done(await castVote(tx, luciasVote(election, { now: afterVoting })))).toEqual(first);
    }));

  it('can be changed until the close: the last one counts, and an old form does not bring the first back', () =>
    inElection(async (tx, election) => {
      const first = done(await castVote(tx, luciasVote(election)));
      const second = done(await castVote(tx, luciasVote(election, { marks: [4], formKey: 'second-form' })));
      expect(second.receipt).not.toBe(first.receipt);
      expect((await live(tx, election)).map(({ receipt }) => receipt)).toEqual([second.receipt]);
      expect(await castVote(tx, luciasVote(election))).toMatchObject({ reason: 'superseded' });
    }));

  it('is taken or refused by what is true now, whatever this process remembers', () =>
    inElection(async (tx, election) => {
      const { cityId, cycle, maribel: actorId, now, norte } = election;
      const cast = (formKey: string, marks = [5]) => castVote(tx, luciasVote(election, { formKey, marks }));
      done(await cast('form-before'));
      const phase = await phaseOf(tx, cycle, 'voting', now);
      const act = {
        cityId,
        phaseId: phase?.id as number,
        actorId,
        now,
        reason: 'Se fue la luz en la plaza.',
      };
      done(await suspendPhase(tx, act));
      expect(await cast('form-suspended')).toMatchObject({ reason: 'closed' });
      done(await resumePhase(tx, act));
      done(await cast('form-resumed'));
      const candidate = (await candidatesOf(tx, cityId, norte.id))[4]?.id as number;
      done(
        await withdrawCandidate(tx, {
          cityId,
          actorId,
          now,
          candidateId: candidate,
          reason: 'Ya se construyó.',
        }),
      );
      expect(await cast('form-withdrawn')).toMatchObject({ reason: 'withdrawn' });
      done(await cast('form-after', [4]));
    }));

  it('is final where the blueprint says so', () =>
    inElection(
      async (tx, election) => {
        done(await castVote(tx, luciasVote(election)));
        const again = await castVote(tx, luciasVote(election, { formKey: 'second-form' }));
        expect(again).toMatchObject({ reason: 'final' });
        expect(await live(tx, election)).toHaveLength(1);
      },
      { change: (blueprint) => Object.assign(blueprint.voting, { changeable: false }) },
    ));

  it('is refused before sealing, and an earlier vote stands', () =>
    inElection(async (tx, election) => {
      const { tomas, sur, norte } = election;
      done(await castVote(tx, luciasVote(election)));
      const refusals = [
        [{ marks: [1, 2, 3] }, 'over-budget', { money: 300_000_000, over: 35_000_000 }],
        [{ marks: [6] }, 'unknown-candidate', { number: 6 }],
        [{ marks: [2, 2] }, 'repeated', { number: 2 }],
        [{ listVersion: 'f'.repeat(64) }, 'stale-list', {}],
        [{ contestId: sur.id, listVersion: sur.listVersion, marks: [1] }, 'wrong-contest', {}],
        [{ contestId: 999_999 }, 'wrong-contest', {}],
        [{ actorId: election.rosa }, 'not-on-roll', {}],
        [{ actorId: tomas }, 'wrong-contest', {}],
        [{ now: afterVoting }, 'closed', {}],
      ] as const;
      for (const [over, reason, details] of refusals) {
        const refused = await castVote(tx, luciasVote(election, { formKey: `form-${reason}`, ...over }));
        expect(refused, reason).toMatchObject({ ok: false, reason, details });
      }
      expect(await live(tx, election)).toHaveLength(1);
      expect(norte.ballot.type).toBe('knapsack');
    }));

  it('counts marks where the blueprint counts marks', () =>
    inElection(
      async (tx, election) => {
        const refused = await castVote(tx, luciasVote(election, { marks: [1, 2, 3] }));
        expect(refused).toMatchObject({ reason: 'too-many', details: { maximum: 2, over: 1 } });
        done(await castVote(tx, luciasVote(election, { marks: [1, 4] })));
      },
      {
        change: (blueprint) =>
          Object.assign(blueprint.voting, { ballots: { community: { type: 'marks', maximum: 2 } } }),
      },
    ));
});

describe('a booth', () => {
  it('closes the web for whoever takes paper, and ends what she cast there', () =>
    inElection(async (tx, election) => {
      const { cityId, cycle, rosa, lucia, boothId, now } = election;
      await aVote(tx, cityId, { personId: lucia, contestId: election.norte.id, marks: [1] });
      const act = { cityId, actorId: rosa, now, boothId, personId: lucia };
      done(await checkIn(tx, act));
      expect(await live(tx, election)).toEqual([]);
      expect(await castVote(tx, luciasVote(election))).toMatchObject({ reason: 'checked-in' });
      expect(await checkIn(tx, act)).toMatchObject({
        reason: 'already-checked-in',
        details: { booth: 'Mesa 1' },
      });
      expect((await voterOf(tx, cityId, cycle.id, lucia))?.checkedInAt).toEqual(now);
    }));

  it('takes no more papers of a district than people of it were checked in', () =>
    inElection(async (tx, election) => {
      const { cityId, rosa, lucia, boothId, now, norte, sur } = election;
      const act = { cityId, actorId: rosa, now, boothId };
      const paper = { ...act, contestId: norte.id, marks: [1] };
      expect(await enterPaperBallot(tx, paper)).toMatchObject({ reason: 'no-room' });
      done(await checkIn(tx, { ...act, personId: lucia }));
      expect(await enterPaperBallot(tx, { ...act, contestId: sur.id, marks: [1] })).toMatchObject({
        reason: 'no-room',
      });
      const { paperId } = done(await enterPaperBallot(tx, paper));
      expect(await enterPaperBallot(tx, paper)).toMatchObject({ reason: 'no-room' });
      done(await removePaperBallot(tx, { ...act, paperId, reason: 'La capturé dos veces' }));
      done(await enterPaperBallot(tx, paper));
    }));

  it('judges each paper by the rule, and knows a slip of the keyboard', () =>
    inElection(
      async (tx, election) => {
        const { cityId, rosa, boothId, now, norte, voters } = election;
        const act = { cityId, actorId: rosa, now, boothId };
        for (const personId of voters) done(await checkIn(tx, { ...act, personId }));
        const enter = (marks: number[], fault?: 'illegible') =>
          enterPaperBallot(tx, { ...act, contestId: norte.id, marks, fault });
        expect(done(await enter([5, 1]))).toMatchObject({ validity: 'valid', voidReason: null });
        expect(done(await enter([]))).toMatchObject({ validity: 'blank' });
        expect(done(await enter([1, 2, 3]))).toMatchObject({ validity: 'void', voidReason: 'over-budget' });
        expect(done(await enter([], 'illegible'))).toMatchObject({
          validity: 'void',
          voidReason: 'illegible',
        });
        expect(await enter([9])).toMatchObject({ reason: 'unknown-candidate', details: { number: 9 } });
        expect(await enter([1, 1])).toMatchObject({ reason: 'repeated' });
      },
      { people: 12 },
    ));
});
